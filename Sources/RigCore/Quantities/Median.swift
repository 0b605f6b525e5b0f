/// The middle of numbers, which a few outliers do not move.
@usableFromInline
enum Median {
  /// The median of `count` numbers (at least 1) in rising order, of which `number` returns the one at a place: the
  /// middle one, or the mean of the two middle ones.
  @inlinable
  @inline(__always)
  static func ofSorted(_ count: Int, _ number: (Int) -> Double) -> Double {
    0.5 * (number((count - 1) / 2) + number(count / 2))
  }
}

extension [Double] {
  /// The median of the numbers, in any order: the middle one, or the mean of the two middle ones; nil if there are none.
  package var median: Double? {
    if isEmpty { return nil }
    let sorted = sorted()
    return Median.ofSorted(count) { place in sorted[place] }
  }
}

/// The median of the size of normally distributed numbers, in standard deviations: a median of sizes divided by it is
/// a standard deviation that a few outliers do not raise.
@usableFromInline
package enum MedianDeviation {
  /// The median of the size of a normal number.
  @usableFromInline
  package static var ofNormal: Double { 0.6745 }

  /// The median of the distances of about eight normal numbers from their own median, which is a little smaller.
  @usableFromInline
  static var ofEight: Double { 0.6 }

  /// The median of the distances of five normal numbers from their own median.
  static var ofFive: Double { ofNormal / 1.2 }

  /// The median of the size of a vector of `axes` normal numbers.
  ///
  /// Source: E. B. Wilson and M. M. Hilferty, "The Distribution of Chi-Square", PNAS 17(12), 1931, for two axes or more.
  static func ofNormal(axes: Int) -> Double {
    if axes == 1 { return ofNormal }
    let root = 1 - 2 / (9 * Double(axes))
    return (Double(axes) * root * root * root).squareRoot()
  }
}
