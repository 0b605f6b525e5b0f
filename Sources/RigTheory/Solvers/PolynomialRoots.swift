internal import ComplexModule
internal import RealModule

/// The roots of a polynomial with real coefficients, all at once.
///
/// Aberth's iteration: Newton's step for each root, as if the others had been divided out. It begins on a circle about
/// as wide as the greatest root, and ends when no root moves any more. A simple root is exact to the last digits, one
/// of two equal roots to half of them.
///
/// Source: O. Aberth, "Iteration methods for finding all zeros of a polynomial simultaneously", Mathematics of
/// Computation 27(122), 1973.
enum PolynomialRoots {
  /// The roots of `z^n + coefficients[0] z^(n-1) + … + coefficients[n-1]`.
  ///
  /// Complexity: O(n²) a round; some ten to a hundred rounds.
  static func roots(ofMonic coefficients: [Double]) -> [Pole] {
    var coefficients = coefficients
    var zeros: [Pole] = []
    while coefficients.last == 0 {
      coefficients.removeLast()
      zeros.append(Pole(real: 0))
    }
    if coefficients.count <= 1 { return coefficients.map { constant in Pole(real: -constant) } + zeros }
    let count = coefficients.count
    let radius =
      coefficients.enumerated().map { place, coefficient in
        Double.pow(coefficient.magnitude, 1 / Double(place + 1))
      }.max() ?? 1
    var points = (0..<count).map { place in
      // Off the real axis, since an iteration that begins symmetrical to it stays so.
      Complex(length: radius, phase: 2 * .pi * Double(place) / Double(count) + 0.5)
    }
    for _ in 0..<1000 {
      var hasMoved = false
      for place in 0..<count {
        let step = step(from: place, in: points, coefficients)
        guard step.length > 4 * .ulpOfOne * points[place].length else { continue }
        points[place] -= step
        hasMoved = true
      }
      if !hasMoved { break }
    }
    return points.map { point in tidy(point) } + zeros
  }

  private static func step(
    from place: Int, in points: [Complex<Double>], _ coefficients: [Double]
  ) -> Complex<Double> {
    let point = points[place]
    var value = Complex<Double>.one
    var slope = Complex<Double>.zero
    for coefficient in coefficients {
      slope = slope * point + value
      value = value * point + Complex(coefficient)
    }
    if value == .zero { return .zero }
    var others = Complex<Double>.zero
    for other in points.indices where other != place && points[other] != point {
      others += Complex.one / (point - points[other])
    }
    let step = Complex.one / (slope / value - others)
    return step.isFinite ? step : .zero
  }

  /// The point, or its real part if it is real but for rounding: the coefficients are real.
  private static func tidy(_ point: Complex<Double>) -> Pole {
    let isReal = point.imaginary.magnitude <= 1e-13 * point.length
    return Pole(real: point.real, imaginary: isReal ? 0 : point.imaginary)
  }
}
