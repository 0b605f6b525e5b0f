import RealModule

/// A scale over exactly the span asked for, linear or logarithmic as is known when the program runs.
public struct SpannedScale: Scale, Equatable {
  /// How values are spread along an axis.
  public enum Spacing: Sendable, Equatable {
    /// Equal steps of the value are equal steps along the axis.
    case linear
    /// Equal factors of the value are equal steps along the axis.
    case logarithmic
  }

  public let spacing: Spacing
  // Of the values, or of their logarithms.
  private let scale: LinearScale

  /// A scale over `span`, whose ends are finite, and above 0 for logarithmic spacing. An empty one is widened around
  /// its only value, a logarithmic one by a decade.
  public init(_ spacing: Spacing, over span: ClosedRange<Double>) {
    self.spacing = spacing
    switch spacing {
    case .linear: scale = LinearScale(span)
    case .logarithmic: scale = LinearScale(Double.log10(span.lowerBound)...Double.log10(span.upperBound))
    }
  }

  /// The same over exactly `span`, however narrow it is: what lies in it was asked for, and is no rounding of one
  /// value.
  init(_ spacing: Spacing, exactly span: ClosedRange<Double>) {
    self.spacing = spacing
    switch spacing {
    case .linear: scale = LinearScale(exactly: span)
    case .logarithmic: scale = LinearScale(exactly: Double.log10(span.lowerBound)...Double.log10(span.upperBound))
    }
  }

  public var domain: ClosedRange<Double> {
    switch spacing {
    case .linear: scale.domain
    case .logarithmic: Double.exp10(scale.domain.lowerBound)...Double.exp10(scale.domain.upperBound)
    }
  }

  /// As for any scale; 0 and less are infinitely far below the low end of a logarithmic one, and NaN is nowhere.
  public func fraction(of value: Double) -> Double {
    switch spacing {
    case .linear: scale.fraction(of: value)
    case .logarithmic: value <= 0 ? -.infinity : scale.fraction(of: .log10(value))
    }
  }

  public func value(atFraction fraction: Double) -> Double {
    let value = scale.value(atFraction: fraction)
    return spacing == .linear ? value : .exp10(value)
  }
}
