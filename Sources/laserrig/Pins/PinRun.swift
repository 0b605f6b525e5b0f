internal import CLinux
internal import RigClock
internal import RigCore
internal import RigGPIO
internal import RigReports
internal import RigScenario
internal import RigWiring

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
    let pulses = ServoPulses(
      lastNanoseconds: loop.rig.pulsesNanoseconds.values, steps: loop.rig.pulseSteps.values, of: scenario.pinRig)
    do throws(PinError) {
      try loop.rig.park()
    } catch {
      result.fail(Failure(error))
    }
    result.punctuality = Punctuality(loop.pacer)
    let lost: [LostReading: Int] = [.clipped: loop.rig.clippedReadings, .outshone: loop.rig.outshoneReadings]
      .filter { _, count in count > 0 }
    result.hardware = HardwareFacts(
      loop.rig.pulseStatistics, counts: loop.rig.pulseCounts.values, lost: lost,
      servos: pulses, ambientLight: loop.rig.ambientLight.values, library: SystemLines.libraryVersion)
    if result.isLost, let (reason, count) = lost.max(by: { left, right in left.value < right.value }) {
      result.advice = reason.words(count: count)
    }
    switch result.ending {
    case .outcome(.unresponsive(.still)), .outcome(.unresponsive(.ignored)), .outcome(.unresponsive(.noDot)):
      result.advice = result.advice ?? scenario.pinRig.pulseDoubt()
    default: break
    }
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
  /// The figures of the pulses and the readings of a run.
  init(
    _ pulses: PulseStatistics, counts: [Int], lost: [LostReading: Int], servos: ServoPulses,
    ambientLight: [AmbientLight?], library: String?
  ) {
    self.init()
    let widths = pulses.widths
    if pulses.pulses > 0 {
      let figures = [widths.median, widths.percentile99, widths.greatest].map { nanoseconds in
        (Double(nanoseconds) / 1000).formatted(decimals: 2)
      }
      lines = [
        (
          "pulses",
          counts.map(String.init).joined(separator: " + ") + ", \(pulses.missedFrames.counted("frame")) missed"
        ),
        (
          "pulse width",
          """
          too wide by \(figures[0]) µs (median), \(figures[1]) µs (99 %), \(figures[2]) µs (most), by the program's \
          clock
          """
        ),
      ]
    }
    if let words = servos.words { lines.append(("pulse step", words)) }
    for reason in LostReading.allCases {
      if let count = lost[reason] { lines.append((reason.title, reason.words(count: count))) }
    }
    for light in ambientLight { if let light { lines.append(("other light", light.words)) } }
    members = [
      ("libgpiod", library.map(JSON.string) ?? "null"),
      ("pulseCount", JSON.array(counts.map(String.init))),
      ("lastPulseMicroseconds", JSON.array(servos.lastMicroseconds.map { width in JSON.number(width) })),
      ("pulseStepMicroseconds", JSON.array(servos.stepMicroseconds.map { step in step.map(JSON.number) ?? "null" })),
      ("missedPulseFrames", String(pulses.missedFrames)),
      ("gridShifts", String(pulses.gridShifts)),
      ("clippedReadings", String(lost[.clipped] ?? 0)),
      ("outshoneReadings", String(lost[.outshone] ?? 0)),
      ("ambientLight", JSON.array(ambientLight.map { light in light.map(\.json) ?? "null" })),
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

/// The pulses of a rig's servos, as their outputs made them.
struct ServoPulses {
  /// The pulse of each servo by the loop's last command; 0 for none.
  let lastMicroseconds: [Double]
  /// The step between the pulses of each servo; nil if it is too fine for a servo, or unknown.
  let stepMicroseconds: [Double?]
  /// The angle to which such a step turns each servo.
  private let stepDegrees: [Double?]

  init(lastNanoseconds: [Int64], steps: [PulseStep], of rig: PinRigSettings) {
    lastMicroseconds = lastNanoseconds.map { width in Double(width) / 1000 }
    stepMicroseconds = steps.map { step in step == .finest ? nil : Double(step.nanoseconds) / 1000 }
    stepDegrees = zip(stepMicroseconds, rig.axes).map { step, axis in
      let calibration = axis.servo.knownCalibration
      let pulses = calibration.pulsesNanoseconds
      let degrees = calibration.angles.upperBound.degrees - calibration.angles.lowerBound.degrees
      return step.map { step in step * 1000 * degrees / Double(pulses.upperBound - pulses.lowerBound) }
    }
  }

  /// The steps in words; nil if there are none.
  var words: String? {
    let texts = zip(stepMicroseconds, stepDegrees).compactMap { step, degrees -> String? in
      guard let step, let degrees else { return nil }
      let angle = degrees.formatted(significantDigits: 2)
      return "\(step.formatted(significantDigits: 4)) µs by the PWM chip, \(angle)° each: an angle is met to half of it"
    }
    return texts.isEmpty ? nil : texts.joined(separator: "; ")
  }
}

extension AmbientLight {
  /// The light in words: `0.51 V and 0.49 V with the laser off, measured 4 times, changed by up to 0.02 V`.
  fileprivate var words: String {
    let texts = [lowerVolts, upperVolts, greatestChangeVolts].map { volts in volts.formatted(significantDigits: 3) }
    let later = measurements == 1 ? "once" : "\(measurements) times, changed by up to \(texts[2]) V"
    return "\(texts[0]) V and \(texts[1]) V with the laser off, measured \(later)"
  }

  fileprivate var json: String {
    JSON.object([
      ("lowerVolts", JSON.number(lowerVolts)),
      ("upperVolts", JSON.number(upperVolts)),
      ("flickerVolts", JSON.number(flickerVolts)),
      ("greatestChangeVolts", JSON.number(greatestChangeVolts)),
      ("measurements", String(measurements)),
    ])
  }
}

extension Failure {
  /// The meaning of an error of a real rig to the user.
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
