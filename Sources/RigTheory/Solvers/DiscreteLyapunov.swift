/// The equation `X = A X Aᵀ + Q` of the covariance X that a stable linear system comes to when each step moves it by A
/// and adds noise of the covariance Q.
///
/// Its solution is the sum of all `Aᵏ Q (Aᵏ)ᵀ`. Each round doubles the number of summands, so that even a system whose
/// error takes a million steps to fade is done after some 25 rounds.
///
/// Sources: K. J. Åström, *Introduction to Stochastic Control Theory*, 1970, chapter 3, for the equation; R. A. Smith,
/// "Matrix Equation XA + BX = C", SIAM Journal on Applied Mathematics 16(1), 1968, for the doubling.
enum DiscreteLyapunov {
  /// So many doublings at most, 4·10¹² summands: each doubles what rounding has made of the power, too.
  private static let mostRounds = 42

  /// X for a `system` whose eigenvalues lie inside the unit circle, and a symmetric `noise` of the same size; nil where
  /// the sum does not end, or has more summands than can be told from one that does not.
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
