internal import CLinux
internal import RigClock
internal import RigCore
internal import RigGPIO
internal import RigReports
internal import RigScenario

/// Drives a real rig on the pins of this machine, by the clock.
struct PinRun: RunDriver {
  private let scenario: Scenario

  private let takesOver: Bool

  init(_ scenario: Scenario, takesOver: Bool) {
    self.scenario = scenario
    self.takesOver = takesOver
  }

  func run(_ reporter: RunReporter) throws(Failure) -> RunResult {
    scenario.pinAxisCount == 2 ? try run(PinRig<2>.self, reporter) : try run(PinRig<1>.self, reporter)
  }

  private func run<let axes: Int>(_: PinRig<axes>.Type, _ reporter: RunReporter) throws(Failure) -> RunResult {
    clinux_last_acts_on_crash()
    let rig: PinRig<axes> = try armedRig()
    return drive(rig, scenario.rule(seed: scenario.seed), reporter)
  }

  private func drive<let axes: Int, Rule: UpdateRule>(
    _ rig: consuming PinRig<axes>, _ rule: Rule, _ reporter: RunReporter
  ) -> RunResult where Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length> {
    reporter.begin(axes: axes, termNames: rule.termNames, seed: nil, isRealTime: true)
    let start = rig.start
    var loop = ControlLoop(
      rig: rig, rule: SenseCorrected(rule),
      pacer: RealTimePacer(frameSeconds: 1 / scenario.loop.frameRate, clock: SystemClock()), start: start,
      settings: scenario.loopSettings)
    // A real servo may be stuck and a real laser dark: every rule is preceded by the probe here, also one that would
    // follow a reversed sense by itself.
    var result = reporter.follow(&loop, probing: scenario.responseProbe, failure: Failure.init)
    do throws(PinError) {
      try loop.rig.park()
    } catch {
      result.fail(Failure(error))
    }
    result.punctuality = Punctuality(loop.pacer)
    let clipped = ClippedReadings(count: loop.rig.clippedReadings)
    result.hardware = HardwareFacts(
      loop.rig.pulseStatistics, counts: loop.rig.pulseCounts.values, clipped: clipped,
      library: SystemLines.libraryVersion)
    if clipped.count > 0, result.isLost { result.advice = clipped.words }
    return result
  }

  private func armedRig<let axes: Int>() throws(Failure) -> PinRig<axes> {
    do throws(PinError) {
      var rig = try PinRig<axes>(scenario.pinRig(takesOver: takesOver))
      for warning in rig.warnings { StandardError.warn(warning) }
      var clock = SystemClock()
      try rig.arm(at: rig.start, clock: &clock)
      return rig
    } catch {
      if let cause = Signals.stop {
        throw Failure(.stopped(cause), "stopped before the laser was switched on")
      }
      throw Failure(error)
    }
  }
}

extension HardwareFacts {
  /// What the pulses and the readings of a run were like.
  init(_ pulses: PulseStatistics, counts: [Int], clipped: ClippedReadings, library: String?) {
    self.init()
    let widths = pulses.widths
    if pulses.pulses > 0 {
      let figures = [widths.median, widths.percentile99, widths.greatest].map { nanoseconds in
        (Double(nanoseconds) / 1000).formatted(decimals: 2)
      }
      lines = [
        ("pulses", counts.map(String.init).joined(separator: " + ") + ", \(pulses.missedFrames) frames missed"),
        (
          "pulse width",
          """
          too wide by \(figures[0]) µs (median), \(figures[1]) µs (99 %), \(figures[2]) µs (most), by the program's \
          clock
          """
        ),
      ]
    }
    if clipped.count > 0 { lines.append(("clipped", clipped.words)) }
    members = [
      ("libgpiod", library.map(JSON.string) ?? "null"),
      ("pulseCount", JSON.array(counts.map(String.init))),
      ("missedPulseFrames", String(pulses.missedFrames)),
      ("gridShifts", String(pulses.gridShifts)),
      ("clippedReadings", String(clipped.count)),
      ("pulseStartLatenessMicroseconds", Self.json(pulses.beginnings)),
      ("pulseWidthErrorMicroseconds", Self.json(widths)),
    ]
  }

  private static func json(_ lateness: Lateness.Summary) -> String {
    JSON.object([
      ("mean", JSON.number(lateness.mean / 1000)),
      ("median", JSON.number(Double(lateness.median) / 1000)),
      ("percentile99", JSON.number(Double(lateness.percentile99) / 1000)),
      ("greatest", JSON.number(Double(lateness.greatest) / 1000)),
    ])
  }
}

extension Failure {
  /// What an error of a real rig means to the user.
  init(_ error: PinError) {
    let kind: Kind =
      switch error.kind {
      case .unavailable: .unavailable
      case .noPermission: .noPermission
      case .unfit: .configuration
      case .safety: .safetyStop
      case .inputOutput: .inputOutput
      }
    self.init(kind, error.description)
  }
}
