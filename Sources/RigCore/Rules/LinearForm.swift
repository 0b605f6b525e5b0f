/// A linear rule in the few numbers that theory needs: a correction in proportion to the error, and a share of the last
/// move.
///
/// `a[k+1] = a[k] - (α[k] / D₀) · 2 e[k] + inertia`
///
/// Loop gain, stable range, noise floor, the lanes of a sweep and the edge on its map are derived from it.
public struct LinearForm: Sendable, Equatable {
  /// The part of the last move that a rule carries on.
  public enum Inertia: Sendable, Equatable {
    /// Nothing: gradient descent.
    case none
    /// A share of the last move, in 0..<1, is made again: the heavy ball.
    case heavyBall(Double)
    /// The next reading is taken that share, in 0..<1, of the last move farther on. This is Nesterov's rule, in which
    /// the carried move includes the latest correction: a reading counts -g times `1 + β`, and the one before it gives
    /// `β` of its own back.
    case lookAhead(Double)
  }

  /// The learning rate α of the first update, on the target.
  public let learningRate: Double
  /// The assumed distance D₀ of the wall.
  public let assumedDistance: Length
  /// The part of the last move that the rule carries on.
  public let inertia: Inertia
  /// How the rate falls from update to update; nil if it stays.
  public let decay: RateDecay?
  /// The learning rate far from the target of a rule that has another one there and is linear only near the target; nil
  /// for any other rule.
  public let farRate: FarRate?

  /// A rule with the learning rate `learningRate` and the assumed distance `assumedDistance`, both above 0.
  public init(
    learningRate: Double, assumedDistance: Length, inertia: Inertia = .none, decay: RateDecay? = nil,
    farRate: FarRate? = nil
  ) {
    self.learningRate = learningRate
    self.assumedDistance = assumedDistance
    self.inertia = inertia
    self.decay = decay
    self.farRate = farRate
  }

  /// By how much the first update lowers the slope for each centimetre of error.
  public var correctionPerCentimeter: Double {
    Self.gain(learningRate: learningRate, assumedDistance: assumedDistance)
  }

  /// The loop gain of a plain rule with the rate `learningRate` and the assumed distance `assumedDistance`, if a unit of
  /// the steered quantity moves the dot by `reach`: `2α · reach / D₀`. With the usual reach of 1 cm it is the correction
  /// for each centimetre of error.
  @inlinable
  public static func gain(
    learningRate: Double, assumedDistance: Length, reach: Length = .centimeters(1)
  ) -> Double {
    2 * learningRate * reach / assumedDistance
  }

  /// The reach at which a plain rule with the rate `learningRate` and the assumed distance `assumedDistance` has the loop
  /// gain `gain`.
  public static func reach(gain: Double, learningRate: Double, assumedDistance: Length) -> Length {
    .centimeters(gain * assumedDistance.centimeters / (2 * learningRate))
  }

  /// ``farRate`` if it really differs from the rate on the target at some error; nil otherwise.
  public var distinctFarRate: FarRate? {
    farRate.flatMap { far in far.rate != learningRate && far.changePerCentimeter > 0 ? far : nil }
  }

  /// True if the rate is the same at every update and at every error.
  public var hasOneRate: Bool { decay == nil && farRate == nil }

  /// The learning rate of a rule that is exactly `a[k+1] = a[k] - (α / D₀) · 2 e[k]`; nil for any other rule.
  public var proportionalRate: Double? { hasOneRate && inertia == .none ? learningRate : nil }
}

extension PerAxis where Element == Double {
  /// The step downhill that the article's rule makes from this command: on each axis, `correctionPerCentimeter` times
  /// the error of that axis lower.
  @inlinable
  @inline(__always)
  func downhill(_ error: PerAxis<axes, Length>, correctionPerCentimeter: Double) -> PerAxis {
    PerAxis { axis in self[axis] - correctionPerCentimeter * error[axis].centimeters }
  }
}

/// A linear rule: its law is its ``linearForm``, with the command at the place to which the actuator really went.
///
/// The law is exact unless the form has another rate far from the target. ``UpdateRule/reset()`` begins the form anew:
/// the last move is forgotten, and a rate that falls is the first one again.
public protocol LinearRule<Command, Errors>: UpdateRule {
  /// The rule's law, with the rate that its halvings have left.
  var linearForm: LinearForm { get }
}
