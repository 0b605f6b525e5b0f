/// Equal steps of the value are equal steps along the axis.
public struct LinearScale: Scale, Equatable {
  public let domain: ClosedRange<Double>

  /// A scale over `domain`, whose ends are finite. One that is empty, or so narrow that only rounding tells its ends
  /// apart, is widened around its middle, so that a run with a single error still has an axis.
  public init(_ domain: ClosedRange<Double>) {
    let half = max(domain.lowerBound.magnitude, domain.upperBound.magnitude) * 1e-9
    let isWide = domain.upperBound / 2 - domain.lowerBound / 2 > half
    let middle = domain.lowerBound / 2 + domain.upperBound / 2
    self.domain = isWide ? domain : (middle - max(half, 0.5))...(middle + max(half, 0.5))
  }

  /// A scale over exactly `domain`, however narrow it is; an empty one is widened.
  init(exactly domain: ClosedRange<Double>) {
    let isWide = domain.upperBound / 2 - domain.lowerBound / 2 > 0
    self.domain = isWide ? domain : LinearScale(domain).domain
  }

  // Halves, because the span of the widest domain overflows.
  private var halfSpan: Double {
    domain.upperBound / 2 - domain.lowerBound / 2
  }

  public func fraction(of value: Double) -> Double {
    (value / 2 - domain.lowerBound / 2) / halfSpan
  }

  public func value(atFraction fraction: Double) -> Double {
    domain.lowerBound * (1 - fraction) + domain.upperBound * fraction
  }
}
