public import RigCore
internal import RigSimulation

extension Scenario {
  /// The name by which the command line calls ``firstLook``.
  public static var firstLookName: String { "built-in" }

  /// The scenario that the command line runs if it is given none: a hobby servo, mild noise, a wall anywhere between 50
  /// and 1000 cm, and a rule that learns the distance.
  public static var firstLook: Scenario {
    var scenario = Scenario()
    scenario.title = "a wall at an unknown distance"
    scenario.rig.distance = .drawn(from: 50, to: 1000)
    scenario.rig.target = 30
    scenario.rig.servo.takeOver(.hobby)
    scenario.rig.sensor.noise = 0.2
    scenario.loop.tolerance = 2
    scenario.output.plot = "descent.svg"
    return scenario
  }

  /// The scenario on which the command line compares rules if it is given none: only the wall's distance and the
  /// target's height are unknown, and nothing else disturbs the loop.
  public static var comparison: Scenario {
    var scenario = Scenario()
    scenario.title = "walls at unknown distances"
    scenario.rig.distance = .drawn(from: 50, to: 1000)
    scenario.rig.target = .drawn(from: -100, to: 100)
    scenario.rig.servo.travelFrom = -60
    scenario.rig.servo.travelTo = 60
    scenario.controller.learningRate = 0.5
    scenario.controller.assumedDistance = 1000
    return scenario
  }

  /// The scenario that the command line sweeps if it is given none: one wall, and a rule with a known loop gain, 2 at
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

  /// The noise of a reading that the controller expects, in cm; for a simulated sensor it is in the sensor's data
  /// sheet.
  public var expectedNoise: Double { loop.noise ?? (rig.kind.isSimulated ? rig.sensor.noise : 0) }

  /// The largest error, in cm, to which readings are taken to be in proportion; infinite without a limit. For a
  /// simulated sensor it is in the sensor's data sheet: nine tenths of its saturation, which noise reaches, or an eighth
  /// of the radius of a quadrant detector's spot, up to which its readings are true to 1 %.
  var expectedLinearRange: Double {
    if let range = loop.linearRange { return range }
    guard rig.kind.isSimulated else { return .infinity }
    let sensor = rig.sensor
    return min(sensor.saturation.map { limit in 0.9 * limit } ?? .infinity, (sensor.spotRadius ?? .infinity) / 8)
  }

  /// The age of a reading in steps that the loop expects; for a simulated sensor it is in the sensor's data sheet.
  public var expectedDeadTime: Int { loop.deadTime ?? (rig.kind.isSimulated ? oldestReading : 0) }

  /// The age of the oldest reading that a simulated sensor reports, in steps.
  var oldestReading: Int {
    rig.sensor.deadTime + rig.sensor.deadTimeSpread + rig.sensor.newReadingEvery - 1
  }

  /// The criterion by which a run counts as settled.
  var settlingCriterion: SettlingCriterion {
    SettlingCriterion(
      tolerance: .centimeters(loop.tolerance), window: loop.window, noise: .centimeters(expectedNoise),
      deadTime: expectedDeadTime)
  }

  /// The least number of readings within the tolerance at the end of a settled trial. A dot that swings past its target
  /// stands still for the dead time at most before the loop turns it on.
  public var settlingHold: Int { loop.window + oldestReading }

  /// The length of the loop and the criteria that end it.
  public var loopSettings: LoopSettings {
    let noise = Length.centimeters(expectedNoise)
    let tolerance = Length.centimeters(loop.tolerance)
    return LoopSettings(
      controlVariable: controller.steers,
      stepLimit: loop.steps,
      settling: settlingCriterion,
      divergence: DivergenceCriterion(
        bound: .centimeters(loop.divergenceBound), growingSteps: loop.divergenceSteps,
        railSwings: loop.divergenceSwings,
        floor: max(tolerance, 6 * noise), halvings: loop.divergenceHalvings,
        watchesOscillation: loop.divergenceOscillation),
      search: SpotSearch(
        hold: loop.searchHold, sweep: loop.searchSweep, reach: .degrees(loop.searchReach), turns: loop.searchTurns))
  }

  /// The probe of each axis before the loop is closed; nil if none is asked for. The caller that runs the scenario
  /// makes the probe: a loop in code probes only if it is told to.
  public var responseProbe: ResponseProbe? {
    guard loop.probe else { return nil }
    return ResponseProbe(
      firstAngle: .degrees(loop.probeAngle), greatestAngle: .degrees(loop.probeLimit),
      noise: .centimeters(expectedNoise))
  }
}
