public import RigCharts
public import RigCore
public import RigScenario
internal import RigSimulation

/// The record of a run while it goes on: it takes each step when it happens, and has the result at the end. Its memory
/// is constant, however long the run.
public struct RunRecorder: Sendable {
  private let scenario: Scenario
  private let axes: Int
  private let termNames: [String]
  private var trace = TraceRecorder()
  private var errors = FirstAndLast()
  private var lastTerms = RuleTerms()
  private var lastTruth: TruthRecord?
  /// The limit of the simulated sensor on each axis; none at all if no axis has one.
  private let limits: [ReportLimit?]
  /// The number of readings that stood at a limit, and the limits, the near one of a bench first.
  private var saturatedReadings = 0
  private var limitsReached: [ReportLimit] = []
  /// The number of such readings up to the end, and the limits of the last one.
  private var saturatedAtEnd = 0
  private var limitsAtEnd: [ReportLimit] = []
  private var halvings: RateHalvings?
  /// The response of the dot to the laser; nil for a rule that is told the distance.
  private var response: SeenResponse?
  private var recent = RecentSteps()
  /// The number of readings from which the rule could learn; before the second it shows only what it was told.
  private var ledReadings = 0

  private var servoWatch: SlowServo.Watch?
  private var frozenSensor: FrozenSensor?
  private var ignoredLaser: IgnoredLaser?
  private var adrift: DotAdrift
  /// The reason to end the run since the dot does not answer the laser; nil while there is none.
  public private(set) var unresponsive: Unresponsive?

  /// The record of a run of `scenario` before its first step.
  ///
  /// - Parameters:
  ///   - scenario: the scenario of the run.
  ///   - axes: the number of axes of each step.
  ///   - termNames: the names of the rule's figures.
  public init(_ scenario: Scenario, axes: Int, termNames: [String]) {
    self.scenario = scenario
    self.axes = axes
    self.termNames = termNames
    response =
      scenario.controller.rule.family == .learner
      ? SeenResponse(axes: axes, linearRange: scenario.rangeToLearnFrom(axes: axes)) : nil
    limits = scenario.reportLimits.contains { limit in limit != nil } ? scenario.reportLimits : []
    servoWatch = SlowServo.Watch(scenario)
    frozenSensor = FrozenSensor(scenario)
    ignoredLaser = IgnoredLaser(scenario, axes: axes)
    adrift = DotAdrift(noise: scenario.expectedNoise)
  }

  /// Takes the next step.
  ///
  /// - Parameters:
  ///   - step: the step.
  ///   - truth: the truth at its reading; nil if it is unknown.
  /// - Returns: the halvings of the rate so far if this step halved it; nil if it did not.
  public mutating func take(_ step: StepRecord, truth: TruthRecord?) -> RateHalvings? {
    trace.take(step, truth: truth)
    errors.take(step)
    response?.take(step)
    recent.take(step)
    servoWatch?.take(step)
    adrift.take(step)
    if !limits.isEmpty { note(limits: limitsReached(by: step)) }
    lastTruth = truth
    if !step.isProbing, step.costSquareCentimeters != nil { ledReadings += 1 }
    lastTerms = step.terms
    unresponsive = unresponsive ?? frozenSensor?.take(step) ?? ignoredLaser?.take(step)
    guard step.rateHalvings > halvings?.count ?? 0 else { return nil }
    halvings = RateHalvings(
      count: step.rateHalvings, step: step.index,
      rate: scenario.controller.hasLearningRate
        ? LoopAtItsEnd.rateShare(afterHalvings: step.rateHalvings) * scenario.stepForm.learningRate : nil)
    return halvings
  }

  /// The result of the run, with the facts that its steps show. The driver of the rig adds those that it alone knows.
  ///
  /// - Parameters:
  ///   - ending: the end of the run.
  ///   - stepCount: the number of updates of the run, those of a probe included.
  public func result(_ ending: RunEnding, stepCount: Int) -> RunResult {
    var result = RunResult(ending: ending, axes: scenario.rig.kind.axes(axes), stepCount: stepCount, errors: errors)
    if saturatedReadings > 0 {
      result.saturation = SaturatedReadings(
        count: saturatedReadings, limitsCentimeters: limitsReached.map(\.centimeters))
    }
    result.learned = learned(ending, clipped: result.saturation)
    result.scatter = ReadingScatter(recent.inOrder, scenario, axes: axes)
    result.halvings = halvings
    result.fixedRate = scenario.linearForm.flatMap { form in
      FixedRate(form, share: LoopAtItsEnd(result).rateShare)
    }
    result.unsettledCause = unsettledCause(ending, result)
    result.advice = advice(ending, result.unsettledCause)
    return result
  }

  /// What the steps show of the cause of a run that used them up, or whose error grew on one side; nil if the run ended
  /// otherwise, or if the sensor was at its limit.
  private func unsettledCause(_ ending: RunEnding, _ result: RunResult) -> UnsettledCause? {
    if case .outcome(.diverged(.growing(let factor), _)) = ending, factor > 0 {
      guard scenario.controller.hasLearningRate else { return nil }
      return servoWatch?.slowest(of: result.axes, isOnItsWay: false).map { slow in .slowServo(slow) }
    }
    guard case .outcome(.stepLimit(let limit)) = ending, !limit.isLost else { return nil }
    if let warning = scenario.untoldDelayWarning { return .untoldDelay(warning) }
    if case .oscillating = limit.trend { return nil }
    if let slow = servoWatch?.slowest(of: result.axes, isOnItsWay: true) { return .slowServo(slow) }
    guard !limit.isRailed, saturatedAtEnd < 2 else { return nil }
    let steps = recent.inOrder
    let rateShare = LoopAtItsEnd(result).rateShare
    // A dot that moved with the noise on its way past the target may have come to stand beside it since.
    if let standing = StandingError(steps, scenario, axes: axes, rateShare: rateShare) { return .standing(standing) }
    if limit.trend != nil { return nil }
    if let swing = ErrorSwing(steps, scenario, axes: axes) { return .swing(swing) }
    return scenario.windowWarning.map { warning in .tooFewReadings(warning) }
  }

  /// The limits of the sensor that `step` reports, each once.
  private func limitsReached(by step: StepRecord) -> [ReportLimit] {
    guard let cost = step.costSquareCentimeters else { return [] }
    // A sensor of the cost has one limit. Rounding may have changed a report of the limit.
    let errors = step.errorsCentimeters.map(Array.init) ?? [cost.squareRoot()]
    let reached = zip(errors, limits).compactMap { error, limit in
      limit.flatMap { limit in
        error.magnitude >= limit.centimeters - scenario.rig.sensor.rounding / 2 ? limit : nil
      }
    }
    return reached.withoutRepeats
  }

  private mutating func note(limits found: [ReportLimit]) {
    limitsAtEnd = found
    saturatedAtEnd = found.isEmpty ? 0 : saturatedAtEnd + 1
    guard !found.isEmpty else { return }
    saturatedReadings += 1
    let all = limits.compactMap { limit in limit }.withoutRepeats
    limitsReached = all.filter { limit in limitsReached.contains(limit) || found.contains(limit) }
  }

  /// The data of a picture of the run with this result.
  public func trace(of result: RunResult) -> RunTrace {
    trace.trace(of: result, in: scenario)
  }

  private func advice(_ ending: RunEnding, _ cause: UnsettledCause?) -> String? {
    adviceOnDrift(ending) ?? adviceOnDelay(ending) ?? adviceOnProbing(ending) ?? adviceOnDevices(ending, cause)
      ?? adviceOnAxes(ending) ?? adviceOnServo(ending)
  }

  /// The advice for a rule that learns how the dot answers, in a run that did not try the servo out: whatever it does is
  /// learned, also from one that it can never steer.
  private func adviceOnServo(_ ending: RunEnding) -> String? {
    guard case .outcome(let outcome) = ending, scenario.rig.kind.isSimulated,
      scenario.controller.rule.family == .learner
    else { return nil }
    switch outcome {
    case .diverged, .spotLost(_, everSeen: true): break
    default: return nil
    }
    return """
      a sign check names a stuck, reversed or continuous-rotation servo: \(LearningTrouble.rulesThatTryOut)
      """
  }

  /// The advice for a rule that was told what several axes do, in a run that did not try it out.
  private func adviceOnAxes(_ ending: RunEnding) -> String? {
    guard axes > 1, scenario.controller.rule.family == .descent, scenario.responseProbe == nil,
      case .outcome(.diverged) = ending
    else { return nil }
    return "a sign check (loop.probe: true) tells whether the axes are reversed, swapped or turned"
  }

  /// What the sensor's range, or the servo's step, has to do with a dot that does not settle.
  private func adviceOnDevices(_ ending: RunEnding, _ cause: UnsettledCause?) -> String? {
    if saturatedAtEnd > 1 {
      switch ending {
      case .outcome(.stepLimit), .outcome(.unresponsive(.still)), .outcome(.unresponsive(.ignored)):
        let words = limitsAtEnd.map { limit in
          "limit of \(limit.centimeters.formatted(significantDigits: 6)) cm (\(limit.key))"
        }
        return """
          the last \(saturatedAtEnd) readings stand at the sensor's \(words.joined(separator: " and ")), so the dot is at \
          least as far off
          """
      default: break
      }
    }
    guard case .outcome(.stepLimit(let end)) = ending, case .oscillating(let size, _) = end.trend ?? cause?.trend,
      let truth = lastTruth,
      let step = ServoStep(scenario, at: truth), size.centimeters <= step.centimeters
    else { return nil }
    return "here the servo's \(step.words): no learning rate brings the dot nearer for good"
  }

  /// The advice for a run that ended in its probe, while the dot moved by itself.
  private func adviceOnDrift(_ ending: RunEnding) -> String? {
    guard case .outcome(let outcome) = ending else { return nil }
    switch outcome {
    case .diverged, .spotLost(_, everSeen: true), .stepLimit, .unresponsive(.notUndone), .unresponsive(.outOfSight),
      .unresponsive(.unclear), .unresponsive(.still):
      return adrift.words
    default: return nil
    }
  }

  /// The advice for a rule that was told of a smaller delay than the simulated rig has.
  private func adviceOnDelay(_ ending: RunEnding) -> String? {
    guard case .outcome(let outcome) = ending else { return nil }
    switch outcome {
    case .diverged, .spotLost(_, everSeen: true): return scenario.untoldDelayWarning
    default: return nil
    }
  }

  /// The advice for a rule that probes the cost: it may lose the dot by that, and swing to the ends of a short travel.
  private func adviceOnProbing(_ ending: RunEnding) -> String? {
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

  /// The result of learning; nil if the rule is told the distance, or if there was nothing to learn from: a frozen sensor
  /// teaches what is not so.
  private func learned(_ ending: RunEnding, clipped: SaturatedReadings?) -> LearnedDistance? {
    if case .outcome(.unresponsive(.frozen)) = ending { return nil }
    guard ledReadings > 1, var learned = LearnedDistance(lastTerms, names: termNames) else { return nil }
    let hasConverged = if case .outcome(.converged) = ending { true } else { false }
    learned.trouble = response.flatMap { response in
      LearningTrouble(response, scenario, axes: axes, hasConverged: hasConverged)
    }
    learned.caveat = response.flatMap { response in
      LearningCaveat(learned, response, scenario, axes: axes, readings: ledReadings, clipped: clipped)
    }
    return learned
  }
}

extension [ReportLimit] {
  /// The limits, each where it comes first.
  fileprivate var withoutRepeats: [ReportLimit] {
    reduce(into: []) { list, limit in if !list.contains(limit) { list.append(limit) } }
  }
}
