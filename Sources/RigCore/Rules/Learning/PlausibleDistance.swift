public import RealModule

/// The distances at which the wall may stand: the assumption of a rule that learns the distance.
public struct PlausibleDistance: Sendable, Equatable {
  /// The nearest possible distance, above 0.
  public let nearest: Length
  /// The farthest possible distance, above the nearest.
  public let farthest: Length

  /// Distances between `nearest` (above 0) and `farthest` (above that), every ratio equally likely.
  @inlinable
  public init(nearest: Length, farthest: Length) {
    precondition(nearest > .zero && nearest < farthest, "a nearest wall is above 0 cm and nearer than the farthest")
    self.nearest = nearest
    self.farthest = farthest
  }

  /// The mean of the distance in cm: of a log-uniform distribution, `(f - n) / ln(f / n)`.
  @inlinable
  public var meanCentimeters: Double {
    isNarrow ? middle * (1 + halfWidth * halfWidth / 6) : (farthest - nearest).centimeters / .log(farthest / nearest)
  }

  /// The variance of the distance in cm²: of a log-uniform distribution, `(f² - n²) / (2 ln(f / n))` less the mean
  /// squared.
  @inlinable
  public var varianceSquareCentimeters: Double {
    let near = nearest.centimeters
    let far = farthest.centimeters
    return isNarrow
      ? middle * middle * halfWidth * halfWidth / 3
      : (far * far - near * near) / (2 * .log(far / near)) - meanCentimeters * meanCentimeters
  }

  // In a narrow range the formulas above are differences of nearly equal numbers, down to a negative variance. Series
  // in half the logarithm of the ratio are exact there to a millionth.

  @usableFromInline
  var isNarrow: Bool { farthest / nearest < 1.001 }

  @usableFromInline
  var middle: Double { (nearest.centimeters * farthest.centimeters).squareRoot() }

  @usableFromInline
  var halfWidth: Double { 0.5 * .log(onePlus: (farthest - nearest) / nearest) }
}
