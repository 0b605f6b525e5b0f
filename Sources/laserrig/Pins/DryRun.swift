internal import RigCore
internal import RigGPIO
internal import RigScenario

/// What a real rig would do with its pins, without touching any.
struct DryRun {
  private let scenario: Scenario
  private let rig: PinRigSettings

  init(_ scenario: Scenario) {
    self.scenario = scenario
    rig = scenario.pinRig
  }

  var text: String {
    let bench = rig.axes.map { axis in axisLines(axis) }.joined()
    let rows =
      [
        ("laser", rig.laser.map { laser in words(laser) + ", off until the rig is armed" } ?? "no line: always on"),
        ("interlock", rig.interlock.map { interlock in words(interlock) + " means closed" } ?? "none"),
      ] + bench + [
        ("pulses", pulses),
        ("loop", loop),
        ("watchdog", "laser off and pulses ended after \(text(rig.patienceSeconds * 1000)) ms of silence"),
      ]
    return rows.map { name, value in name + String(repeating: " ", count: max(1, 16 - name.count)) + value + "\n" }
      .joined()
  }

  private func axisLines(_ axis: PinRigSettings.Axis) -> [(String, String)] {
    let servo = axis.servo
    let model = Servo(servo)
    let ends = [model.travel.lowerBound, servo.start, model.travel.upperBound].map { angle in
      "\(text(angle.degrees))° = \(text(Double(model.pulseNanoseconds(at: angle)) / 1000)) µs"
    }
    let slew = servo.slewRateDegreesPerSecond.map { rate in "at most \(text(rate))°/s" } ?? "as fast as it can"
    let park = servo.park.map { park in "parked at \(text(park.degrees))°" } ?? "left where it is"
    return [
      ("\(axis.name) servo", output(servo.output) + (servo.isReversed ? ", mounted the other way round" : "")),
      ("  travel", "\(ends[0]) to \(ends[2]), \(slew)"),
      ("  start", "\(ends[1]), \(park)"),
      ("\(axis.name) \(axis.detector.name)", detector(axis.detector)),
    ]
  }

  private func output(_ output: PinRigSettings.Output) -> String {
    switch output {
    case .line(let address): "line \(address), pulses made by the program"
    case .pwm(let address): "PWM channel \(address), pulses made by the chip"
    }
  }

  private func detector(_ detector: PinRigSettings.Detector) -> String {
    switch detector {
    case .strip(let lines, let isActiveLow, let bias, let strip):
      let lowest = text(strip.height.centimeters)
      let highest = text(strip.height.centimeters + strip.pitch.centimeters * Double(lines.count - 1))
      let names = lines.map(\.line).joined(separator: ", ")
      return """
        \(lines.count) photodiodes from \(lowest) to \(highest) cm, target at \(text(strip.target.centimeters)) cm; \
        \(isActiveLow ? "low" : "high") means lit, bias \(bias.rawValue); lines \(names) of \(lines[0].chip)
        """
    case .positionDetector(let settings):
      let height = text(settings.height.centimeters)
      let length = text(settings.halfLength.centimeters * 2)
      return """
        IIO device \(settings.device), channels \(settings.channels.0) and \(settings.channels.1), \(length) cm long \
        around \(height) cm, target at \(text(settings.target.centimeters)) cm
        """
    }
  }

  private func words(_ line: PinRigSettings.Line) -> String {
    "line \(line.address), \(line.isActiveLow ? "low" : "high")"
  }

  private var pulses: String {
    let idle = rig.idleSeconds.map { seconds in ", ended after \(text(seconds)) s without a change" } ?? ""
    let priority = rig.pulses.priority == 0 ? "no real-time priority" : "real-time priority \(rig.pulses.priority)"
    return "\(text(rig.pulses.rateHz)) Hz, \(priority)\(idle)"
  }

  private var loop: String {
    "\(text(scenario.loop.frameRate)) frames a second, at most \(scenario.loop.steps) steps; \(scenario.ruleSummary)"
  }

  private func text(_ number: Double) -> String { number.formatted(significantDigits: 6) }
}

extension PinRigSettings.Detector {
  /// What people call it.
  fileprivate var name: String {
    switch self {
    case .strip: "strip"
    case .positionDetector: "detector"
    }
  }
}
