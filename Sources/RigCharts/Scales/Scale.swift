import RealModule

/// A monotone map from the values along an axis to the share of the axis that lies below them.
///
/// A scale knows nothing of pixels or characters, so that a panel, a colour bar and a terminal share it.
public struct Scale: Sendable, Equatable {
  /// The spacing of values along an axis.
  public enum Spacing: Sendable, Equatable {
    /// Equal steps of the value are equal steps along the axis.
    case linear
    /// Equal factors of the value are equal steps along the axis.
    case logarithmic
  }

  /// The quantity that grows evenly along the axis.
  private enum Measure {
    case value
    case logarithm
    case logarithmOfOneMore

    func callAsFunction(_ value: Double) -> Double {
      switch self {
      case .value: value
      // Without the bound a logarithm of less than 0 is NaN, which is nowhere.
      case .logarithm: value <= 0 ? -.infinity : .log10(value)
      case .logarithmOfOneMore: .log(onePlus: value)
      }
    }

    func inverse(_ measure: Double) -> Double {
      switch self {
      case .value: measure
      case .logarithm: .exp10(measure)
      case .logarithmOfOneMore: .expMinusOne(measure)
      }
    }
  }

  /// The values at the two ends.
  public let domain: ClosedRange<Double>
  private let measure: Measure
  /// The measures of the two ends.
  private let ends: ClosedRange<Double>

  private init(_ measure: Measure, ends: ClosedRange<Double>, domain: ClosedRange<Double>? = nil) {
    self.measure = measure
    self.ends = ends
    self.domain = domain ?? measure.inverse(ends.lowerBound)...measure.inverse(ends.upperBound)
  }

  /// A scale over `span`, whose ends are finite, and above 0 for logarithmic spacing.
  ///
  /// A span that is empty, or so narrow that only rounding tells its ends apart, is widened around its middle, a
  /// logarithmic one by a decade, so that a run with a single error still has an axis.
  public init(_ spacing: Spacing = .linear, over span: ClosedRange<Double>) {
    let measure = Self.measure(spacing)
    self.init(measure, ends: Self.widened(measure(span.lowerBound)...measure(span.upperBound)))
  }

  /// A scale over exactly `span`, however narrow it is; an empty one is widened.
  init(_ spacing: Spacing = .linear, exactly span: ClosedRange<Double>) {
    let measure = Self.measure(spacing)
    let ends = measure(span.lowerBound)...measure(span.upperBound)
    self.init(measure, ends: Self.halfSpan(ends) > 0 ? ends : Self.widened(ends))
  }

  /// A logarithmic scale between two whole powers of ten.
  init(decades exponents: ClosedRange<Int>) {
    self.init(
      .logarithm, ends: Double(exponents.lowerBound)...Double(exponents.upperBound),
      domain: Double.pow(10, exponents.lowerBound)...Double.pow(10, exponents.upperBound))
  }

  /// A scale of numbers of readings from none to `last`, at least 1, on which the first few have as much room as all
  /// the others: equal factors of one more than the number are equal steps.
  init(readingsUpTo last: Int) {
    let last = Double(max(last, 1))
    self.init(.logarithmOfOneMore, ends: 0...Double.log(onePlus: last), domain: 0...last)
  }

  private static func measure(_ spacing: Spacing) -> Measure {
    spacing == .linear ? .value : .logarithm
  }

  private static func widened(_ span: ClosedRange<Double>) -> ClosedRange<Double> {
    let half = max(span.lowerBound.magnitude, span.upperBound.magnitude) * 1e-9
    if halfSpan(span) > half { return span }
    let middle = span.lowerBound / 2 + span.upperBound / 2
    return (middle - max(half, 0.5))...(middle + max(half, 0.5))
  }

  /// Half of the distance between two ends, because the distance between the farthest numbers overflows.
  private static func halfSpan(_ span: ClosedRange<Double>) -> Double {
    span.upperBound / 2 - span.lowerBound / 2
  }

  /// Linear, or logarithmic in some way.
  public var spacing: Spacing {
    measure == .value ? .linear : .logarithmic
  }

  /// 0 at the low end of the domain and 1 at the high end; beyond them outside the domain. On a logarithmic scale 0 and
  /// less are infinitely far below the low end.
  public func fraction(of value: Double) -> Double {
    (measure(value) / 2 - ends.lowerBound / 2) / Self.halfSpan(ends)
  }

  /// The value at a fraction of the scale: the inverse of `fraction(of:)`.
  public func value(atFraction fraction: Double) -> Double {
    measure.inverse(ends.lowerBound * (1 - fraction) + ends.upperBound * fraction)
  }
}
