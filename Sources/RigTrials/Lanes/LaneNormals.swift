/// Draws from the standard normal distribution for 32 trials side by side.
///
/// Two words of each trial's generator make two draws: one the distance from the origin, the other the direction. The
/// logarithm is taken by a polynomial whose error is below 3·10⁻⁷, sine and cosine of half the direction by polynomials
/// with errors below 10⁻⁷; no draw lies beyond 6.56.
///
/// Source: G. E. P. Box and M. E. Muller, "A Note on the Generation of Random Normal Deviates", Annals of Mathematical
/// Statistics 29(2), 1958.
struct LaneNormals: Sendable {
  private var generator: LaneGenerator

  init(_ generator: LaneGenerator) {
    self.generator = generator
  }

  /// Two draws for each trial.
  @inline(__always)
  mutating func pair() -> (FloatLanes, FloatLanes) {
    let radius = (-2 * Self.logarithm(ofShare: generator.next())).squareRoot
    // Half the direction, from -π/2 to π/2.
    let half = (.pi / 2 * 0x1p-31 as Float) * generator.next().signedNumbers
    let square = half * half
    let sine = half.adding(half * square, times: Self.sineOverCube(square))
    let cosine = FloatLanes(repeating: 1).adding(square, times: Self.cosineLessOneOverSquare(square))
    let across = radius * sine
    let twice = across + across
    return (radius.subtracting(twice, times: sine), twice * cosine)
  }

  /// Fills `draws`, an even number of them.
  mutating func fill(_ draws: inout [FloatLanes]) {
    var normals = self
    for first in stride(from: 0, to: draws.count - 1, by: 2) {
      (draws[first], draws[first + 1]) = normals.pair()
    }
    self = normals
  }

  /// The natural logarithm of a number in 0..<1 that is made of random bits and never 0.
  @inline(__always)
  private static func logarithm(ofShare bits: WordLanes) -> FloatLanes {
    let number = WordLanes(bitsOf: ((bits >> 1) | 1).signedNumbers)
    // The mantissa from √½ to √2, so that its logarithm is small on both sides of 0.
    let exponent = (number &- 0x3F35_04F3).signedShiftRight(23)
    let beyondOne = (number &- (exponent << 23)).asNumbers - FloatLanes(repeating: 1)
    let whole = exponent.signedNumbers - FloatLanes(repeating: 31)
    return (beyondOne * Self.logarithmOverNumber(beyondOne))
      .adding(whole, times: FloatLanes(repeating: 0.693_147_18))
  }

  // Fitted by least squares with weights that make the largest errors equal.

  /// ln(1 + x)/x for √½ - 1 ≤ x ≤ √2 - 1.
  @inline(__always)
  private static func logarithmOverNumber(_ x: FloatLanes) -> FloatLanes {
    FloatLanes(repeating: 0.118_274_719)
      .times(x, plus: -0.189_019_774).times(x, plus: 0.206_046_744).times(x, plus: -0.248_813_398)
      .times(x, plus: 0.333_032_982).times(x, plus: -0.500_019_651).times(x, plus: 1.000_003_25)
  }

  /// (sin x - x)/x³ for x² = `square` ≤ (π/2)².
  @inline(__always)
  private static func sineOverCube(_ square: FloatLanes) -> FloatLanes {
    FloatLanes(repeating: 2.600_054_76e-6)
      .times(square, plus: -1.980_661_52e-4).times(square, plus: 8.333_017_29e-3).times(square, plus: -0.166_666_571)
  }

  /// (cos x - 1)/x² for x² = `square` ≤ (π/2)².
  @inline(__always)
  private static func cosineLessOneOverSquare(_ square: FloatLanes) -> FloatLanes {
    FloatLanes(repeating: 2.319_438_65e-5)
      .times(square, plus: -1.385_592_72e-3).times(square, plus: 4.166_398_95e-2).times(square, plus: -0.499_999_323)
  }
}

extension FloatLanes {
  /// This multiplied by `factor`, plus `summand`.
  @inline(__always)
  fileprivate func times(_ factor: FloatLanes, plus summand: Float) -> FloatLanes {
    FloatLanes(repeating: summand).adding(self, times: factor)
  }
}
