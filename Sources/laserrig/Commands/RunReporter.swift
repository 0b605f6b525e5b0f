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
  private var recorder = TraceRecorder()
  private var errors = FirstAndLast()
  private var termNames: [String] = []
  private var lastTerms = RuleTerms()
  private var isRealTime = false
  private var isRateFirstTerm = false
  private var halvings: RateHalvings?
  /// The response of the dot to the laser; nil for a rule that is told the distance.
  private var response: SeenResponse?
  /// The number of readings from which the rule could learn; before the second it shows only what it was told.
  private var ledReadings = 0

  /// - Throws: a `Failure` if the picture that the scenario asks for could not be written.
  init(
    _ scenario: Scenario, name: String, terminal: Terminal, output: StandardOutput = StandardOutput()
  ) throws(Failure) {
    if let plot = scenario.output.plot { try OutputFile.check(plot) }
    self.scenario = scenario
    self.name = name
    self.output = output
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
    self.termNames = termNames
    isRateFirstTerm = termNames.first == "learningRate"
    response = scenario.controller.rule.family == .learner ? SeenResponse(axes: axes) : nil
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
    var result = RunResult(ending: ending, axes: axes, stepCount: loop.updates, errors: errors)
    result.learned = learned(ending, axes: axes)
    result.halvings = halvings
    result.advice = advice(ending)
    return result
  }

  /// Probes the rig of `loop` if there is a probe, tells of what it found, and goes on as ``follow(_:truth:failure:)``.
  func follow<let axes: Int, Plant: Rig & ~Copyable, Base: UpdateRule, Time: Pacer & ~Copyable>(
    _ loop: inout ControlLoop<axes, Plant, SenseCorrected<axes, Base>, Time>, probing probe: ResponseProbe?,
    truth: (borrowing Plant) -> TruthRecord? = { _ in nil }, failure: (Plant.Failure) -> Failure
  ) -> RunResult {
    guard let probe else { return follow(&loop, truth: truth, failure: failure) }
    var signCheck: SignCheck?
    do throws(Plant.Failure) {
      let responses = try loop.arm(probe, observing: { step, rig in add(StepRecord(step), truth(rig)) })
      signCheck = responses.map { responses in SignCheck(responses, readings: loop.updates) }
    } catch {
      return RunResult(ending: .failure(failure(error)), axes: axes, stepCount: loop.updates, errors: errors)
    }
    for warning in signCheck?.warnings(scenario, proportionalRate: loop.rule.proportionalRate) ?? [] {
      StandardError.warn(warning)
    }
    var result = follow(&loop, truth: truth, failure: failure)
    result.signCheck = signCheck
    return result
  }

  /// A rule that probes the cost may lose the dot by that, and swing to the ends of a short travel.
  private func advice(_ ending: RunEnding) -> String? {
    guard scenario.controller.rule.family == .costSeeker, case .outcome(let outcome) = ending else { return nil }
    switch outcome {
    case .diverged, .spotLost(_, everSeen: true): break
    case .stepLimit(let limit) where limit.isRailed || limit.isLost: break
    case .stepLimit where pushesForEver: break
    default: return nil
    }
    let size = scenario.controller.perturbation.formatted(significantDigits: 6)
    return "the rule feels its way by controller.perturbation (\(size) cm): try a smaller one"
  }

  /// True for a rule that never lets the dot rest on the target.
  private var pushesForEver: Bool {
    scenario.controller.rule.push(scenario.controller.values, after: scenario.loop.steps) != nil
  }

  /// The result of learning; nil if the rule is told the distance, or if there was nothing to learn from.
  private func learned(_ ending: RunEnding, axes: Int) -> LearnedDistance? {
    guard ledReadings > 1, var learned = LearnedDistance(lastTerms, names: termNames) else { return nil }
    let hasConverged = if case .outcome(.converged) = ending { true } else { false }
    learned.trouble = response.flatMap { response in
      LearningTrouble(response, scenario, axes: axes, hasConverged: hasConverged)
    }
    return learned
  }

  private func add(_ step: StepRecord, _ truth: TruthRecord?) -> LoopDirective {
    report.add(step)
    recorder.add(step, truth)
    errors.take(step)
    response?.take(step)
    if !step.isProbing, step.costSquareCentimeters != nil { ledReadings += 1 }
    lastTerms = step.terms
    if step.rateHalvings > halvings?.count ?? 0 {
      let halvings = RateHalvings(
        count: step.rateHalvings, step: step.index, rate: isRateFirstTerm ? step.terms.values.first : nil)
      StandardError.warn(halvings.warning)
      self.halvings = halvings
    }
    // A reader of the output sees each step when it happens, and the run notices when the reader has gone.
    if isRealTime { output.flush() }
    if let cause = Signals.stop { return .stop(cause) }
    return output.isOpen ? .proceed : .stop(.observer)
  }

  /// Draws the picture and ends the report, for every end of the run: half an object of JSON cannot be read.
  /// - Returns: the exit code of a run that its loop ended.
  /// - Throws: a `Failure` if the rig failed, or if the report or the picture could not be written.
  func end(_ result: RunResult) throws(Failure) -> ExitStatus {
    let trace = recorder.trace(of: result, in: scenario)
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
}
