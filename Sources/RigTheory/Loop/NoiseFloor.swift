internal import RigCore

extension LinearLoop {
  /// The variance of the error that noise keeps up for ever, in units of the noise's own variance σ², if readings have
  /// independent noise. Infinite at the edge and beyond, and if an error takes so long to fade, some 10¹² steps, that
  /// the loop cannot be told from one at its edge.
  ///
  /// Without dead time, momentum, lag and smoothing it is `g / (2 - g)`, from `v = (1 - g)² v + g²`; the heavy ball makes that `g (1 +
  /// β) / ((1 - β)(2(1 + β) - g))`. In all other cases the errors are a weighted sum of a few values of `w[k+1] = Σ wᵢ
  /// w[k-i] + n[k]`, whose covariance solves a discrete Lyapunov equation.
  ///
  /// Source: K. J. Åström, *Introduction to Stochastic Control Theory*, 1970, chapter 3.
  ///
  /// Complexity: O(d³) a round of the solver, some 5 to 40 rounds.
  public var noiseVariance: Double {
    guard isStable else { return .infinity }
    if isPlain { return gain / (2 - gain) }
    if deadTime == 0, poles == (0, 0), case .heavyBall(let share) = inertia {
      return gain * (1 + share) / ((1 - share) * (2 * (1 + share) - gain))
    }
    let weights = errorWeights
    guard let covariance = DiscreteLyapunov.solution(system: .companion(weights), noise: .corner(size: weights.count))
    else { return .infinity }
    let reading = readingWeights
    let variance = covariance[0, 0]
    let next = weights.count > 1 ? covariance[0, 1] : weights[0] * variance
    return firstGain * firstGain
      * ((reading.now * reading.now + reading.last * reading.last) * variance + 2 * reading.now * reading.last * next)
  }

  /// The root of ``noiseVariance``: the standard deviation of the error, in standard deviations of a reading.
  public var noiseFloor: Double { noiseVariance.squareRoot() }
}
