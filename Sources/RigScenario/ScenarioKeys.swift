internal import RigCore

extension ScenarioKey {
  /// Every key of a configuration, in the order in which a file lists them and in which they take effect: a preset
  /// comes before the keys that change it.
  public static let all: [ScenarioKey] =
    general + rig + servo + sensor + faults + severalAxes + pins + controller + loop + output

  static let counts = 0...1_000_000_000

  private static let general: [ScenarioKey] = [
    ScenarioKey("title", .text, "what the scenario shows") { scenario in
      .text(scenario.title)
    } write: { scenario, value in
      if case .text(let title) = value { scenario.title = title }
    },
    ScenarioKey("seed", .seed, isOptional: true, "where all chance comes from; none draws a fresh one") { scenario in
      scenario.seed.map { seed in .seed(seed) } ?? .none
    } write: { scenario, value in
      if case .seed(let seed) = value { scenario.seed = seed } else { scenario.seed = nil }
    },
  ]

  private static let rig: [ScenarioKey] = [
    .choice(
      "rig.kind", \.rig.kind, "what is steered: a computed rig with one axis, two or four, or a real one"),
    ScenarioKey("rig.distance", .distance, "the hidden distance of the wall; 50..1000 lets the seed draw one") {
      scenario in
      .distance(scenario.rig.distance)
    } write: { scenario, value in
      if case .distance(let distance) = value { scenario.rig.distance = distance }
    },
    .number("rig.distanceDrift", \.rig.distanceDrift, .length, unit: "cm", "how much farther the wall is at each step"),
    .optionalInteger("rig.distanceJumpStep", \.rig.distanceJumpStep, counts, "the step at which the wall jumps"),
    .number("rig.distanceJump", \.rig.distanceJump, .length, unit: "cm", "how far the wall jumps away"),
    .number("rig.laserHeight", \.rig.laserHeight, .length, unit: "cm", "the height of the laser"),
    ScenarioKey("rig.target", .height, "the hidden height of the target; -100..100 lets the seed draw one") {
      scenario in
      .height(scenario.rig.target)
    } write: { scenario, value in
      if case .height(let target) = value { scenario.rig.target = target }
    },
    .number("rig.targetDrift", \.rig.targetDrift, .length, unit: "cm", "how much the target rises at each step"),
    .optionalInteger("rig.targetJumpStep", \.rig.targetJumpStep, counts, "the step at which the target jumps"),
    .number("rig.targetJump", \.rig.targetJump, .length, unit: "cm", "how far the target jumps up"),
    .number(
      "rig.targetAcross", \.rig.targetAcross, .length, unit: "cm", "where across, to the right, the target is"),
    .number(
      "rig.targetAcrossDrift", \.rig.targetAcrossDrift, .length, unit: "cm",
      "how much the target moves across at each step"),
    .optionalInteger(
      "rig.targetAcrossJumpStep", \.rig.targetAcrossJumpStep, counts, "the step at which the target jumps across"),
    .number(
      "rig.targetAcrossJump", \.rig.targetAcrossJump, .length, unit: "cm", "how far the target jumps across"),
    .optionalNumber(
      "rig.start", \.rig.start, .length, unit: "cm", "the height at which the dot begins; none: servo at 0°"),
    .optionalNumber(
      "rig.startAcross", \.rig.startAcross, .length, unit: "cm",
      "where across the dot begins; none: servo at 0°, or straight ahead of it"),
  ]

  static let servo: [ScenarioKey] = [
    .choice("rig.servo.preset", \.rig.servo.preset, "the servo that the keys below begin from").setting { scenario in
      scenario.rig.servo.takeOver(scenario.rig.servo.preset)
    },
    .number("rig.servo.travelFrom", \.rig.servo.travelFrom, .between(-89, 89), unit: "°", "the lowest command"),
    .number("rig.servo.travelTo", \.rig.servo.travelTo, .between(-89, 89), unit: "°", "the highest command"),
    .number("rig.servo.resolution", \.rig.servo.resolution, .between(0, 45), unit: "°", "what commands are rounded to"),
    .number("rig.servo.deadBand", \.rig.servo.deadBand, .between(0, 45), unit: "°", "the change that is ignored"),
    .optionalNumber(
      "rig.servo.slewRate", \.rig.servo.slewRate, .positive(atMost: 1e6), unit: "°/s", "the highest speed"),
    .number("rig.servo.lag", \.rig.servo.lag, .between(0, 1000), unit: "s", "the time constant of the approach"),
    .number("rig.servo.backlash", \.rig.servo.backlash, .between(0, 45), unit: "°", "the play of the gears"),
    .number("rig.servo.offset", \.rig.servo.offset, .between(-89, 89), unit: "°", "how much too high the beam points"),
    .flag("rig.servo.reversed", \.rig.servo.reversed, "a larger command lowers the beam"),
  ]

  private static let sensor: [ScenarioKey] = [
    .number("rig.sensor.noise", \.rig.sensor.noise, .size, unit: "cm", "the standard deviation of a reading"),
    .number("rig.sensor.bias", \.rig.sensor.bias, .length, unit: "cm", "how much too high readings are"),
    .number(
      "rig.sensor.biasAcross", \.rig.sensor.biasAcross, .length, unit: "cm", "how much too far across readings are"),
    .number("rig.sensor.rounding", \.rig.sensor.rounding, .size, unit: "cm", "what readings are rounded to"),
    .integer("rig.sensor.deadTime", \.rig.sensor.deadTime, 0...10_000, unit: "steps", "how old the reported error is"),
    .optionalNumber(
      "rig.sensor.fieldOfView", \.rig.sensor.fieldOfView, .positive(atMost: 1e6), unit: "cm",
      "the largest error in sight"),
    .number("rig.sensor.dropouts", \.rig.sensor.dropouts, .between(0, 1), "the share of readings that see no dot"),
    .number("rig.sensor.outliers", \.rig.sensor.outliers, .between(0, 1), "the share of readings that are far off"),
    .number("rig.sensor.outlierSize", \.rig.sensor.outlierSize, .size, unit: "cm", "how far off those are"),
    .optionalNumber(
      "rig.sensor.saturation", \.rig.sensor.saturation, .positive(atMost: 1e6), unit: "cm",
      "the largest error that is reported"),
    .choice("rig.sensor.reports", \.rig.sensor.reports, "what is told: the error, or the cost without the side"),
  ]

  private static let faults: [ScenarioKey] = [
    ScenarioKey("rig.faults", .faults, "defects for a time: part, kind, from, to, axis and by, steps or probability") {
      scenario in
      .faults(scenario.rig.faults)
    } write: { scenario, value in
      if case .faults(let faults) = value { scenario.rig.faults = faults }
    }
  ]

  private static let loop: [ScenarioKey] = [
    .integer("loop.steps", \.loop.steps, 1...counts.upperBound, "the most updates"),
    .number("loop.tolerance", \.loop.tolerance, .positive(atMost: 1e6), unit: "cm", "how far off a settled dot may be"),
    .integer("loop.window", \.loop.window, 1...100_000, unit: "readings", "how many in a row must agree"),
    .optionalNumber(
      "loop.noise", \.loop.noise, .size, unit: "cm", "the noise to expect of a reading; none: the sensor's own"),
    .number("loop.frameRate", \.loop.frameRate, .between(0.01, 10_000), unit: "Hz", "steps a second"),
    .flag("loop.realTime", \.loop.realTime, "keep to the frame rate by the clock"),
    .flag("loop.probe", \.loop.probe, "try out which way each axis turns the dot, unless the rule learns that"),
    .number("loop.probeAngle", \.loop.probeAngle, .between(0.01, 45), unit: "°", "how far to turn at first to try it"),
    .number("loop.probeLimit", \.loop.probeLimit, .between(0.01, 45), unit: "°", "how far to turn at most"),
    .number(
      "loop.divergence.bound", \.loop.divergenceBound, .positive(atMost: 1e9), unit: "cm", "the error that ends the run"
    ),
    .integer(
      "loop.divergence.steps", \.loop.divergenceSteps, 2...100_000, "for how many steps in a row an error grows"),
    .integer("loop.divergence.swings", \.loop.divergenceSwings, 1...100_000, "how often the servo swings end to end"),
    .integer(
      "loop.divergence.halvings", \.loop.divergenceHalvings, 0...100,
      "how often the rate is halved before a swing that grows ends the run"),
    .integer("loop.search.hold", \.loop.searchHold, counts, "for how many lost readings to hold still"),
    .integer("loop.search.sweep", \.loop.searchSweep, counts, "over how many more to search"),
    .number("loop.search.reach", \.loop.searchReach, .between(0, 89), unit: "°", "how far the search goes"),
    .number("loop.search.turns", \.loop.searchTurns, .positive(atMost: 1e4), "how many turns it makes"),
  ]

  private static let output: [ScenarioKey] = [
    .choice("output.format", \.output.format, "the form of the results"),
    .optionalText("output.plot", \.output.plot, "the SVG file to draw"),
    .choice("output.picture", \.output.picture, "what to draw"),
    .flag("output.quiet", \.output.quiet, "leave the steps out"),
  ]

  private func setting(_ also: @escaping @Sendable (inout Scenario) -> Void) -> ScenarioKey {
    let write = self.write
    return ScenarioKey(path, type, isOptional: isOptional, rules: rules, summary, read: read) { scenario, value in
      write(&scenario, value)
      also(&scenario)
    }
  }
}
