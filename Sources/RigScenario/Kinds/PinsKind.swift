extension RigKind {
  /// A real rig, on the pins of this machine.
  public static let pins = RigKind(
    "pins", axes: [.tilt(), .pan()], hasWall: true, parts: [.target], ownKeys: ScenarioKey.pins, plants: nil
  ) { scenario in
    [scenario.targetContradiction].compactMap { found in found } + scenario.pinContradictions
  }
}

extension Scenario {
  fileprivate var targetContradiction: Contradiction? {
    guard case .drawn = rig.target else { return nil }
    return Contradiction(["rig.target", "rig.kind"], "no seed moves a real target: give rig.target one height")
  }
}
