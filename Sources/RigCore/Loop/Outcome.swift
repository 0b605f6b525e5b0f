/// The reason why a run ended, with its figures. RigReports puts it into words.
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
  /// A person, the system or an observer stopped the run.
  case stopped(StopCause)

  /// The reason why a loop counts as settled.
  public struct Settled: Sendable, Equatable {
    /// The readings in a row that agreed.
    public let window: Int
    /// The tolerance that they kept.
    public let tolerance: Length
    /// True if the sensor told only the cost.
    public let isCost: Bool

    private let meanCentimeters: CompactCentimeters
    private let motionCentimeters: CompactCentimeters

    /// A loop that settled within `tolerance` for `window` readings.
    public init(window: Int, tolerance: Length, mean: Length? = nil, motion: Length? = nil, isCost: Bool = false) {
      self.window = window
      self.tolerance = tolerance
      self.isCost = isCost
      meanCentimeters = CompactCentimeters(mean)
      motionCentimeters = CompactCentimeters(motion)
    }

    /// The size of the mean error of the window, to seven digits, if the sensor is noisy; for a sensor that tells only
    /// the cost the root of the mean cost, less what the noise adds.
    public var mean: Length? { meanCentimeters.length }
    /// The root mean square of the dot's motion with the noise, to seven digits, as far as the readings tell it; nil
    /// without noise, and for a sensor that tells only the cost.
    public var motion: Length? { motionCentimeters.length }
  }

  /// The state of a run that used up its steps.
  public struct StepLimit: Sendable, Equatable {
    /// The steps that were allowed.
    public let limit: Int
    /// The size of the last error that was seen, if any.
    public let lastError: Length?
    /// True if the actuator stands at the end of its travel.
    public let isRailed: Bool
    /// True if the last reading saw no dot.
    public let isLost: Bool

    /// True if the last error that was seen is within the tolerance.
    public let isWithinTolerance: Bool

    private let trendKind: TrendKind
    private let size: CompactCentimeters
    /// The period, or the share that a step leaves.
    private let figure: Float

    /// A loop that used up `limit` steps.
    public init(
      limit: Int, lastError: Length?, isRailed: Bool, isLost: Bool, isWithinTolerance: Bool = false, trend: Trend? = nil
    ) {
      self.limit = limit
      self.lastError = lastError
      self.isRailed = isRailed
      self.isLost = isLost
      self.isWithinTolerance = isWithinTolerance
      (trendKind, size, figure) =
        switch trend {
        case nil: (.unknown, CompactCentimeters(nil), 0)
        case .restless(let motion): (.restless, CompactCentimeters(motion), 0)
        case .oscillating(let size, let period): (.oscillating, CompactCentimeters(size), Float(period))
        case .converging(let share): (.converging, CompactCentimeters(nil), Float(share))
        case .resting: (.resting, CompactCentimeters(nil), 0)
        }
    }

    /// The course of the error up to the end, with its figures to seven digits; nil if it is neither of these, or if too
    /// few readings tell it.
    public var trend: Trend? {
      switch trendKind {
      case .unknown: nil
      case .restless: .restless(motion: size.length ?? .zero)
      case .oscillating: .oscillating(size: size.length ?? .zero, period: Double(figure))
      case .converging: .converging(share: Double(figure))
      case .resting: .resting
      }
    }

    private enum TrendKind: UInt8 {
      case unknown, restless, oscillating, converging, resting
    }

    /// The course of the error in a run that used up its steps.
    public enum Trend: Sendable, Equatable {
      /// The dot is on the target on average, and moves with the noise by this root mean square: too far for the
      /// tolerance.
      case restless(motion: Length)
      /// The dot swings about the target with peaks of this size, a full swing in so many steps.
      case oscillating(size: Length, period: Double)
      /// Each step left this share of the error, below 1.
      case converging(share: Double)
      /// The dot rests beside the target.
      case resting
    }
  }

  /// The cause that stopped a run before its end.
  public enum StopCause: Sendable, Equatable {
    /// Ctrl-C (SIGINT).
    case interrupted
    /// SIGTERM or another signal that asks a program to end.
    case terminated
    /// The observer of the steps.
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
}

/// A length in few bytes, to seven digits, or none. An outcome is a part of the loop, and a loop that does not fit into
/// registers makes every step a third slower.
private struct CompactCentimeters: Sendable, Equatable {
  private let centimeters: Float

  init(_ length: Length?) { centimeters = length.map { length in Float(length.centimeters) } ?? -1 }

  var length: Length? { centimeters < 0 ? nil : .centimeters(Double(centimeters)) }
}
