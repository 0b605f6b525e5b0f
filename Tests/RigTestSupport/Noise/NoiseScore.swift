import Foundation

/// By how many standard deviations a figure of some noise is off what independent normal noise would give.
public struct NoiseScore: Sendable {
  /// Which figure.
  public let name: String
  /// How far off it is, in standard deviations, or what is as unlikely as so many.
  public let value: Double

  /// A figure `value` standard deviations off.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }

  /// A sum of `squares` of `freedom` independent standard normal numbers (many, or else coarsely), by the
  /// transformation of E. B. Wilson and M. M. Hilferty, "The Distribution of Chi-square", PNAS 17(12), 1931.
  init(_ name: String, squares: Double, freedom: Int) {
    let spread = 2 / (9 * Double(freedom))
    self.init(name, (cbrt(squares / Double(freedom)) - (1 - spread)) / spread.squareRoot())
  }

  /// A `count` of rare events where `mean` are expected, by the transformation of F. J. Anscombe, "The Transformation
  /// of Poisson, Binomial and Negative-binomial Data", Biometrika 35, 1948.
  init(_ name: String, count: Int, mean: Double) {
    self.init(name, 2 * ((Double(count) + 0.375).squareRoot() - (mean + 0.375).squareRoot()))
  }

  /// The largest `distance` between the shares of `count` draws below each number and the true shares, by the limit of
  /// A. N. Kolmogorov, "Sulla determinazione empirica di una legge di distribuzione", Giornale dell'Istituto Italiano
  /// degli Attuari 4, 1933.
  init(_ name: String, distance: Double, count: Int) {
    let scaled = distance * Double(count).squareRoot()
    let chance = min(1, 2 * exp(-2 * scaled * scaled))
    // The number of standard deviations that are as unlikely, on both sides together.
    var (low, high) = (0.0, 37.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(middle / 2.0.squareRoot()) > chance { low = middle } else { high = middle }
    }
    self.init(name, low)
  }
}
