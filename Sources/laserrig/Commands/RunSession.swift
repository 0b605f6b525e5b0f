internal import RigCharts
internal import RigCore
internal import RigScenario
internal import RigSimulation

/// One run from its scenario to its exit code.
struct RunSession {
  private let scenario: Scenario
  private let seed: UInt64
  private let name: String
  private let terminal: Terminal

  init(_ loaded: LoadedScenario, terminal: Terminal) {
    scenario = loaded.scenario
    // A fresh seed is short enough to be typed again.
    seed = loaded.scenario.seed ?? UInt64.random(in: 0..<1_000_000_000)
    name = loaded.path ?? Scenario.firstLookName
    self.terminal = terminal
  }

  /// Runs the loop, reports on it, draws it.
  /// - Throws: a `Failure` where the report or the picture could not be written.
  func run() throws(Failure) -> ExitStatus {
    if let plot = scenario.output.plot { try OutputFile.check(plot) }
    for warning in scenario.warnings { StandardError.warn(warning) }
    Signals.install()
    let output = StandardOutput()
    let report = makeReport(output)
    var recorder = TraceRecorder()
    let rule = scenario.rule
    report.begin(
      RunHeader(scenario: scenario, name: name, seed: seed, termNames: type(of: rule).termNames))
    let result = drive(rule) { step, truth in
      report.add(step)
      recorder.add(step, truth)
      // Whoever reads along sees each step when it happens, and the run learns when nobody does any more.
      if scenario.loop.realTime { output.flush() }
      if let cause = Signals.stop { return .stop(cause) }
      return output.isOpen ? .proceed : .stop(.observer)
    }
    let trace = recorder.trace(of: result, in: scenario)
    // Whatever becomes of the picture, the report is finished: half an object of JSON is of no use to anybody.
    let pictureFailure = draw(trace)
    report.end(result, trace: trace, picture: pictureFailure == nil ? scenario.output.plot : nil)
    try output.close()
    if let pictureFailure { throw pictureFailure }
    return ExitStatus(result.outcome)
  }

  private func draw(_ trace: RunTrace) -> Failure? {
    guard let plot = scenario.output.plot else { return nil }
    do throws(Failure) {
      try OutputFile.write(figure.svg(of: trace), to: plot)
      return nil
    } catch {
      return error
    }
  }

  private var figure: Figure {
    switch scenario.output.picture {
    case .overview: .overview
    case .descent: .descent
    case .rig: .rig
    }
  }

  private func makeReport(_ output: StandardOutput) -> any RunReport {
    switch scenario.output.format {
    case .table: TableReport(output, terminal: terminal, scenario: scenario)
    case .json: JSONReport(output, isQuiet: scenario.output.quiet)
    case .csv: CSVReport(output)
    }
  }

  private func drive<Rule: UpdateRule>(
    _ rule: Rule, _ observe: (Step<1>, SimulatedTruth) -> LoopDirective
  ) -> RunResult where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    let frameSeconds = 1 / scenario.loop.frameRate
    guard scenario.loop.realTime else {
      return drive(rule, VirtualPacer(frameSeconds: frameSeconds), observe).result
    }
    let (result, pacer) = drive(rule, RealTimePacer(frameSeconds: frameSeconds, clock: SystemClock()), observe)
    return result.adding(missedFrames: pacer.missedSlots)
  }

  private func drive<Rule: UpdateRule, Time: Pacer>(
    _ rule: Rule, _ pacer: Time, _ observe: (Step<1>, SimulatedTruth) -> LoopDirective
  ) -> (result: RunResult, pacer: Time) where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    let rig = scenario.simulatedRig(seed: seed)
    let witness = Witness(rig.truth)
    var loop = ControlLoop(
      rig: WitnessedRig(rig: rig, witness: witness), rule: rule, pacer: pacer, start: PerAxis(rig.start),
      settings: scenario.loopSettings)
    var errors = FirstAndLast()
    let outcome = loop.run { step in
      errors.take(step)
      return observe(step, witness.truth)
    }
    let result = RunResult(
      outcome: outcome, stepCount: loop.updates, errors: errors, initialTruth: rig.truth, truth: witness.truth)
    return (result, loop.pacer)
  }
}
