public import RigCore

/// The truth about a simulated rig at one moment. A controller has no access to it.
///
/// For one axis the coordinates are heights. For pan and tilt they are the dot's height and its place across, both
/// along the wall; for a beam walk the height and place across on the near detector's plane, then on the far one's.
public struct PlantTruth<let axes: Int>: RigTruth {
  /// The place of the dot; nil if the beam misses.
  public let dots: PerAxis<axes, Length>?
  /// The place of the target.
  public let targets: PerAxis<axes, Length>
  /// The errors: from target to dot in the sensors' own axes, which may be turned against those of dot and target. A
  /// perfect sensor would report them. Nil if the beam misses.
  public let errors: PerAxis<axes, Length>?
  /// The true deflection of the beam by each servo.
  public let beams: PerAxis<axes, Angle>
  /// The distance from laser to wall, straight ahead; nil for a rig without a wall.
  public let distance: Length?
  /// The height of the laser; nil for a rig without a wall.
  public let laserHeight: Length?
  /// How many centimetres each error changes for each axis' slope at the present place of the beam, with servos that
  /// have arrived and neither rounding nor play: the matrix of the partial derivatives, one row for each error, one
  /// column for each axis. Nil if the beam misses, or if the rig does not provide it.
  public let jacobian: SquareMatrix<axes>?

  /// The truth about a rig without a wall unless `distance` and `laserHeight` are given.
  public init(
    dots: PerAxis<axes, Length>?, targets: PerAxis<axes, Length>, errors: PerAxis<axes, Length>?,
    beams: PerAxis<axes, Angle>, distance: Length? = nil, laserHeight: Length? = nil,
    jacobian: SquareMatrix<axes>? = nil
  ) {
    self.dots = dots
    self.targets = targets
    self.errors = errors
    self.beams = beams
    self.distance = distance
    self.laserHeight = laserHeight
    self.jacobian = jacobian
  }
}

extension TruthRecord {
  /// The record of `truth`.
  ///
  /// - Precondition: the rig has at most `AxisValues.capacity` axes.
  public init<let axes: Int>(_ truth: PlantTruth<axes>) {
    self.init(
      distanceCentimeters: truth.distance?.centimeters,
      targetCentimeters: AxisValues(truth.targets) { target in target.centimeters },
      laserHeightCentimeters: truth.laserHeight?.centimeters,
      dotCentimeters: truth.dots.map { dots in AxisValues(dots) { dot in dot.centimeters } },
      errorCentimeters: truth.errors.map { errors in AxisValues(errors) { error in error.centimeters } },
      beamDegrees: AxisValues(truth.beams) { beam in beam.degrees })
  }
}

extension PlantTruth where axes == 1 {
  /// The dot's height; nil if the beam misses.
  public var dot: Length? { dots?[0] }
  /// The height of the target.
  public var target: Length { targets[0] }
  /// The dot's height above the target; nil if the beam misses.
  public var error: Length? { errors?[0] }
  /// The true angle of the beam.
  public var beam: Angle { beams[0] }
}

/// ``PlantTruth`` without the number of axes: it ties the types of a ``SimulatedPlant`` together.
public protocol RigTruth: Sendable, Equatable {
  /// A `PerAxis` of `Angle`.
  associatedtype Angles: Sendable
  /// A `PerAxis` of `Length`.
  associatedtype Errors: Sendable
  /// A `Reading`.
  associatedtype Output: Sendable

  /// The errors, from target to dot; nil if the beam misses.
  var errors: Errors? { get }
  /// The true deflection of the beam by each servo.
  var beams: Angles { get }
}

extension PlantTruth {
  public typealias Angles = PerAxis<axes, Angle>
  public typealias Errors = PerAxis<axes, Length>
  public typealias Output = Reading<axes>
}
