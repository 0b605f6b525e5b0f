internal import RealModule
internal import RigCore

extension DecayingLoop {
  /// When the mean of the error is within a share of the first error for good.
  public enum Settling: Sendable, Equatable {
    /// After so many steps.
    case steps(Int)
    /// Never: the gains add up to too little.
    case never
    /// It is not known, or it takes more than 10¹⁵ steps.
    case notKnown
  }

  /// The number of steps that are followed one by one.
  private static let mostSteps = 100_000

  /// When the mean of the error is within `share` (above 0, below 1) of the first one, and stays there.
  ///
  /// The first 100 000 steps are followed one by one. The mean stays within the share once it fades without another
  /// swing: if every one of the last d + 1 errors is at least the share r of the one before it and no more than that
  /// one, and `(1 - a) g[k] ≤ r^(d-1) (1 - r)(r - a)`, then so is the next. The best r solves
  /// `(d + 1) r² - d (1 + a) r + (d - 1) a = 0`: without lag `r = d/(d + 1)`. Without dead time and lag every gain up to
  /// 2 will do.
  ///
  /// Beyond, where the gain is small and the mean fades so, a step multiplies it by
  /// `1 - g - g² (d + a/(1 - a))` but for terms in g³, and the logarithm is integrated. The number of steps is then
  /// within a thousandth, for gains of at most 0.02/(d + 1 + a/(1 - a)) after 100 000 steps.
  ///
  /// Complexity: O(100 000) at most.
  public func settling(to share: Double) -> Settling {
    precondition(share > 0 && share < 1, "a share to settle to is above 0 and below 1")
    if decay.power == 0 {
      let loop = LinearLoop(gain: gain, deadTime: deadTime, servoPole: servoPole)
      return loop.settlingSteps(to: share).map(Settling.steps) ?? .notKnown
    }
    let count = deadTime + 2
    var errors = Array(repeating: 1.0, count: count)
    var lastOutside = 0
    for step in 0..<Self.mostSteps {
      let (now, last) = (errors[step % count], errors[(step + count - 1) % count])
      let late = errors[(step + count - deadTime) % count]
      if now.magnitude <= share, fades(errors, at: step) { return .steps(lastOutside + 1) }
      let next = now + servoPole * (now - last) - (1 - servoPole) * gain(at: step) * late
      guard next.isFinite else { return .notKnown }
      errors[(step + 1) % count] = next
      if next.magnitude > share { lastOutside = step + 1 }
    }
    let delay = Double(deadTime) + servoPole / (1 - servoPole)
    guard fades(errors, at: Self.mostSteps), gain(at: Self.mostSteps) * (delay + 1) <= 0.02 else { return .notKnown }
    return settling(
      after: Self.mostSteps, by: Double.log(errors[Self.mostSteps % count].magnitude / share), delay: delay)
  }

  /// True if the last of `errors`, that of `step`, will fade without another swing.
  private func fades(_ errors: [Double], at step: Int) -> Bool {
    let gain = gain(at: step)
    if deadTime == 0, servoPole == 0 { return gain <= 2 }
    let (steps, sum) = (Double(deadTime), 1 + servoPole)
    let root = (steps * steps * sum * sum - 4 * (steps * steps - 1) * servoPole).squareRoot()
    let share = (steps * sum + root) / (2 * (steps + 1))
    let bound = Double.pow(share, steps - 1) * (1 - share) * (share - servoPole)
    guard (1 - servoPole) * gain <= bound, step >= errors.count else { return false }
    let count = errors.count
    return (0..<count - 1).allSatisfy { back in
      let (error, before) = (errors[(step - back) % count], errors[(step - back - 1) % count])
      let ratio = error / before
      return error == 0 || (ratio >= share && ratio <= 1)
    }
  }

  /// When the logarithm of a mean that fades has fallen by `fall` after step `step`, at which the gain is small; the
  /// readings are `delay` steps old, the servo's lag included.
  private func settling(after step: Int, by fall: Double, delay: Double) -> Settling {
    // The sum over whole steps is the integral from half a step before the first to half a step before the last.
    func sum(_ power: Double, to end: Double) -> Double {
      let (low, high) = (1 + (Double(step) - 0.5) / decay.steps, 1 + (end - 0.5) / decay.steps)
      let exponent = 1 - power
      // The ratio of the two powers keeps its digits where the exponent is near 0.
      return exponent == 0
        ? decay.steps * Double.log(high / low)
        : decay.steps * Double.pow(low, exponent) * Double.expMinusOne(exponent * Double.log(high / low)) / exponent
    }
    func fallen(at end: Double) -> Double {
      gain * sum(decay.power, to: end) + gain * gain * (delay + 0.5) * sum(2 * decay.power, to: end)
    }
    if decay.power > 1, fallen(at: 1e300) < fall * (1 - 1e-3) { return .never }
    var (below, above) = (Double(step), 1e15)
    guard fallen(at: above) >= fall else { return .notKnown }
    while above - below > 0.5, above / below > 1 + 1e-12 {
      let middle = above - below < Double(step) ? (below + above) / 2 : (below * above).squareRoot()
      if fallen(at: middle) >= fall { above = middle } else { below = middle }
    }
    return .steps(Int(above.rounded(.up)))
  }
}
