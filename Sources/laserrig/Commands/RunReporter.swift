internal import RigCharts
internal import RigCore
internal import RigReports
internal import RigScenario

/// The use of a run's steps, for every kind of driver: the report, the picture and the exit code.
///
/// A driver calls ``begin(axes:termNames:seed:isRealTime:)`` once there is a rig to drive, then
/// ``follow(_:truth:failure:)``; the caller of the run calls ``end(_:)``. Between the last two a driver puts its rig to
/// rest: nothing is written in the meantime that could keep it waiting.
final class RunReporter {
  private let scenario: Scenario
  private let name: String
  private let output: StandardOutput
  private let report: any RunReport
  private var recorder: RunRecorder
  private var isRealTime = false
  private var warnings = StandardError.Patient()
  /// The number of steps that the report lacks since it was not read in time.
  private(set) var leftOut = 0

  init(_ scenario: Scenario, name: String, terminal: Terminal, output: StandardOutput = StandardOutput()) {
    self.scenario = scenario
    self.name = name
    self.output = output
    recorder = RunRecorder(scenario, axes: 1, termNames: [])
    report =
      switch scenario.output.format {
      case .table: TableReport(output, terminal: terminal, scenario: scenario)
      case .json: JSONReport(output, isQuiet: scenario.output.quiet)
      case .csv: CSVReport(output)
      }
  }

  /// Begins the report.
  /// - Parameters:
  ///   - axes: the number of axes of the steps.
  ///   - termNames: the names of the rule's figures.
  ///   - seed: the seed of all random numbers; nil on hardware.
  ///   - isRealTime: true if each step is shown when it happens.
  func begin(axes: Int, termNames: [String], seed: UInt64?, isRealTime: Bool) {
    self.isRealTime = isRealTime
    output.isPaced = isRealTime
    recorder = RunRecorder(scenario, axes: axes, termNames: termNames)
    report.begin(RunHeader(scenario: scenario, name: name, seed: seed, axes: axes, termNames: termNames))
  }

  /// Runs `loop` to its end and reports each step. The result has what every loop knows; its driver adds what it alone
  /// does.
  /// - Parameters:
  ///   - truth: the truth at the latest reading; nil if it is unknown.
  ///   - failure: what an error of the rig means to the user.
  func follow<let axes: Int, Plant: Rig & ~Copyable, Rule: UpdateRule, Time: Pacer & ~Copyable>(
    _ loop: inout ControlLoop<axes, Plant, Rule, Time>, truth: (borrowing Plant) -> TruthRecord? = { _ in nil },
    failure: (Plant.Failure) -> Failure
  ) -> RunResult {
    let ending: RunEnding
    do throws(Plant.Failure) {
      ending = .outcome(try loop.run(observing: { step, rig in add(StepRecord(step), truth(rig)) }))
    } catch {
      ending = .failure(failure(error))
    }
    return recorder.result(ending, stepCount: loop.updates)
  }

  /// Probes the rig of `loop` if there is a probe, tells of what it found, and goes on as ``follow(_:truth:failure:)``.
  func follow<let axes: Int, Plant: Rig & ~Copyable, Base: UpdateRule, Time: Pacer & ~Copyable>(
    _ loop: inout ControlLoop<axes, Plant, SenseCorrected<axes, Base>, Time>, probing probe: ResponseProbe?,
    truth: (borrowing Plant) -> TruthRecord? = { _ in nil }, failure: (Plant.Failure) -> Failure
  ) -> RunResult {
    guard let probe else { return follow(&loop, truth: truth, failure: failure) }
    var signCheck: SignCheck?
    do throws(Plant.Failure) {
      let response = try loop.arm(probe, observing: { step, rig in add(StepRecord(step), truth(rig)) })
      signCheck = response.map { response in SignCheck(response, of: scenario.rig.kind, readings: loop.updates) }
    } catch {
      return recorder.result(.failure(failure(error)), stepCount: loop.updates)
    }
    for warning in signCheck?.warnings(scenario, proportionalRate: loop.rule.proportionalRate) ?? [] {
      warnings.warn(warning)
    }
    hand()
    var result = follow(&loop, truth: truth, failure: failure)
    result.signCheck = signCheck
    return result
  }

  private func add(_ step: StepRecord, _ truth: TruthRecord?) -> LoopDirective {
    // A reader that stands still must not hold up a loop that keeps time.
    if isRealTime, output.isFull { leftOut += 1 } else { report.add(step) }
    if let halvings = recorder.take(step, truth: truth) { warnings.warn(halvings.warning) }
    hand()
    if let cause = Signals.stop { return .stop(cause) }
    if let reason = recorder.unresponsive { return .giveUp(reason) }
    return output.isOpen ? .proceed : .stop(.observer)
  }

  /// Hands out what was written: a reader of the output sees each step of a run in real time when it happens, and the
  /// run notices when the reader has gone.
  private func hand() {
    guard isRealTime else { return warnings.finish() }
    output.flush()
    warnings.offer()
  }

  /// Draws the picture and ends the report, for every end of the run: half an object of JSON cannot be read.
  /// - Returns: the exit code of a run that its loop ended.
  /// - Throws: a `Failure` if the rig failed, or if the report or the picture could not be written.
  func end(_ result: RunResult) throws(Failure) -> ExitStatus {
    output.isPaced = false
    if leftOut > 0 {
      warnings.warn(
        "standard output: it was not read in time, so it lacks \(leftOut.counted("step"))")
    }
    warnings.finish()
    let trace = recorder.trace(of: result)
    let pictureFailure = draw(trace)
    report.end(result, trace: trace, picture: pictureFailure == nil ? scenario.output.plot : nil)
    var failure = pictureFailure
    do throws(Failure) {
      try output.close()
    } catch let outputFailure {
      failure = outputFailure
    }
    switch result.ending {
    case .failure(let failure): throw failure
    case .outcome(let outcome):
      if let failure { throw failure }
      return ExitStatus(outcome)
    }
  }

  private func draw(_ trace: RunTrace) -> Failure? {
    guard let plot = scenario.output.plot else { return nil }
    do throws(Failure) {
      try OutputFile.write(figure.svg(of: trace), to: plot, until: { Signals.stop != nil })
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
}
