internal import RealModule

extension LinearLoop {
  /// The number of steps after which the error is within `share` (above 0, below 1) of the first one, and stays there;
  /// nil if the loop is not stable, or if it takes more steps than numbers can distinguish, some 10¹⁵. The dot stands
  /// still to begin with: all old readings are the first error.
  ///
  /// At g = 1 without dead time one step is enough, two with Nesterov's rule. Any other gain, and every gain with dead
  /// time, a heavy ball or a servo with a lag, leaves a part of the error at each step.
  ///
  /// The recursion is followed until the error is proven to stay: `Σ e²` over all steps to come is a form of the last
  /// errors, whose matrix solves a discrete Lyapunov equation. Beyond 100 000 steps the answer is that of
  /// ``growthFactor``.
  ///
  /// Complexity: O(d) a step, and once O(d³).
  public func settlingSteps(to share: Double) -> Int? {
    precondition(share > 0 && share < 1, "a share to settle to is above 0 and below 1")
    guard isStable else { return nil }
    let weights = errorWeights
    // The rule that looks ahead has no reading before the first, but its weights assume one. A sensor that smooths takes
    // its first reading as it comes, as if all before had been the same.
    let first = 1 - (1 - servoPole) * gain * readingWeights.now
    var errors = Array(repeating: 1.0, count: weights.count)
    var lastOutside = 0
    var remaining: Matrix??
    for step in 1...100_000 {
      var error = step == 1 ? first : zip(weights, errors).reduce(0) { sum, pair in sum + pair.0 * pair.1 }
      // The report that the first correction did not have is still in the weights of the second.
      if step == 2 { error -= (1 - servoPole) * gain * readingWeights.last * sensorPole }
      errors.removeLast()
      errors.insert(error, at: 0)
      if error.magnitude > share { lastOutside = step }
      guard step >= lastOutside + weights.count else { continue }
      if remaining == nil {
        remaining = DiscreteLyapunov.solution(
          system: Matrix.companion(weights).transposed, noise: .corner(size: weights.count))
      }
      if let remaining = remaining ?? nil, remaining.form(errors) <= share * share { return lastOutside + 1 }
    }
    // If the step takes away very little, the factor rounds to 1, or to more.
    let growth = growthFactor
    guard growth < 1 else { return nil }
    let steps = (Double.log(share) / Double.log(growth)).rounded(.up)
    return steps < 1e15 ? max(Int(steps), lastOutside + 1) : nil
  }
}
