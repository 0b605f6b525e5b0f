internal import RigCore

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
    .optionalName("pins.interlock.line", \.pins.interlock.line, "the line that is active while the laser may shine"),
    .flag("pins.interlock.activeLow", \.pins.interlock.activeLow, "a low level means closed"),
    .choice("pins.interlock.bias", \.pins.interlock.bias, "what pulls the interlock's line"),
  ]

  private static let tilt: [ScenarioKey] = [
    .choice("pins.tilt.servo.output", \.pins.tilt.output, "what makes the servo's pulses"),
    .optionalName("pins.tilt.servo.line", \.pins.tilt.line, "the line that carries them"),
    .optionalName("pins.tilt.servo.pwmChip", \.pins.tilt.pwmChip, "the PWM chip, by number or label"),
    .integer("pins.tilt.servo.pwmChannel", \.pins.tilt.pwmChannel, 0...1000, "its channel"),
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
    .number("pins.tilt.servo.travelFrom", \.pins.tilt.travelFrom, angles, unit: "°", "the lowest angle it may have"),
    .number("pins.tilt.servo.travelTo", \.pins.tilt.travelTo, angles, unit: "°", "the highest angle it may have"),
    .optionalNumber(
      "pins.tilt.servo.slewRate", \.pins.tilt.slewRate, .between(1, 1e6), unit: "°/s", "the highest speed"),
    .flag("pins.tilt.servo.reversed", \.pins.tilt.reversed, "it is mounted the other way round"),
    .number("pins.tilt.servo.start", \.pins.tilt.start, angles, unit: "°", "where it begins"),
    .optionalNumber("pins.tilt.servo.park", \.pins.tilt.park, angles, unit: "°", "where it is left; none: where it is"),
    .choice("pins.tilt.sensor", \.pins.tilt.sensor, "what sees the dot"),
    ScenarioKey(
      "pins.tilt.strip.lines", .lines, "the photodiodes' lines, the lowest first: 4..27 or [4, 5, GPIO6]"
    ) { scenario in
      .lines(scenario.pins.tilt.stripLines)
    } write: { scenario, value in
      if case .lines(let lines) = value { scenario.pins.tilt.stripLines = lines }
    },
    .number("pins.tilt.strip.pitch", \.pins.tilt.pitch, .positive(atMost: 1e3), unit: "cm", "from one to the next"),
    .number("pins.tilt.strip.height", \.pins.tilt.stripHeight, .length, unit: "cm", "the height of the first"),
    .flag("pins.tilt.strip.activeLow", \.pins.tilt.stripActiveLow, "a lit photodiode pulls its line low"),
    .choice("pins.tilt.strip.bias", \.pins.tilt.stripBias, "what pulls the strip's lines"),
    .integer("pins.tilt.strip.snapshots", \.pins.tilt.snapshots, 1...63, "how many vote on each photodiode; odd"),
    .optionalName("pins.tilt.detector.device", \.pins.tilt.device, "the converter, an IIO device by name or number"),
    .integer("pins.tilt.detector.lowerChannel", \.pins.tilt.lowerChannel, 0...255, "its channel for the lower end"),
    .integer("pins.tilt.detector.upperChannel", \.pins.tilt.upperChannel, 0...255, "its channel for the upper end"),
    .number(
      "pins.tilt.detector.halfLength", \.pins.tilt.halfLength, .positive(atMost: 1e3), unit: "cm",
      "half of the detector's length"),
    .number("pins.tilt.detector.height", \.pins.tilt.detectorHeight, .length, unit: "cm", "the height of its middle"),
    .number(
      "pins.tilt.detector.minimum", \.pins.tilt.minimum, .positive(atMost: 1e9), unit: "V",
      "the sum of both channels below which there is no dot"),
  ]

  /// The pan axis has the keys of the tilt axis.
  private static let pan: [ScenarioKey] =
    tilt.map { key in
      let path = "pins.pan" + key.path.dropFirst("pins.tilt".count)
      return ScenarioKey(path, key.type, isOptional: key.isOptional, key.summary) { scenario in
        key.read(scenario.withAxesSwapped)
      } write: { scenario, value in
        var swapped = scenario.withAxesSwapped
        key.write(&swapped, value)
        scenario = swapped.withAxesSwapped
      }
    } + [.number("pins.pan.target", \.pins.panTarget, .length, unit: "cm", "where the target is on this axis")]

  private static let angles = NumberRange.between(-89, 89)
}

extension Scenario {
  fileprivate var withAxesSwapped: Scenario {
    var scenario = self
    swap(&scenario.pins.tilt, &scenario.pins.pan)
    return scenario
  }
}
