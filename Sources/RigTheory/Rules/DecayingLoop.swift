internal import RealModule
public import RigCore

/// A loop with a gain that decays, `g[k] = g / (1 + k/k₀)^p`, as that of the rule `DecayingRate`.
///
/// With readings that are d steps old, and with a servo whose pole is a, the errors obey
///
/// `e[k+1] = e[k] + a (e[k] - e[k-1]) - (1 - a) g[k] (e[k-d] + n[k])`
///
/// Their mean obeys the same without the noise n. Without dead time and lag it is `m[k+1] = (1 - g[k]) m[k]`, and the
/// variance `v[k+1] = (1 - g[k])² v[k] + g[k]² σ²`.
///
/// Sources: H. Robbins and S. Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22(3),
/// 1951; K. L. Chung, "On a Stochastic Approximation Method", Annals of Mathematical Statistics 25(3), 1954, for the
/// orders.
public struct DecayingLoop: Sendable, Equatable {
  /// The gain of the first step, above 0.
  public let gain: Double
  /// The decay of the gain from step to step.
  public let decay: RateDecay
  /// The dead time d in steps, at least 0.
  public let deadTime: Int
  /// The pole a of the servo, in 0..<1, as ``LinearLoop/servoPole``.
  public let servoPole: Double

  /// A loop that begins with `gain`, above 0, which falls as `decay` says, with readings that are `deadTime` steps (at
  /// least 0) old, and with a servo that keeps the share `servoPole` (0..<1) of its distance from the command at each
  /// step.
  public init(gain: Double, decay: RateDecay, deadTime: Int = 0, servoPole: Double = 0) {
    precondition(gain > 0 && gain.isFinite, "a gain that decays is above 0")
    precondition(deadTime >= 0, "a dead time is at least 0 steps")
    precondition((0..<1).contains(servoPole), "a servo's pole is at least 0 and below 1")
    self.gain = gain
    self.decay = decay
    self.deadTime = deadTime
    self.servoPole = servoPole
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

  /// The mean and the variance of the error after `steps` steps, at least 0. The dot stands still to begin with: all old
  /// readings are the first error.
  ///
  /// Complexity: O(steps · (deadTime + 1)).
  public func expectation(after steps: Int) -> Expectation {
    let count = max(deadTime + 1, 2)
    // The errors of the last steps, each in the place of its step's remainder, and their covariances, row by row.
    var means = Array(repeating: 1.0, count: count)
    var covariances = Array(repeating: 0.0, count: count * count)
    for step in 0..<max(steps, 0) {
      let (now, last) = (step % count, (step + count - 1) % count)
      let (late, next) = ((step + count - deadTime) % count, (step + 1) % count)
      let taken = (1 - servoPole) * gain(at: step)
      func combined(_ value: (Int) -> Double) -> Double {
        let moving = servoPole == 0 ? value(now) : value(now) + servoPole * (value(now) - value(last))
        return moving - taken * value(late)
      }
      let mean = combined { place in means[place] }
      let row = (0..<count).map { other in combined { place in covariances[place * count + other] } }
      let variance = combined { place in row[place] } + taken * taken
      means[next] = mean
      for other in 0..<count {
        covariances[next * count + other] = row[other]
        covariances[other * count + next] = row[other]
      }
      covariances[next * count + next] = variance
    }
    let place = max(steps, 0) % count
    return Expectation(mean: means[place], variance: covariances[place * count + place])
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
