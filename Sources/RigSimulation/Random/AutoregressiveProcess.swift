/// A first-order autoregressive process of variance 1: `x[k+1] = ρ x[k] + √(1 - ρ²) n[k]` with white noise n.
///
/// Its values are normal, and those of k readings apart have the correlation ρ^k.
///
/// Source: G. E. P. Box, G. M. Jenkins and G. C. Reinsel, *Time Series Analysis*, 3rd ed., 1994, section 3.2.3.
struct AutoregressiveProcess: Sendable {
  /// The correlation ρ from each value to the next, in 0..<1.
  let correlation: Double
  /// The share of a random number that is added, √(1 - ρ²).
  private let driven: Double
  private var value: Double

  /// A process with the correlation `correlation` (in 0..<1). It begins as it goes on, with its full scatter: `first` is
  /// a normal number.
  init(correlation: Double, first: Double) {
    self.correlation = correlation
    driven = (1 - correlation * correlation).squareRoot()
    value = first
  }

  /// The next value, with a random number from `source`.
  @inline(__always)
  mutating func next(_ source: inout GaussianSource) -> Double {
    value = correlation * value + driven * source.next()
    return value
  }
}
