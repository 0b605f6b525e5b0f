internal import RigCore
internal import RigWiring

extension ScenarioKey {
  /// The keys of a real rig.
  static let pins: [ScenarioKey] = shared + tilt + pan

  private static let shared: [ScenarioKey] = [
    .optionalName("pins.chip", \.pins.chip, "the chip of all lines that name none: a path, a name or a label"),
    .number("pins.pulseRate", \.pins.pulseRate, .between(50, 333), unit: "Hz", "servo pulses a second"),
    .optionalNumber(
      "pins.idleDetach", \.pins.idleDetach, .between(0.5, 1e6), unit: "s",
      "after how long without a change a servo gets no more pulses"),
    .integer(
      "pins.watchdog", \.pins.watchdog, 2...50, unit: "frames",
      "how long the loop may be silent before the laser goes off"),
    .integer("pins.priority", \.pins.priority, 0...99, "the real-time priority of the pulses, 0 for none"),
    .optionalName("pins.laser.line", \.pins.laser.line, "the line that lets the laser shine, as 17 or chip:17"),
    .flag("pins.laser.activeLow", \.pins.laser.activeLow, "a low level switches the laser on"),
    .optionalNumber(
      "pins.laser.darkInterval", \.pins.darkInterval, .between(0.5, 1e6), unit: "s",
      "how often a detector measures other light, the laser off for a frame; none: at the start only"),
    .optionalName("pins.interlock.line", \.pins.interlock.line, "the line that is active while the laser may shine"),
    .flag("pins.interlock.activeLow", \.pins.interlock.activeLow, "a low level means closed"),
    .choice("pins.interlock.bias", \.pins.interlock.bias, "what pulls the interlock's line"),
    .choice(
      "pins.interlock.proof", \.pins.interlockProof,
      "nothing shines until it was seen open and closed (doctor --prove-interlock); none: without that"),
  ]

  private static let tilt: [ScenarioKey] = tiltOutput + tiltServo + tiltDetector

  private static let tiltOutput: [ScenarioKey] =
    [.choice("pins.tilt.servo.output", \.pins.tilt.output, "what makes the servo's pulses")]
    + DeviceKinds.outputs.flatMap { kind in
      kind.parameters.map { parameter in
        ScenarioKey(parameter, at: "pins.tilt.servo.\(parameter.name)", in: \.pins.tilt.outputs[kind.word])
      }
    }

  private static let tiltServo: [ScenarioKey] = [
    ScenarioKey(
      "pins.tilt.servo.calibration", .calibration, isOptional: true,
      "angles and their pulses: [[degrees, µs], …]; none: 500 to 2500 µs for 180°"
    ) { scenario in
      scenario.pins.tilt.calibration.isEmpty ? .none : .calibration(scenario.pins.tilt.calibration)
    } write: { scenario, value in
      if case .calibration(let points) = value {
        scenario.pins.tilt.calibration = points
      } else {
        scenario.pins.tilt.calibration = []
      }
    },
    .number("pins.tilt.servo.travelFrom", \.pins.tilt.travelFrom, angles, unit: "°", "the lowest angle it may have")
      .advising(ServoCalibration.angleConvention),
    .number("pins.tilt.servo.travelTo", \.pins.tilt.travelTo, angles, unit: "°", "the highest angle it may have")
      .advising(ServoCalibration.angleConvention),
    .optionalNumber(
      "pins.tilt.servo.slewRate", \.pins.tilt.slewRate, .between(1, 1e6), unit: "°/s", "the highest speed"),
    .flag("pins.tilt.servo.reversed", \.pins.tilt.reversed, "it is mounted the other way round"),
    .number("pins.tilt.servo.start", \.pins.tilt.start, angles, unit: "°", "where it begins").advising(
      ServoCalibration.angleConvention),
    .optionalNumber("pins.tilt.servo.park", \.pins.tilt.park, angles, unit: "°", "where it is left; none: where it is")
      .advising(ServoCalibration.angleConvention),
  ]

  private static let tiltDetector: [ScenarioKey] =
    [.choice("pins.tilt.sensor", \.pins.tilt.sensor, "what sees the dot")]
    + DeviceKinds.detectors.flatMap { kind in
      kind.parameters.map { parameter in
        ScenarioKey(parameter, at: "pins.tilt.\(kind.word).\(parameter.name)", in: \.pins.tilt.detectors[kind.word])
      }
    }

  /// The pan axis has the keys of the tilt axis.
  private static let pan: [ScenarioKey] =
    tilt.map { key in
      let path = "pins.pan" + key.path.dropFirst("pins.tilt".count)
      var pan = ScenarioKey(path, key.type, isOptional: key.isOptional, key.summary) { scenario in
        key.read(scenario.withAxesSwapped)
      } write: { scenario, value in
        var swapped = scenario.withAxesSwapped
        key.write(&swapped, value)
        scenario = swapped.withAxesSwapped
      }
      pan.rangeAdvice = key.rangeAdvice
      return pan
    } + [.number("pins.pan.target", \.pins.panTarget, .length, unit: "cm", "where the target is on this axis")]

  private static let angles = NumberRange.between(-89, 89)
}

extension Scenario {
  fileprivate var withAxesSwapped: Scenario {
    var pins = pins
    swap(&pins.tilt, &pins.pan)
    var scenario = self
    scenario.pins = pins
    return scenario
  }
}
