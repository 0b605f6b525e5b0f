internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory

extension Scenario {
  /// The stability of the loop, if it is exactly linear and the same before every wall and target that the seed may
  /// draw: a linear rule with one rate that steers the slope of one axis, and no effect that is not in the linear theory.
  /// Nil for any other loop. A lag is a first-order one of the servo's angle and not of its slope, so that a loop with it
  /// is linear only near its target.
  var stabilityIfLinear: LinearLoop.Stability? { linearForm.flatMap { form in stabilityIfLinear(form) } }

  /// The same under a rule of this form.
  func stabilityIfLinear(_ form: LinearForm) -> LinearLoop.Stability? {
    guard rig.kind == .singleAxis, rig.sensor.reports == .error, form.hasOneRate, controller.steers == .slope,
      rig.servo.offset == 0, rig.servo.lag == 0, !hasUnmodelledEffects(under: form)
    else { return nil }
    let found = corners.map { corner in corner.fixedLoop(form)?.stability }
    return found.dropFirst().allSatisfy { stability in stability == found[0] } ? found[0] : nil
  }

  /// The scenarios with the nearest and the farthest wall, and with the lowest and the highest target. The gain is
  /// greatest at one of them.
  var corners: [Scenario] {
    let distances =
      switch rig.distance {
      case .fixed(let distance): [distance]
      case .drawn(let from, let to): [from, to]
      }
    let heights =
      switch rig.target {
      case .fixed(let height): [height]
      case .drawn(let from, let to): [from, to]
      }
    if distances.count == 1 && heights.count == 1 { return [self] }
    return distances.flatMap { distance in
      heights.map { height in
        var corner = self
        corner.rig.distance = .fixed(distance)
        corner.rig.target = .fixed(height)
        return corner
      }
    }
  }
}
