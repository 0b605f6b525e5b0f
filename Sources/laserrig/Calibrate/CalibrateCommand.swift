internal import ArgumentParser
internal import RigCore
internal import RigGPIO
internal import RigReports
internal import RigScenario
internal import RigWiring

struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Measure which pulse turns a real servo to which angle, and put it into its scenario.",
    discussion: """
      By hand, at a terminal: keys turn the servo, and you say what its angles are. Nothing moves before the first key \
      that moves, and nothing is written before w. A single recorded angle moves the calibration that the file has; \
      two or more take its place.

      \(CalibrationState.help)

      With --sweep by itself: it turns the servo through its travel, looks where the detector sees the dot, and \
      computes the angles from the distance of the detector. The laser goes on when the interlock is closed and the \
      detector dark, and off at the end. A pass around where the dot was seen follows, until it was seen often enough.

      EXAMPLES:
        laserrig calibrate raspberry-pi
        laserrig calibrate raspberry-pi --sweep
        laserrig calibrate raspberry-pi --sweep --distance 150 --write

      Exit codes are those of `laserrig --help`; 5 if the dot was seen with fewer than two pulses.
      """)

  enum AxisName: String, ExpressibleByArgument, CaseIterable {
    case tilt, pan
  }

  @OptionGroup
  var options: PinOptions
  @Option(help: ArgumentHelp("Which servo: tilt, or pan.", valueName: "axis"))
  var axis = AxisName.tilt
  @Flag(help: "Sweep by itself instead of by hand.")
  var sweep = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How far the detector stands from the servo's axis, for --sweep.", valueName: "cm"))
  var distance: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The height on the detector at which the beam is level, 0°, for --sweep; the target's by default.",
      valueName: "cm"))
  var level: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many pulses each pass of --sweep tries; 9 by default.", valueName: "count"))
  var points: Int?
  @Flag(help: "Write what --sweep has measured into the scenario's file.")
  var write = false
  @OptionGroup
  var flag: TakeOverFlag

  func run() throws {
    try checkFlags()
    let surroundings = Surroundings()
    let loaded = try options.load(for: "calibrate", in: surroundings)
    let index = axis == .tilt ? 0 : 1
    guard index < loaded.scenario.pinAxisCount else {
      throw Failure(.usage, "--axis: this rig has no pan servo; set pins.pan.servo.output")
    }
    let path = loaded.path ?? ""
    if sweep {
      let file = write ? try CalibrationFile(path, options.source, in: surroundings) : nil
      try sweep(loaded.scenario, index, path, file).exit()
    }
    try checkBuild(loaded.scenario.pinRig)
    guard RawTerminal.isThere else {
      throw Failure(
        .usage, "calibrate: this needs a person at a terminal; --sweep measures without one")
    }
    let terminal = Terminal(environment: surroundings.environment)
    let file = try CalibrationFile(path, options.source, in: surroundings)
    let calibration = InteractiveCalibration(
      loaded.scenario, axis: index, file: file, columns: terminal.columns, takesOver: flag.takeOver)
    try calibration.run().exit()
  }

  private func checkFlags() throws(Failure) {
    let flags: [(name: String, isGiven: Bool)] = [
      ("--distance", distance != nil), ("--level", level != nil), ("--points", points != nil), ("--write", write),
    ]
    if !sweep, let flag = flags.first(where: { flag in flag.isGiven }) {
      throw Failure(.usage, "\(flag.name): goes with --sweep; by hand the keys do it")
    }
    if let distance, !(distance >= 0.1 && distance <= 1e6) {
      throw Failure(
        .usage, "--distance: must be between 0.1 and 1000000 cm, got \(distance.formatted(significantDigits: 6))")
    }
    if let level, !(level.magnitude <= 1e6) {
      throw Failure(
        .usage, "--level: must be between -1000000 and 1000000 cm, got \(level.formatted(significantDigits: 6))")
    }
    if let points, !(3...1000).contains(points) {
      throw Failure(.usage, "--points: must be between 3 and 1000, got \(points)")
    }
    for (name, isGiven) in [("--level", level != nil), ("--write", write)] where isGiven && distance == nil {
      throw Failure(.usage, "\(name): needs --distance, without which no angles can be known")
    }
  }

  /// A terminal is of no use if the build cannot reach the rig.
  private func checkBuild(_ rig: PinRigSettings) throws(Failure) {
    if rig.needsLines, SystemLines.libraryVersion == nil {
      throw Failure(.unavailable, "calibrate: \(LineError.notBuiltProblem)")
    }
  }

  private func sweep(
    _ scenario: Scenario, _ index: Int, _ path: String, _ file: CalibrationFile?
  ) throws(Failure) -> ExitStatus {
    let count = points ?? 9
    let calibration = SweepCalibration(
      scenario: scenario, axis: index, pointCount: count, takesOver: flag.takeOver)
    let harvest = try calibration.harvest()
    let target = scenario.pinRig.axes[index].target
    let stand = distance.map { distance in
      (distance: Length.centimeters(distance), level: level.map { level in Length.centimeters(level) } ?? target)
    }
    let report: SweepReport
    do throws(SweepFit.Problem) {
      report = try SweepReport(
        axis.rawValue, tried: harvest.tried.count, lost: harvest.lost.mapValues { pulses in pulses.count },
        harvest.sightings, stand: stand,
        target: target,
        pulses: Double(harvest.pulses.lowerBound) / 1000...Double(harvest.pulses.upperBound) / 1000)
    } catch {
      let rig = scenario.pinRig
      throw failure(error, harvest, doubt: rig.axes[index].servo.pulseMaker.flatMap { _ in rig.pulseDoubt() })
    }
    if let warning = report.warning { StandardError.warn(warning) }
    let output = StandardOutput()
    output.write(report.text)
    if stand != nil { try output.write(conclude(report, scenario, path, file)) }
    try output.close()
    return .success
  }

  /// The consequences of a sweep for the file, written there if that was asked for.
  private func conclude(
    _ report: SweepReport, _ scenario: Scenario, _ path: String, _ file: CalibrationFile?
  ) throws(Failure) -> String {
    let calibration: ServoCalibration
    do throws(ServoCalibration.Problem) {
      calibration = try report.fit.calibration(betweenMicroseconds: report.pulses)
    } catch {
      throw Failure(.inputOutput, "calibrate: what was seen \(error.description)")
    }
    let changes = scenario.changes(
      axis.rawValue, by: ServoMeasurement(calibration: calibration, isReversed: report.fit.isReversed))
    guard let file else { return "\n" + changes.text(of: path) + "Not written: --write does it.\n" }
    try file.write(changes)
    return "\nWritten: " + changes.text(of: path)
  }

  private func partly(_ count: Int) -> String {
    count == 0 ? "" : ", and with \(count) more a part of it at an end of the detector"
  }

  private func lost(_ harvest: SweepCalibration.Harvest) -> String {
    LostReading.allCases.compactMap { reason in
      harvest.lost[reason].map { pulses in ", and with \(pulses.count) more it was \(reason.title)" }
    }.joined()
  }

  private var mayBeDark: String {
    """
    is the laser on, and does the servo's travel lead its dot across the \(axis.rawValue) detector? A nearer wall makes \
    that easier
    """
  }

  private func failure(
    _ problem: SweepFit.Problem, _ harvest: SweepCalibration.Harvest, doubt: String?
  ) -> Failure {
    let doubt = doubt.map { words in " \(words)" } ?? ""
    return switch problem {
    case .tooFewSightings(let count):
      Failure(
        .spotLost,
        """
        calibrate: the dot was seen with \(count) of \(harvest.tried.count) pulses\(partly(harvest.partial.count))\
        \(lost(harvest)), and two are needed: \
        \(LostReading.allCases.first { reason in harvest.lost[reason] != nil }?.remedy ?? mayBeDark + (doubt.isEmpty ? "" : "." + doubt))
        """)
    case .atRest:
      Failure(
        .spotLost,
        "calibrate: the dot stays at one height whatever the pulse: is the servo powered, and does it turn this axis?"
          + doubt)
    }
  }
}
