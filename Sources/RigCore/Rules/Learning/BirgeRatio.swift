/// Finds out whether readings scatter as widely as their standard errors say, and if not, by which factor more.
///
/// Source: R. T. Birge, "The Calculation of Errors by the Method of Least Squares", Physical Review 40(2), 1932.
@usableFromInline
struct BirgeRatio: Sendable {
  @usableFromInline
  var sum = 0.0
  @usableFromInline
  var count = 0.0

  @inlinable
  init() {}

  /// Takes a reading that was off by the square root of `squared` standard deviations.
  @inlinable
  mutating func take(_ squared: Double) {
    // A squared deviation that is not finite is left out.
    guard squared.isFinite else { return }
    sum += squared
    count += 1
  }

  /// The factor for standard errors: 1 as long as chance explains the scatter.
  @inlinable
  var factor: Double {
    let mean = sum / count
    return mean > 1 + 8 / count.squareRoot() ? mean.squareRoot() : 1
  }
}
