/// The quantiles of a sample: the smallest number of it that at least a given share of the sample does not exceed. So
/// each is a number of the sample, and may be infinite, for an event that never came.
enum Quantile {
  /// The place of the `share`-quantile (above 0, at most 1) in a sorted sample of `count` (at least 1) numbers.
  static func rank(_ share: Double, of count: Int) -> Int {
    precondition(count >= 1 && share > 0 && share <= 1, "a quantile is of at least one number")
    // The rounding of a share such as 0.95 must not cost a whole rank.
    let rank = (share * Double(count) - 1e-9).rounded(.up)
    return min(max(Int(rank), 1), count) - 1
  }

  /// The `share`-quantile of `sorted`, at least one number in ascending order.
  static func of<Number>(_ sorted: [Number], _ share: Double) -> Number {
    sorted[rank(share, of: sorted.count)]
  }
}
