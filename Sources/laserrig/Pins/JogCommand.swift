internal import ArgumentParser
internal import CLinux
internal import RigClock
internal import RigCore
internal import RigGPIO
internal import RigReports
internal import RigScenario
internal import RigWiring

struct JogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jog",
    abstract: "Turn a real servo to an angle, without a loop.",
    discussion: """
      The servo stays within its travel and slew rate. The laser stays off unless --laser is given, and so long as it \
      is off the servo turns whether the interlock is closed or not. When the time is up, \
      or on Ctrl-C, the laser is switched off, the pulses end and the pins are given back.

      EXAMPLES:
        laserrig jog raspberry-pi --angle 10
        laserrig jog raspberry-pi --angle 0 --seconds 30 --laser
      """)

  @OptionGroup
  var options: PinOptions
  @Option(parsing: .unconditional, help: ArgumentHelp("Where to turn the tilt servo.", valueName: "degrees"))
  var angle: Double?
  @Option(parsing: .unconditional, help: ArgumentHelp("Where to turn the pan servo.", valueName: "degrees"))
  var pan: Double?
  @Option(parsing: .unconditional, help: ArgumentHelp("For how long; 1 s by default.", valueName: "s"))
  var seconds: Double?
  @Option(parsing: .unconditional, help: ArgumentHelp("For how many pulses, instead of a time.", valueName: "count"))
  var pulses: Int?
  @Flag(help: "Switch the laser on meanwhile.")
  var laser = false
  @OptionGroup
  var flag: TakeOverFlag

  func run() throws {
    let surroundings = Surroundings()
    let scenario = try options.load(for: "jog", in: surroundings).scenario
    let targets = try targets(in: scenario)
    if seconds != nil, pulses != nil { throw Failure(.usage, "jog: give --seconds or --pulses, not both") }
    let duration = pulses.map { count in Double(count) / scenario.pins.pulseRate } ?? seconds ?? 1
    guard duration > 0, duration <= 86_400 else {
      throw Failure(.usage, "jog: give more than 0 s, or more than 0 pulses, and at most a day")
    }
    Signals.install(for: .realRig)
    clinux_last_acts_on_crash()
    warnOfUncountedPulses(scenario.pinRig, targets)
    let output = StandardOutput()
    do throws(PinError) {
      output.write(try jog(scenario, targets, seconds: duration))
    } catch {
      throw Failure(error)
    }
    try output.close()
    if let cause = Signals.stop { ExitStatus(Outcome.stopped(cause)).exit() }
  }

  private func targets(in scenario: Scenario) throws(Failure) -> [(servo: Int, angle: Angle)] {
    var targets: [(Int, Angle)] = []
    for (servo, (flag, degrees)) in [("--angle", angle), ("--pan", pan)].enumerated() {
      guard let degrees else { continue }
      guard servo < scenario.pinAxisCount else {
        throw Failure(.usage, "\(flag): this rig has no pan servo; set pins.pan.servo.output")
      }
      let travel = scenario.pinRig.axes[servo].servo.travel
      guard degrees >= travel.lowerBound.degrees - 1e-9, degrees <= travel.upperBound.degrees + 1e-9 else {
        let ends = [travel.lowerBound, travel.upperBound].map { end in end.degrees.formatted(significantDigits: 6) }
        let angle = degrees.formatted(significantDigits: 6)
        throw Failure(
          .usage,
          "\(flag): \(angle)° lies beyond the servo's travel from \(ends[0])° to \(ends[1])°"
            + (degrees.magnitude > 89 ? "; \(ServoCalibration.angleConvention)" : ""))
      }
      targets.append((servo, .degrees(degrees)))
    }
    guard !targets.isEmpty else { throw Failure(.usage, "jog: where to? Give --angle or --pan") }
    return targets
  }

  private func warnOfUncountedPulses(_ rig: PinRigSettings, _ targets: [(servo: Int, angle: Angle)]) {
    guard pulses != nil else { return }
    for (servo, _) in targets {
      guard let maker = rig.axes[servo].servo.pulseMaker else { continue }
      StandardError.warn(
        """
        --pulses: \(maker) makes the \(rig.axes[servo].name) servo's pulses and does not count them; they end by \
        time
        """)
    }
  }

  /// Returns what has become of the servos, in lines for people.
  private func jog(
    _ scenario: Scenario, _ targets: [(servo: Int, angle: Angle)], seconds: Double
  ) throws(PinError) -> String {
    let rig = scenario.pinRig(takesOver: flag.takeOver)
    let bench = try ServoBench(rig)
    for warning in rig.warnings + bench.warnings { StandardError.warn(warning) }
    if laser { try bench.shine(true) }
    for (servo, angle) in targets {
      if let pulses, rig.axes[servo].servo.pulseMaker == nil { bench.limit(servo, toPulses: pulses) }
      try bench.turn(servo, to: angle)
    }
    let clock = SystemClock()
    let period = scenario.pinRig.pulses.periodNanoseconds
    // Pulses that are counted take a frame or two longer than their time.
    let end = clock.nanoseconds() + Int64(seconds * 1e9) + (pulses == nil ? 0 : 3 * period)
    while clock.nanoseconds() < end, Signals.stop == nil {
      clock.sleep(untilNanoseconds: min(end, clock.nanoseconds() + 20_000_000))
      try bench.check()
    }
    try bench.stop()
    return targets.map { servo, angle in
      let width = Double(bench.madeNanoseconds(servo, told: bench.pulseNanoseconds(servo, at: angle))) / 1000
      return """
        \(rig.axes[servo].name): \(angle.degrees.formatted(significantDigits: 6))°, \
        \(width.formatted(significantDigits: 7)) µs, \
        \(rig.axes[servo].servo.pulseMaker == nil ? "\(bench.pulseCount(servo)) pulses" : "pulses not counted")

        """
    }.joined()
  }
}
