public import RigCore

/// The angles between the wall, the sensor and the gimbal of a pan-tilt rig.
///
/// The gimbal pans about a vertical axis and, on that, tilts. With all angles 0 the dot of a laser at the distance D is
/// at the height `D·tan(tilt)/cos(pan)`, above that of the laser, and `D·tan(pan)` across.
public struct PanTiltGeometry: Sendable, Equatable {
  /// How far the wall is turned about the vertical through the point straight ahead; positive has its right side, where
  /// pan is positive, farther away. Within ±89°.
  public var wallYaw: Angle
  /// How far the wall leans; positive has its top farther away. Within ±89°.
  public var wallPitch: Angle
  /// How far the sensor is turned in the wall's plane: its height axis from the wall's towards across, clockwise as
  /// seen from the laser.
  public var sensorRotation: Angle
  /// By how much the angle between the two axes differs from a right one; positive has the right end of the tilt axis
  /// higher. Within ±89°.
  public var crossing: Angle

  /// A geometry; by default everything is at right angles.
  public init(
    wallYaw: Angle = .zero, wallPitch: Angle = .zero, sensorRotation: Angle = .zero, crossing: Angle = .zero
  ) {
    for angle in [wallYaw, wallPitch, crossing] {
      precondition(angle.radians.magnitude < .pi / 2, "wall and axes are less than 90° off")
    }
    self.wallYaw = wallYaw
    self.wallPitch = wallPitch
    self.sensorRotation = sensorRotation
    self.crossing = crossing
  }
}
