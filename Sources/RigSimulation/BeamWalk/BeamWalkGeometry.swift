public import RigCore

/// The bench of a beam walk: mirror 1, then mirror 2, then a detector near it and one far from it, all seen along the
/// unfolded beam.
///
/// An angle here is the beam's deflection from that path. A mirror that turns by an angle in the plane of incidence
/// deflects the beam by twice as much: ±2° of beam is ±1° of mirror.
///
/// In each of the two planes the paths are exact: the beam meets mirror 2 at `L1·tan(a1)`, leaves it with `a1 + a2` and
/// meets a detector `L` behind it at `L1·tan(a1) + L·tan(a1 + a2)`. The effect of deflections in one plane on those in
/// the other is of third order in the angles, about a thousandth of the deflection at 2°, and is left out.
public struct BeamWalkGeometry: Sendable, Equatable {
  /// From mirror 1 to mirror 2, above 0.
  public var mirrorDistance: Length
  /// From mirror 2 to the near detector, at least 0.
  public var nearDistance: Length
  /// From mirror 2 to the far detector, beyond the near one: at the same place both would see the same, and no
  /// controller could tell a shift of the beam from a tilt.
  public var farDistance: Length
  /// How far the mount of mirror 1 is rolled about the beam: its tilt from height towards across. At 90° its tilt moves
  /// the beam across.
  public var mirrorRoll1: Angle
  /// How far the mount of mirror 2 is rolled about the beam.
  public var mirrorRoll2: Angle
  /// How far the near detector is rolled about the beam: its height axis towards across.
  public var nearRoll: Angle
  /// How far the far detector is rolled about the beam.
  public var farRoll: Angle

  /// A bench; by default 30 cm lie between the mirrors, the detectors stand 20 and 100 cm behind the second mirror, and
  /// nothing is rolled.
  public init(
    mirrorDistance: Length = .centimeters(30), nearDistance: Length = .centimeters(20),
    farDistance: Length = .centimeters(100), mirrorRoll1: Angle = .zero, mirrorRoll2: Angle = .zero,
    nearRoll: Angle = .zero, farRoll: Angle = .zero
  ) {
    precondition(mirrorDistance > .zero && nearDistance >= .zero, "mirrors stand apart, detectors behind them")
    precondition(farDistance > nearDistance, "the far detector is farther away than the near one")
    self.mirrorDistance = mirrorDistance
    self.nearDistance = nearDistance
    self.farDistance = farDistance
    self.mirrorRoll1 = mirrorRoll1
    self.mirrorRoll2 = mirrorRoll2
    self.nearRoll = nearRoll
    self.farRoll = farRoll
  }
}
