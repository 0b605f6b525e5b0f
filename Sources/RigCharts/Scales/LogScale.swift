import RealModule

/// Equal factors of the value are equal steps along the axis, which covers whole decades.
public struct LogScale: Scale, Equatable {
  /// The exponents of ten at the two ends.
  public let exponents: ClosedRange<Int>

  /// The smallest run of whole decades that covers `range`, which is finite and above 0.
  public init(covering range: ClosedRange<Double>) {
    let lowest = Double.leastNormalMagnitude
    let low = Int(Double.log10(max(range.lowerBound, lowest)).nudged(by: 1e-9).rounded(.down))
    let high = Int(Double.log10(max(range.upperBound, lowest)).nudged(by: -1e-9).rounded(.up))
    exponents = low...max(low + 1, high)
  }

  public var domain: ClosedRange<Double> {
    Double.pow(10, exponents.lowerBound)...Double.pow(10, exponents.upperBound)
  }

  public func fraction(of value: Double) -> Double {
    (Double.log10(value) - Double(exponents.lowerBound)) / Double(exponents.count - 1)
  }

  public func value(atFraction fraction: Double) -> Double {
    Double.pow(10, Double(exponents.lowerBound) + fraction * Double(exponents.count - 1))
  }
}

extension Double {
  /// A power of ten that was rounded belongs to its own decade.
  fileprivate func nudged(by amount: Double) -> Double { self + amount }
}
