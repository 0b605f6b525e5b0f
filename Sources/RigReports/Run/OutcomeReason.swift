public import RigCore
internal import RigTheory

// Prose for people. The core keeps the figures and the short names for programs.
extension Outcome {
  /// The outcome's short name for people.
  public var title: String {
    switch self {
    case .stepLimit: "step limit"
    case .spotLost: "spot lost"
    case .converged, .diverged, .unresponsive, .stopped: name
    }
  }

  /// The reason why the run ended, in one sentence.
  public var reason: String {
    switch self {
    case .converged(let settled): settled.reason
    case .diverged(let divergence, let rate):
      divergence.reason(
        proportionalRate: rate, fixedRate: rate.map { rate in FixedRate(rate: rate, inertia: .none, isOfBoth: false) })
    case .stepLimit(let stepLimit): stepLimit.reason()
    case .spotLost(let lost, let everSeen):
      everSeen
        ? "no dot in sight for \(lost.counted("reading")), though the laser searched around the last sighting"
        : "no dot was ever seen in \(lost.counted("reading")): \(neverSeenAdvice)"
    case .unresponsive(let unresponsive): unresponsive.reason
    case .stopped(.interrupted): "stopped by Ctrl-C"
    case .stopped(.terminated): "stopped by a signal"
    case .stopped(.observer): "stopped on request"
    }
  }
}

/// What to look at if no reading ever showed the dot.
private let neverSeenAdvice = "is the laser on, and does the sensor see the place it points at?"

extension Outcome.Settled {
  fileprivate var reason: String {
    let limit = "\(tolerance.centimeters.formatted(significantDigits: 6)) cm"
    if let mean, isCost {
      return """
        the root of the mean of the last \(window) costs, less what the noise adds, is \(mean.figure), within \(limit)
        """
    }
    if let mean, let motion {
      let moves = motion > .zero ? "it moves with the noise by \(motion.figure)" : "its motion is lost in the noise"
      return """
        the dot is within \(limit): by the last \(window) readings it is \(mean.figure) off on average, and \(moves)
        """
    }
    return window == 1
      ? "the error is within \(limit)"
      : "the error was within \(limit) for \(window) readings in a row"
  }
}

extension Outcome.StepLimit {
  /// The reason in one sentence; `cause` is what the steps show of it.
  func reason(cause: UnsettledCause? = nil) -> String {
    let used = limit == 1 ? "the only step is used up" : "all \(limit) steps are used up"
    guard let lastError else { return "\(used) and the dot was never seen: \(neverSeenAdvice)" }
    let size = lastError.centimeters.formatted(significantDigits: 3)
    if isLost {
      return """
        \(used) and the dot is out of sight; it was last seen \(size) cm off: raise loop.steps, or let the search begin \
        sooner (loop.search.hold)
        """
    }
    let error = "the error is still \(size) cm"
    let unsettled = "\(used) before the loop settled"
    switch cause {
    case .slowServo, .untoldDelay: if let text = cause?.text(error) { return "\(unsettled): \(text)" }
    case nil, .standing, .swing, .tooFewReadings: break
    }
    if isRailed, isWithinTolerance {
      return """
        \(used); the last reading is \(size) cm off, within the tolerance, but the actuator stands at the end of its travel, \
        where no loop counts as settled: turn the rig so that the target is not at the end
        """
    }
    if isRailed {
      return """
        \(used); \(error) and the actuator stands at the end of its travel: the target may be out of reach; turn the rig \
        towards it, or widen the servo's travel
        """
    }
    if case .standing = cause, let text = cause?.text(error) { return "\(unsettled): \(text)" }
    let trend = self.trend ?? cause?.trend
    switch trend {
    case nil, .converging, .resting:
      guard isWithinTolerance else { break }
      let last = "the last reading is \(size) cm off, within the tolerance"
      if case .tooFewReadings = cause, let text = cause?.text(last) { return "\(unsettled); \(text)" }
      return "\(unsettled); \(last), but too few in a row were for loop.window and loop.noise: raise loop.steps"
    case .restless, .oscillating: break
    }
    guard let trend else {
      return cause?.text(error).map { text in "\(unsettled): \(text)" } ?? "\(unsettled); \(error): raise loop.steps"
    }
    return "\(unsettled): \(trend.reason(lastError: lastError))"
  }
}

extension Outcome.StepLimit.Trend {
  fileprivate func reason(lastError: Length) -> String {
    switch self {
    case .restless(let motion):
      return """
        the dot is on the target on average, but moves by \(motion.figure) (root mean square), and the tolerance has to \
        hold twice that; raise loop.tolerance, lower the learning rate, or choose a rule that takes the mean of its \
        readings, such as \(RuleDefinition.recursiveLeastSquares.name)
        """
    case .oscillating(let size, let period):
      return """
        the dot swings by up to \(size.figure) to either side, once in \(period.formatted(significantDigits: 3)) steps; \
        raise loop.tolerance above that if the servo's steps, play or dead band are as wide, or else use a smaller \
        learning rate
        """
    case .converging(let share):
      return """
        the error is still \(lastError.figure), and a step leaves \(share.formatted(significantDigits: 4)) of it; use a \
        larger learning rate, or raise loop.steps
        """
    case .resting:
      return """
        the reading rests \(lastError.figure) off; is it at the end of the sensor's range, does the servo ignore so small a \
        move, or is the learning rate 0?
        """
    }
  }
}

extension Length {
  /// The length in words, with three significant digits.
  fileprivate var figure: String { "\(centimeters.formatted(significantDigits: 3)) cm" }
}

extension Divergence {
  /// The reason in one sentence.
  ///
  /// - Parameters:
  ///   - proportionalRate: the learning rate of a rule whose growth tells the loop gain; nil for any other rule.
  ///   - fixedRate: the rule's rate and its inertia; nil for a rule without a rate that stays.
  ///   - cause: what the steps show of it; nil if they show nothing.
  func reason(proportionalRate: Double?, fixedRate: FixedRate?, cause: UnsettledCause? = nil) -> String {
    switch self {
    case .growing(let factor):
      if case .slowServo(let slow) = cause {
        return """
          error grows \(factor.formatted(decimals: 2))× a step on the same side: \(slow.words); \
          \(slow.remedyForRunningAhead)
          """
      }
      return Self.reasonForGrowth(factor, proportionalRate: proportionalRate)
    case .beyondBound(let error, let bound, let course):
      let size = error.centimeters.formatted(significantDigits: 6)
      let beyond = "error of \(size) cm is beyond the bound of \(bound.centimeters.formatted(significantDigits: 6)) cm"
      switch course {
      case .unknown: return beyond
      case .growing(let factor): return "\(beyond); it grew \(factor.formatted(decimals: 2))× a step"
      case .turning: return "\(beyond) on the other side of the target: use a far smaller learning rate"
      case .oscillating(let factor, let period):
        return beyond + ": "
          + Self.reasonForOscillation(
            Double(factor), period: Double(period), fixedRate: fixedRate, subject: "it")
      }
    case .oscillating(let growth, let period):
      return Self.reasonForOscillation(growth, period: period, fixedRate: fixedRate)
    case .railToRail(let swings):
      return """
        the actuator swung \(swings) times from one end of its travel to the other: the loop gain is far too high, \
        or the laser turns the wrong way
        """
    }
  }

  private static func reasonForOscillation(
    _ growth: Double, period: Double, fixedRate: FixedRate?, subject: String = "error"
  ) -> String {
    let seen =
      "\(subject) swings ever wider, \(growth.formatted(decimals: 2))× a step with a period of "
      + "\(period.formatted(significantDigits: 3)) steps"
    guard let fixedRate else { return "\(seen): its steps are too large for the delay of the rig" }
    let inertia = fixedRate.inertia
    let loop = LinearLoop(growth: growth, period: period, inertia: inertia)
    let causes = [
      inertia == .none ? nil : "momentum \(loop.momentum.formatted(significantDigits: 3))",
      loop.deadTime == 0 ? nil : "a dead time of \(loop.deadTime.counted("step"))",
    ].compactMap { cause in cause }
    let with = causes.isEmpty ? "" : " with \(causes.joined(separator: " and "))"
    let (part, name) = LinearLoop.leastTrueShare(inertia) >= 0.5 ? (2.0, "half") : (3.0, "a third")
    let rate = fixedRate.rate * LinearLoop.edgeShare(growth: growth, period: period, inertia: inertia) / part
    let isLagIncluded = loop.deadTime > 0 || inertia != .none
    let premise = isLagIncluded ? ", which is stable with a servo's lag too; of less if a servo turns slowly" : ""
    return """
      \(seen): loop gain \(loop.gain.formatted(significantDigits: 2)), stable below \
      \(loop.edge.formatted(significantDigits: 3))\(with); use a learning rate of at most \
      \(rate.formatted(significantDigits: 2))\(fixedRate.isOfBoth ? ", near the target and far" : ""), \
      \(name) of the edge\(premise)
      """
  }

  private static func reasonForGrowth(_ factor: Double, proportionalRate: Double?) -> String {
    let size = factor.magnitude.formatted(decimals: 2)
    let gain = 1 - factor
    guard let proportionalRate else {
      return factor > 0
        ? "error grows \(size)× a step on the same side: the servo is reversed, or the loop too fast for its delay"
        : "error grows \(size)× a step; use a smaller learning rate"
    }
    if factor > 0 {
      return """
        error grows \(size)× a step on the same side: loop gain \(gain.formatted(decimals: 2)), stable above 0; \
        the laser turns the wrong way, so reverse the servo's sense
        """
    }
    let limit = (proportionalRate * 2 / gain).formatted(significantDigits: 3)
    return """
      error grows \(size)× a step: loop gain \(gain.formatted(decimals: 2)), stable below 2; \
      use a learning rate below \(limit)
      """
  }
}

extension Unresponsive {
  /// The problem and its remedy, in one sentence.
  public var reason: String {
    reason { axis in "axis \(axis + 1)" }
  }

  /// The problem and its remedy, in one sentence; `nameOfAxis` returns the name of an axis, counted from 0.
  public func reason(nameOfAxis: (Int) -> String) -> String {
    switch self {
    case .noDot(let readings):
      return """
        no dot was ever seen in \(readings.counted("reading")), though the laser searched: is it on, and does the sensor see the \
        place it points at?
        """
    case .still(let turn) where turn.turned == .zero:
      return "\(turn.name(nameOfAxis)) has no travel to turn in: widen its travel"
    case .still(let turn):
      let noise = turn.standardError > .zero ? " by more than the standard error of \(turn.errorText)" : ""
      return """
        the dot is seen but does not move\(noise) when \(turn.words(nameOfAxis)): is the servo stuck or without power, its \
        backlash larger than that, or the reading at the end of its range?
        """
    case .unclear(let turn):
      return """
        when \(turn.words(nameOfAxis)) the dot moves by \(turn.movedText) ± \(turn.errorText), no clearer than the noise: let the \
        probe turn farther, or calm the sensor
        """
    case .notUndone(let turn):
      return """
        when \(turn.words(nameOfAxis)) and back, the dot ends \(turn.movedText) from where it began: does the sensor tell of a \
        turn later than the probe waits, or did the target jump?
        """
    case .spinning(let turn):
      return """
        when \(turn.words(nameOfAxis)) the dot drifts on by \(turn.movedText) a reading and does not come back: this looks like \
        a continuous-rotation servo, whose command sets its speed; use a positional servo
        """
    case .crosswise(let turn):
      return """
        when \(turn.words(nameOfAxis)) the dot moves by \(turn.movedText), \(turn.askew.degrees.formatted(decimals: 0))° off \
        that axis's own direction: the axes are coupled. Are they swapped, or does the sensor stand askew? A rule that learns \
        the response may follow it, such as \(RuleDefinition.recursiveLeastSquares.name)
        """
    case .outOfSight(let turn):
      return """
        when \(turn.words(nameOfAxis)) the dot leaves the sensor's sight, to either side: begin nearer to the middle of the \
        sensor, or let the probe turn less
        """
    case .ignored(let turn):
      return """
        the dot is seen but has stayed within \(turn.errorText) while \(turn.turnedWords(nameOfAxis)): is the servo stuck or \
        without power, its backlash larger than that, or does the sensor see something else?
        """
    case .frozen(let readings):
      return """
        the sensor has reported the same number \(readings) times in a row, though its readings are noisy: does it still \
        measure, or is it slower than the loop (loop.frozenReadings)?
        """
    }
  }
}

extension Unresponsive.Turn {
  fileprivate func name(_ nameOfAxis: (Int) -> String) -> String { axis.map(nameOfAxis) ?? "the laser" }
  fileprivate func words(_ nameOfAxis: (Int) -> String) -> String {
    "\(name(nameOfAxis)) turns by \(turned.degrees.formatted(significantDigits: 3))°"
  }
  fileprivate func turnedWords(_ nameOfAxis: (Int) -> String) -> String {
    "\(name(nameOfAxis)) turned by up to \(turned.degrees.formatted(significantDigits: 3))°"
  }
  fileprivate var movedText: String { moved.figure }
  fileprivate var errorText: String { standardError.figure }
}
