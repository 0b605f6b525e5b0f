internal import RealModule
internal import RigCore

/// The path of the beam over two mirrors to two detectors, in cm and radians.
struct BeamPath: Sendable, Equatable {
  private let mirrorDistance: Double
  private let nearDistance: Double
  private let farDistance: Double
  private let mount1: Turn
  private let mount2: Turn

  init(_ geometry: BeamWalkGeometry) {
    mirrorDistance = geometry.mirrorDistance.centimeters
    nearDistance = geometry.nearDistance.centimeters
    farDistance = geometry.farDistance.centimeters
    mount1 = Turn(geometry.mirrorRoll1)
    mount2 = Turn(geometry.mirrorRoll2)
  }

  /// The places at which the beam meets the two detectors when the mirrors deflect it by `first` and `second`, each by
  /// its tilt and its pan; nil if it turns by 90° or more and never gets there.
  func dots(first: PlaneVector, second: PlaneVector) -> (near: PlaneVector, far: PlaneVector)? {
    let between = mount1.out(first)
    let behind = between + mount2.out(second)
    guard let onMirror = Self.slopes(between), let slopes = Self.slopes(behind) else { return nil }
    let place = mirrorDistance * onMirror
    return (place + nearDistance * slopes, place + farDistance * slopes)
  }

  /// The motion of the two dots as the deflections change by `firstChange` and `secondChange`.
  func motion(
    first: PlaneVector, second: PlaneVector, changing firstChange: PlaneVector, _ secondChange: PlaneVector
  ) -> (near: PlaneVector, far: PlaneVector) {
    let between = mount1.out(first)
    let behind = between + mount2.out(second)
    let betweenChange = mount1.out(firstChange)
    let place = mirrorDistance * Self.changeOfSlopes(between, by: betweenChange)
    let slopes = Self.changeOfSlopes(behind, by: betweenChange + mount2.out(secondChange))
    return (place + nearDistance * slopes, place + farDistance * slopes)
  }

  /// The deflections that lead the beam to these dots.
  func deflections(near: PlaneVector, far: PlaneVector) -> (first: PlaneVector, second: PlaneVector) {
    let slopes = (1 / (farDistance - nearDistance)) * (far - near)
    let behind = Self.arcs(slopes)
    let between = Self.arcs((1 / mirrorDistance) * (near - nearDistance * slopes))
    return (mount1.into(between), mount2.into(behind - between))
  }

  private static func slopes(_ angles: PlaneVector) -> PlaneVector? {
    guard angles.height.magnitude < .pi / 2, angles.across.magnitude < .pi / 2 else { return nil }
    return PlaneVector(.tan(angles.height), .tan(angles.across))
  }

  private static func arcs(_ slopes: PlaneVector) -> PlaneVector {
    PlaneVector(.atan(slopes.height), .atan(slopes.across))
  }

  private static func changeOfSlopes(_ angles: PlaneVector, by change: PlaneVector) -> PlaneVector {
    let (height, across) = (Double.cos(angles.height), Double.cos(angles.across))
    return PlaneVector(change.height / (height * height), change.across / (across * across))
  }
}
