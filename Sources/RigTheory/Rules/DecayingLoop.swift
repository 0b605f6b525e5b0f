public import RigCore

/// A loop with a gain that decays, `g[k] = g / (1 + k/k₀)^p`, as that of the rule `DecayingRate`, without
/// dead time.
///
/// The mean of the error obeys `m[k+1] = (1 - g[k]) m[k]`, its variance `v[k+1] = (1 - g[k])² v[k] + g[k]² σ²`.
///
/// Sources: H. Robbins and S. Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22(3),
/// 1951; K. L. Chung, "On a Stochastic Approximation Method", Annals of Mathematical Statistics 25(3), 1954, for the
/// orders.
public struct DecayingLoop: Sendable, Equatable {
  /// The gain of the first step, above 0.
  public let gain: Double
  /// The decay of the gain from step to step.
  public let decay: RateDecay

  /// A loop that begins with `gain`, above 0, which falls as `decay` says.
  public init(gain: Double, decay: RateDecay) {
    precondition(gain > 0 && gain.isFinite, "a gain that decays is above 0")
    self.gain = gain
    self.decay = decay
  }

  /// A loop that begins with `gain` (above 0), which decays over `decaySteps` (above 0) with `decayPower` (at least 0).
  public init(gain: Double, decaySteps: Double, decayPower: Double) {
    self.init(gain: gain, decay: RateDecay(steps: decaySteps, power: decayPower))
  }

  /// The gain of step `step`, counted from 0.
  public func gain(at step: Int) -> Double {
    gain / decay.divisor(after: step)
  }

  /// The mean and the variance of the error after some steps.
  public struct Expectation: Sendable, Equatable {
    /// The mean of the error, in units of the first error.
    public let mean: Double
    /// The variance of the error, in units of that of the noise.
    public let variance: Double
  }

  /// The mean and the variance of the error after `steps` steps, at least 0.
  ///
  /// Complexity: O(steps).
  public func expectation(after steps: Int) -> Expectation {
    var (mean, variance) = (1.0, 0.0)
    for step in 0..<max(steps, 0) {
      let gain = gain(at: step)
      mean *= 1 - gain
      variance = (1 - gain) * (1 - gain) * variance + gain * gain
    }
    return Expectation(mean: mean, variance: variance)
  }

  /// The number of steps, at most `limit`, after which the mean stays within `share` of the first error: every later
  /// gain is below 2. Nil if that takes more than `limit` steps.
  ///
  /// Complexity: O(limit).
  public func settlingSteps(to share: Double, limit: Int) -> Int? {
    var mean = 1.0
    var lastOutside = 0
    for step in 0..<limit {
      let gain = gain(at: step)
      if gain <= 2, mean.magnitude <= share { return lastOutside + 1 }
      mean *= 1 - gain
      if mean.magnitude > share { lastOutside = step + 1 }
    }
    return gain(at: limit) <= 2 && mean.magnitude <= share ? lastOutside + 1 : nil
  }

  /// The limit of the error after very many steps.
  public enum Limit: Sendable, Equatable {
    /// The gain does not decay, p = 0: the loop is a ``LinearLoop``.
    case steady
    /// The mean square goes to 0 like `k^(-power)`.
    case vanishing(power: Double)
    /// The mean square goes to 0 like `ln(k) / k`: at p = 1 with `g k₀` = ½.
    case barelyVanishing
    /// The steps add up to a finite sum, p > 1: the dot stops short of the target.
    case stopping
  }

  /// The limit of the error after very many steps.
  ///
  /// It goes to 0 in the mean square for 0 < p ≤ 1: the gains add up to infinity, and themselves go to 0. For p < 1 the
  /// variance comes to `σ² g[k] / 2`, of the order `k^(-p)`; for p = 1 and `g k₀ > ½` to `σ² (g k₀)² / ((2 g k₀ - 1)
  /// k)`; for p = 1 and `g k₀ < ½` the rest of the first error dominates, `k^(-2 g k₀)`. Robbins and Monro's second
  /// condition, ½ < p ≤ 1, ensures that every single run converges, and not only the mean over many.
  public var limit: Limit {
    if decay.power == 0 { return .steady }
    if decay.power > 1 { return .stopping }
    if decay.power < 1 { return .vanishing(power: decay.power) }
    let reach = 2 * gain * decay.steps
    return reach == 1 ? .barelyVanishing : .vanishing(power: min(1, reach))
  }
}
