import RealModule

/// The scale from a map's values to its colours.
struct ColorScale: Sendable {
  /// So many decades are told apart where the map itself sets the range: values that differ by more have come to rest.
  private static let mostDecades = 9.0

  let scale: SpannedScale
  let ramp: ColorRamp
  /// True where a value lies below the low end, or above the high one.
  let isClippedLow: Bool
  let isClippedHigh: Bool

  /// The scale for `values`; nil where none of them has a colour.
  init?(_ quantity: ValueMap.Quantity, values: [Double?]) {
    let seen = values.lazy.compactMap(\.self).filter { value in !value.isNaN }
    guard !seen.isEmpty else { return nil }
    let usable = seen.filter { value in value.isFinite && (quantity.spacing == .linear || value.isNormal && value > 0) }
    let range = Self.range(quantity) ?? Self.range(of: usable, quantity.spacing)
    scale = SpannedScale(quantity.spacing, over: range)
    ramp = ColorRamp(lightEnd: quantity.lightEnd)
    let domain = scale.domain
    isClippedLow = seen.contains { value in value < min(range.lowerBound, domain.lowerBound) }
    isClippedHigh = seen.contains { value in value > max(range.upperBound, domain.upperBound) }
  }

  private static func range(_ quantity: ValueMap.Quantity) -> ClosedRange<Double>? {
    guard let range = quantity.range, range.lowerBound.isFinite, range.upperBound.isFinite else { return nil }
    return quantity.spacing == .linear || (range.lowerBound.isNormal && range.lowerBound > 0) ? range : nil
  }

  private static func range(of values: some Sequence<Double>, _ spacing: SpannedScale.Spacing) -> ClosedRange<Double> {
    guard let least = values.min(), let largest = values.max() else { return spacing == .linear ? 0...1 : 1...10 }
    return spacing == .linear ? least...largest : max(least, largest * .pow(10, -mostDecades))...largest
  }

  /// Where a value that is not NaN lies between the ends: 0 at and below the low end, 1 at and above the high one.
  func fraction(of value: Double) -> Double {
    scale.fraction(of: value).clamped(to: 0...1)
  }
}
