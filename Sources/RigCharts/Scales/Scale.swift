/// A monotone map from the values along an axis to the share of the axis that lies below them.
///
/// A scale knows nothing of pixels or characters, so that a panel, a colour bar and a terminal share it.
public protocol Scale: Sendable {
  /// The values at the two ends.
  var domain: ClosedRange<Double> { get }

  /// 0 at the low end of the domain and 1 at the high end; beyond them outside the domain.
  func fraction(of value: Double) -> Double

  /// The inverse of `fraction(of:)`.
  func value(atFraction fraction: Double) -> Double
}
