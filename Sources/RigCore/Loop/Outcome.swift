/// Why a run ended. ``reason`` says it in words.
public enum Outcome: Sendable, Equatable {
  /// The dot stays on the target.
  case converged(Settled)
  /// The loop ran away; the rate is the rule's ``UpdateRule/proportionalRate``, for advice.
  case diverged(Divergence, proportionalRate: Double?)
  /// The steps were used up first.
  case stepLimit(StepLimit)
  /// The dot stayed out of sight.
  case spotLost(lostReadings: Int, everSeen: Bool)
  /// A probe could not tell what the laser does, so the loop was not closed.
  case unresponsive(Unresponsive)
  /// Somebody stopped the run.
  case stopped(StopCause)

  /// Why a loop counts as settled.
  public struct Settled: Sendable, Equatable {
    /// The readings in a row that agreed.
    public let window: Int
    /// The tolerance that they kept.
    public let tolerance: Length
    /// True where the mean of the window was judged, because the sensor is noisy.
    public let isMean: Bool
    /// True where the sensor told only the cost.
    public let isCost: Bool

    /// A loop that settled within `tolerance` for `window` readings.
    public init(window: Int, tolerance: Length, isMean: Bool, isCost: Bool = false) {
      self.window = window
      self.tolerance = tolerance
      self.isMean = isMean
      self.isCost = isCost
    }
  }

  /// How matters stood when the steps were used up.
  public struct StepLimit: Sendable, Equatable {
    /// The steps that were allowed.
    public let limit: Int
    /// The size of the last error that was seen, if any.
    public let lastError: Length?
    /// True where the actuator stands at the end of its travel.
    public let isRailed: Bool
    /// True where the last reading saw no dot.
    public let isLost: Bool

    /// A loop that used up `limit` steps.
    public init(limit: Int, lastError: Length?, isRailed: Bool, isLost: Bool) {
      self.limit = limit
      self.lastError = lastError
      self.isRailed = isRailed
      self.isLost = isLost
    }
  }

  /// Who stopped a run.
  public enum StopCause: Sendable, Equatable {
    /// Ctrl-C (SIGINT).
    case interrupted
    /// SIGTERM or another signal that asks a program to end.
    case terminated
    /// Whoever watched the steps.
    case observer
  }
}

extension Outcome {
  /// The outcome's short name for programs: `converged`, `diverged`, `stepLimit`, `spotLost`, `unresponsive` or
  /// `stopped`.
  public var name: String {
    switch self {
    case .converged: "converged"
    case .diverged: "diverged"
    case .stepLimit: "stepLimit"
    case .spotLost: "spotLost"
    case .unresponsive: "unresponsive"
    case .stopped: "stopped"
    }
  }

  /// The outcome's short name for people.
  public var title: String {
    switch self {
    case .stepLimit: "step limit"
    case .spotLost: "spot lost"
    case .converged, .diverged, .unresponsive, .stopped: name
    }
  }

  /// Why the run ended, in one sentence.
  public var reason: String {
    switch self {
    case .converged(let settled): settled.reason
    case .diverged(let divergence, let rate): divergence.reason(proportionalRate: rate)
    case .stepLimit(let stepLimit): stepLimit.reason
    case .spotLost(let lost, let everSeen):
      everSeen
        ? "no dot in sight for \(lost) readings, though the laser searched around the last sighting"
        : "no dot was ever seen in \(lost) readings: is the laser on, and does the sensor see the place it points at?"
    case .unresponsive(let unresponsive): unresponsive.reason
    case .stopped(.interrupted): "stopped by Ctrl-C"
    case .stopped(.terminated): "stopped by a signal"
    case .stopped(.observer): "stopped on request"
    }
  }
}

extension Outcome.Settled {
  fileprivate var reason: String {
    let limit = "\(tolerance.centimeters.formatted(significantDigits: 6)) cm"
    if isMean, isCost {
      return "the root of the mean of the last \(window) costs, less what the noise adds, is within \(limit)"
    }
    if isMean {
      return "the mean of the last \(window) readings is within \(limit), and they scatter no wider than the noise"
    }
    return window == 1
      ? "the error is within \(limit)"
      : "the error was within \(limit) for \(window) readings in a row"
  }
}

extension Outcome.StepLimit {
  fileprivate var reason: String {
    let used = limit == 1 ? "the only step is used up" : "all \(limit) steps are used up"
    guard let lastError else { return "\(used) and the dot was never seen" }
    let size = lastError.centimeters.formatted(significantDigits: 3)
    if isLost { return "\(used) and the dot is out of sight; it was last seen \(size) cm off" }
    let error = "the error is still \(size) cm"
    return isRailed
      ? "\(used); \(error) and the actuator stands at the end of its travel: the target may be out of reach"
      : "\(used) before the loop settled; \(error)"
  }
}

extension Divergence {
  fileprivate func reason(proportionalRate: Double?) -> String {
    switch self {
    case .growing(let factor): return Self.reasonForGrowth(factor, proportionalRate: proportionalRate)
    case .beyondBound(let error, let bound, let growth):
      let size = error.centimeters.formatted(significantDigits: 6)
      let grew = growth.map { growth in "; it grew \(growth.formatted(decimals: 2))× a step" } ?? ""
      return "error of \(size) cm is beyond the bound of \(bound.centimeters.formatted(significantDigits: 6)) cm\(grew)"
    case .swinging(let swings):
      return """
        the actuator swung \(swings) times from one end of its travel to the other: the loop gain is far too high, \
        or the laser turns the wrong way
        """
    }
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
