public import RigCore

/// The truth about a simulated rig with several axes at one moment. Nothing that a controller holds leads here.
///
/// For pan and tilt the coordinates are the dot's height and its place across, both along the wall; for a beam walk the
/// height and place across on the near detector's plane, then on the far one's.
public struct SpotTruth<let axes: Int>: Sendable, Equatable {
  /// Where the dot is; nil where the beam misses.
  public let dot: PerAxis<axes, Length>?
  /// Where it is wanted.
  public let target: PerAxis<axes, Length>
  /// From target to dot in the sensors' own axes, which may be turned against those of dot and target: what a perfect
  /// sensor would report. Nil where the beam misses.
  public let error: PerAxis<axes, Length>?
  /// How far each servo really deflects the beam.
  public let beam: PerAxis<axes, Angle>
  /// The distance from laser to wall, straight ahead; nil for a rig without a wall.
  public let distance: Length?
  /// The height of the laser; nil for a rig without a wall.
  public let laserHeight: Length?
  /// How many centimetres each error changes for each axis' slope at the place where the beam is now, with unhurried
  /// servos and neither rounding nor play: the matrix of the partial derivatives, one row an error, one column an axis.
  /// Nil where the beam misses.
  public let jacobian: SquareMatrix<axes>?
}
