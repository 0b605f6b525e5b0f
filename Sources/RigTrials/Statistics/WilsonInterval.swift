/// The interval of the true share, if `successes` of `trials` were counted; 95 of 100 such intervals contain it.
///
/// Unlike the mean plus or minus two standard errors it is sensible for few trials and for shares near 0 and 1.
///
/// Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the
/// American Statistical Association 22(158), 1927.
public struct WilsonInterval: Sendable, Equatable {
  /// The lower end, in 0...1.
  public let lower: Double
  /// The upper end, in 0...1.
  public let upper: Double

  /// The 97.5 % quantile of the normal distribution.
  private static var quantile: Double { 1.959963984540054 }

  /// The interval for `successes` of `trials`, at least 1.
  public init(successes: Int, trials: Int) {
    precondition(trials >= 1 && (0...trials).contains(successes), "a share is of at least 1 trial")
    let count = Double(trials)
    let share = Double(successes) / count
    let squared = Self.quantile * Self.quantile
    let centre = share + squared / (2 * count)
    let half = Self.quantile * (share * (1 - share) / count + squared / (4 * count * count)).squareRoot()
    let scale = 1 + squared / count
    // Rounding would leave a gap at shares of 0 and 1.
    lower = successes == 0 ? 0 : max(0, (centre - half) / scale)
    upper = successes == trials ? 1 : min(1, (centre + half) / scale)
  }
}
