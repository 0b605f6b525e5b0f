public import RigCore
internal import RigSimulation

extension Scenario {
  /// The name by which the command line calls ``firstLook``.
  public static var firstLookName: String { "built-in" }

  /// The scenario that the command line runs when it is given none: a hobby servo, mild noise, a wall anywhere between
  /// 50 and 1000 cm, and a rule that finds out where.
  public static var firstLook: Scenario {
    var scenario = Scenario()
    scenario.title = "a wall that nobody measured"
    scenario.rig.distance = .drawn(from: 50, to: 1000)
    scenario.rig.target = 30
    scenario.rig.servo.takeOver(.hobby)
    scenario.rig.sensor.noise = 0.2
    scenario.loop.tolerance = 2
    scenario.output.plot = "descent.svg"
    return scenario
  }

  /// The scenario on which the command line compares rules when it is given none: nothing disturbs but the wall's
  /// distance and the target's height, which nobody knows.
  public static var comparison: Scenario {
    var scenario = Scenario()
    scenario.title = "walls that nobody measured"
    scenario.rig.distance = .drawn(from: 50, to: 1000)
    scenario.rig.target = .drawn(from: -100, to: 100)
    scenario.rig.servo.travelFrom = -60
    scenario.rig.servo.travelTo = 60
    scenario.controller.learningRate = 0.5
    scenario.controller.assumedDistance = 1000
    return scenario
  }

  /// The scenario that the command line sweeps when it is given none: one wall, and a rule whose loop gain is known, 2 at
  /// the learning rate 1.
  public static var sweep: Scenario {
    var scenario = Scenario()
    scenario.title = "a wall that stands still"
    scenario.rig.target = 50
    scenario.rig.servo.travelFrom = -60
    scenario.rig.servo.travelTo = 60
    scenario.controller.rule = .gradientDescent
    scenario.loop.tolerance = 1
    return scenario
  }

  /// The noise of a reading that the controller is to expect, in cm: of a simulated sensor its data sheet says it.
  var expectedNoise: Double { loop.noise ?? (rig.kind.isSimulated ? rig.sensor.noise : 0) }

  /// How long the loop runs and what it takes for an end.
  public var loopSettings: LoopSettings {
    let noise = Length.centimeters(expectedNoise)
    let tolerance = Length.centimeters(loop.tolerance)
    return LoopSettings(
      controlVariable: controller.steers,
      stepLimit: loop.steps,
      settling: SettlingCriterion(tolerance: tolerance, window: loop.window, noise: noise),
      divergence: DivergenceCriterion(
        bound: .centimeters(loop.divergenceBound), growingSteps: loop.divergenceSteps,
        railSwings: loop.divergenceSwings,
        floor: max(tolerance, 6 * noise), halvings: loop.divergenceHalvings),
      search: SpotSearch(
        hold: loop.searchHold, sweep: loop.searchSweep, reach: .degrees(loop.searchReach), turns: loop.searchTurns))
  }

  /// How to try out each axis before the loop is closed; nil where that is not asked for. It is up to whoever runs the
  /// scenario: a loop in code probes only where it is told to.
  public var responseProbe: ResponseProbe? {
    guard loop.probe else { return nil }
    return ResponseProbe(
      firstAngle: .degrees(loop.probeAngle), greatestAngle: .degrees(loop.probeLimit),
      noise: .centimeters(expectedNoise))
  }
}
