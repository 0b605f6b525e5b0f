internal import RigCore
internal import RigSimulation
internal import RigWiring

extension ScenarioKey {
  /// Every key of a configuration, in the order in which a file lists them and in which they take effect: a preset
  /// comes before the keys that change it.
  public static let all: [ScenarioKey] =
    general + rig + servo + sensor + faults + RigKind.allCases.flatMap(\.ownKeys) + controller + loop + output

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

  private static let rig: [ScenarioKey] =
    [
      .choice(
        "rig.kind", \.rig.kind, "what is steered: a computed rig with one axis, two or four, or a real one")
    ] + distance.of(.wall) + [target.of(.target)] + targetMotion.of(.wall) + targetAcross.of(.across)
    + [start.of(.wall), startAcross.of(.across)]

  private static let distance: [ScenarioKey] =
    [
      ScenarioKey("rig.distance", .distance, "the hidden distance of the wall; 50..1000 lets the seed draw one") {
        scenario in
        .distance(scenario.rig.distance)
      } write: { scenario, value in
        if case .distance(let distance) = value { scenario.rig.distance = distance }
      },
      .number(
        "rig.distanceDrift", \.rig.distanceDrift, .length, unit: "cm", "how much farther the wall is at each step"),
    ]
    + pair(
      .optionalInteger("rig.distanceJumpStep", \.rig.distanceJumpStep, counts, "the step at which the wall jumps"),
      .number("rig.distanceJump", \.rig.distanceJump, .length, unit: "cm", "how far the wall jumps away"))
    + [.number("rig.laserHeight", \.rig.laserHeight, .length, unit: "cm", "the height of the laser")]

  private static let target = ScenarioKey(
    "rig.target", .height, "the hidden height of the target; -100..100 lets the seed draw one"
  ) { scenario in
    .height(scenario.rig.target)
  } write: { scenario, value in
    if case .height(let target) = value { scenario.rig.target = target }
  }

  private static let targetMotion: [ScenarioKey] =
    [.number("rig.targetDrift", \.rig.targetDrift, .length, unit: "cm", "how much the target rises at each step")]
    + pair(
      .optionalInteger("rig.targetJumpStep", \.rig.targetJumpStep, counts, "the step at which the target jumps"),
      .number("rig.targetJump", \.rig.targetJump, .length, unit: "cm", "how far the target jumps up"))
    + pair(
      .number("rig.targetSway", \.rig.targetSway, .size, unit: "cm", "how far the target sways up and down"),
      .number(
        "rig.targetSwayFrequency", \.rig.targetSwayFrequency, .frequency, unit: "Hz",
        "the frequency of the target's sway"))
    + [
      .number(
        "rig.targetSwayPhase", \.rig.targetSwayPhase, .phase, unit: "°", "the phase of the target's sway at step 0"
      ).needing("rig.targetSway")
    ]

  private static let targetAcross: [ScenarioKey] =
    [
      .number(
        "rig.targetAcross", \.rig.targetAcross, .length, unit: "cm", "where across, to the right, the target is"),
      .number(
        "rig.targetAcrossDrift", \.rig.targetAcrossDrift, .length, unit: "cm",
        "how much the target moves across at each step"),
    ]
    + pair(
      .optionalInteger(
        "rig.targetAcrossJumpStep", \.rig.targetAcrossJumpStep, counts, "the step at which the target jumps across"),
      .number(
        "rig.targetAcrossJump", \.rig.targetAcrossJump, .length, unit: "cm", "how far the target jumps across"))

  private static let start: ScenarioKey = .optionalNumber(
    "rig.start", \.rig.start, .length, unit: "cm", "the height at which the dot begins; none: servo at 0°")

  private static let startAcross: ScenarioKey = .optionalNumber(
    "rig.startAcross", \.rig.startAcross, .length, unit: "cm",
    "where across the dot begins; none: servo at 0°, or straight ahead of it")

  static let servo: [ScenarioKey] = {
    let preset = ScenarioKey.choice(
      "rig.servo.preset", \.rig.servo.preset, "the servo that the keys below begin from"
    ).setting { scenario in scenario.rig.servo.takeOver(scenario.rig.servo.preset) }
    let all = ServoParameters()
    let angles = [all.travelFrom, all.travelTo, all.offset].map(\.description)
    let parameters = ServoModel.parameters.map { parameter in
      var key = ScenarioKey.effect(parameter, in: "rig.servo", \.rig.servo.values)
      if parameter.isInPresets { key.presets = [preset.path] }
      if angles.contains(parameter.description) { key.rangeAdvice = ServoCalibration.angleConvention }
      return key
    }
    return ([preset] + parameters).of(.servo)
  }()

  private static let sensor: [ScenarioKey] =
    SensorModel.parameters.map { parameter in
      ScenarioKey.effect(parameter, in: "rig.sensor", \.rig.sensor.values).of(
        parameter.isOfPlane ? .planeSensor : .sensor)
    } + [
      .choice("rig.sensor.reports", \.rig.sensor.reports, "what is told: the error, or the cost without the side")
        .of(.report)
    ]

  private static let faults: [ScenarioKey] = [
    .number(
      "rig.frameJitter", \.rig.frameJitter, .between(0, 0.95),
      "by which share the time of a simulated frame varies"
    ).of(.faults),
    ScenarioKey("rig.faults", .faults, "defects for a time: part, kind, from, to, axis and by, steps or probability") {
      scenario in
      .faults(scenario.rig.faults)
    } write: { scenario, value in
      if case .faults(let faults) = value { scenario.rig.faults = faults }
    }.of(.faults),
  ]

  private static let loop: [ScenarioKey] = [
    .integer("loop.steps", \.loop.steps, 1...counts.upperBound, "the most updates").ofTrials(),
    .number("loop.tolerance", \.loop.tolerance, .extent, unit: "cm", "how far off a settled dot may be")
      .ofTrials(),
    .integer("loop.window", \.loop.window, 1...100_000, unit: "readings", "how many in a row must agree").ofTrials(),
    .optionalNumber(
      "loop.noise", \.loop.noise, .size, unit: "cm", "the noise to expect of a reading; none: the sensor's own"
    ).ofTrials(),
    .optionalNumber(
      "loop.linearRange", \.loop.linearRange, .extent, unit: "cm",
      "the largest error in proportion to which readings are; none: the sensor's own"
    ).ofTrials(),
    .optionalInteger(
      "loop.deadTime", \.loop.deadTime, 0...1000, unit: "steps",
      "how old a reading is taken to be; none: the sensor's own"
    ).ofTrials(),
    .number("loop.frameRate", \.loop.frameRate, .between(0.01, 10_000), unit: "Hz", "steps a second").ofTrials(),
    .flag("loop.realTime", \.loop.realTime, "keep to the frame rate by the clock"),
    .flag("loop.probe", \.loop.probe, "try out which way each axis turns the dot, unless the rule learns that"),
    .number("loop.probeAngle", \.loop.probeAngle, .between(0.01, 45), unit: "°", "how far to turn at first to try it"),
    .number("loop.probeLimit", \.loop.probeLimit, .between(0.01, 45), unit: "°", "how far to turn at most"),
    .number(
      "loop.divergence.bound", \.loop.divergenceBound, .between(1e-9, 1e9), unit: "cm", "the error that ends the run"
    ),
    .integer(
      "loop.divergence.steps", \.loop.divergenceSteps, 2...100_000, "for how many steps in a row an error grows"),
    .integer("loop.divergence.swings", \.loop.divergenceSwings, 1...100_000, "how often the servo swings end to end"),
    .integer(
      "loop.divergence.halvings", \.loop.divergenceHalvings, 0...100,
      "how often the rate is halved before a swing that grows ends the run"),
    .flag(
      "loop.divergence.oscillation", \.loop.divergenceOscillation,
      "judge a swing that grows before it passes the bound"),
    .integer(
      "loop.frozenReadings", \.loop.frozenReadings, counts,
      "how many equal readings of a noisy sensor end the run as frozen; 0 for never"),
    .integer("loop.search.hold", \.loop.searchHold, counts, "for how many lost readings to hold still").ofTrials(),
    .integer("loop.search.sweep", \.loop.searchSweep, counts, "over how many more to search").ofTrials(),
    .number("loop.search.reach", \.loop.searchReach, .between(0, 89), unit: "°", "how far the search goes").ofTrials(),
    .number("loop.search.turns", \.loop.searchTurns, .between(1e-3, 1e4), "how many turns it makes").ofTrials(),
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

  /// Two keys that have no effect without each other.
  private static func pair(_ first: ScenarioKey, _ second: ScenarioKey) -> [ScenarioKey] {
    [first.needing(second.path), second.needing(first.path)]
  }

  /// The key of an effect's parameter in the section `section`; the values of the section stand at `values`.
  private static func effect(
    _ parameter: EffectParameter, in section: String, _ values: Place<ParameterValues>
  ) -> ScenarioKey {
    var key = ScenarioKey(parameter.description, at: "\(section).\(parameter.description.name)", in: values)
    key.companions = parameter.companions.map { name in "\(section).\(name)" }
    return key
  }
}
