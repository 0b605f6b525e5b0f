/// The equation `X = A X Aᵀ + Q` for the steady covariance X of a stable linear system in which each step multiplies
/// the state by A and adds noise of the covariance Q.
///
/// Its solution is the sum of all `Aᵏ Q (Aᵏ)ᵀ`. Each round doubles the number of summands, so that even a system whose
/// error takes a million steps to fade is done after some 25 rounds.
///
/// Sources: K. J. Åström, *Introduction to Stochastic Control Theory*, 1970, chapter 3, for the equation; R. A. Smith,
/// "Matrix Equation XA + BX = C", SIAM Journal on Applied Mathematics 16(1), 1968, for the doubling.
enum DiscreteLyapunov {
  /// The most rounds of doubling, for 4·10¹² summands: each doubles the rounding error of the power, too.
  private static let mostRounds = 42

  /// The solution X for a `system` with its eigenvalues inside the unit circle, and a symmetric `noise` of the same
  /// size; nil if the sum does not converge, or needs so many summands that this cannot be decided.
  ///
  /// Complexity: O(n³) a round.
  static func solution(system: Matrix, noise: Matrix) -> Matrix? {
    var sum = noise
    var power = system
    for _ in 0..<mostRounds {
      let more = power * sum * power.transposed
      guard more.greatest.isFinite else { return nil }
      sum = sum + more
      if more.greatest <= .ulpOfOne * sum.greatest { return sum }
      power = power * power
    }
    return nil
  }
}
