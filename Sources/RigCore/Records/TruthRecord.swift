/// The truth about a rig with any number of axes at one step, in centimetres and degrees.
///
/// Only a simulated rig knows its truth, and only reports and pictures receive it. The directions are those of
/// ``StepRecord``.
public struct TruthRecord: Sendable, Equatable {
  /// The distance from the laser straight ahead to the wall in cm; nil if there is no wall.
  public var distanceCentimeters: Double?
  /// The height of the laser in cm; nil if there is no wall.
  public var laserHeightCentimeters: Double?
  /// The place of the target on each axis in cm.
  public var targetCentimeters: AxisValues
  /// The place of the dot on each axis in cm; nil if the beam misses.
  public var dotCentimeters: AxisValues?
  /// The errors in cm that a perfect sensor would report; nil if the beam misses.
  public var errorCentimeters: AxisValues?
  /// The true angle of the beam on each axis in degrees; nil if it is not recorded.
  public var beamDegrees: AxisValues?

  /// The truth with these figures; see the properties for units.
  public init(
    distanceCentimeters: Double?, targetCentimeters: AxisValues, laserHeightCentimeters: Double? = nil,
    dotCentimeters: AxisValues? = nil, errorCentimeters: AxisValues? = nil, beamDegrees: AxisValues? = nil
  ) {
    self.distanceCentimeters = distanceCentimeters
    self.laserHeightCentimeters = laserHeightCentimeters
    self.targetCentimeters = targetCentimeters
    self.dotCentimeters = dotCentimeters
    self.errorCentimeters = errorCentimeters
    self.beamDegrees = beamDegrees
  }
}
