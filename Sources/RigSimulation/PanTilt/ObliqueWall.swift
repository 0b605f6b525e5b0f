internal import RealModule
internal import RigCore

/// A plane wall through the point straight ahead of the laser, with axes of its own along it.
struct ObliqueWall: Sendable, Equatable {
  private let up: SIMD3<Double>
  private let across: SIMD3<Double>
  private let normal: SIMD3<Double>

  init(yaw: Angle, pitch: Angle) {
    let (sineOfYaw, cosineOfYaw) = (Double.sin(yaw.radians), Double.cos(yaw.radians))
    let (sineOfPitch, cosineOfPitch) = (Double.sin(pitch.radians), Double.cos(pitch.radians))
    across = SIMD3(cosineOfYaw, 0, sineOfYaw)
    up = SIMD3(-sineOfYaw * sineOfPitch, cosineOfPitch, cosineOfYaw * sineOfPitch)
    normal = SIMD3(-sineOfYaw * cosineOfPitch, -sineOfPitch, cosineOfYaw * cosineOfPitch)
  }

  /// The place at which a beam in `direction` meets the wall at `distance` cm, in cm along it from the point straight
  /// ahead; nil if the beam runs along the wall or away from it.
  func spot(of direction: SIMD3<Double>, distance: Double) -> PlaneVector? {
    let approach = Self.dot(normal, direction)
    guard approach > 0, approach.isFinite else { return nil }
    let ray = distance * normal.z / approach
    let spot = PlaneVector(
      ray * Self.dot(up, direction) - distance * up.z, ray * Self.dot(across, direction) - distance * across.z)
    return spot.height.isFinite && spot.across.isFinite ? spot : nil
  }

  /// The motion of the beam's place on the wall as its direction changes by `change`.
  func motion(of direction: SIMD3<Double>, changing change: SIMD3<Double>, distance: Double) -> PlaneVector {
    let approach = Self.dot(normal, direction)
    let ray = distance * normal.z / approach
    let sideways = change - Self.dot(normal, change) / approach * direction
    return PlaneVector(ray * Self.dot(up, sideways), ray * Self.dot(across, sideways))
  }

  /// The place of `spot` as seen from the laser.
  func point(at spot: PlaneVector, distance: Double) -> SIMD3<Double> {
    SIMD3(0, 0, distance) + spot.height * up + spot.across * across
  }

  private static func dot(_ left: SIMD3<Double>, _ right: SIMD3<Double>) -> Double {
    left.x * right.x + left.y * right.y + left.z * right.z
  }
}
