import RealModule

/// Round numbers, about equally many whatever the range.
///
/// Source: P. S. Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990: steps of 1, 2 or 5 times a power of
/// ten.
public struct LinearTicks: Sendable, Equatable {
  /// 1, 2 or 5.
  let mantissa: Int
  /// The step is `mantissa · 10^exponent`.
  let exponent: Int
  private let multiples: ClosedRange<Double>

  /// Ticks for `range`, whose ends are finite: about `count` of them, from the last at or below its low end to the
  /// first at or above its high end.
  ///
  /// - Parameter isWhole: true where only whole numbers make sense, as for steps.
  public init(covering range: ClosedRange<Double>, count: Int = 5, isWhole: Bool = false) {
    self.init(covering: range, over: LinearScale(range), count: count, isWhole: isWhole)
  }

  /// The same for a range that is to be told apart however narrow it is.
  init(coveringExactly range: ClosedRange<Double>, count: Int) {
    self.init(covering: range, over: LinearScale(exactly: range), count: count, isWhole: false)
  }

  private init(covering range: ClosedRange<Double>, over scale: LinearScale, count: Int, isWhole: Bool) {
    let domain = scale.domain
    let rough = (domain.upperBound / 2 - domain.lowerBound / 2) / Double(max(count - 1, 1)) * 2
    let (mantissa, exponent) = Self.nice(rough)
    (self.mantissa, self.exponent) = isWhole && exponent < 0 ? (1, 0) : (mantissa, exponent)
    let step = Double(self.mantissa) * .pow(10, self.exponent)
    // A tick that rounding puts a hair outside is meant for the end itself.
    multiples =
      (range.lowerBound / step + 1e-9).rounded(.down)...(range.upperBound / step - 1e-9).rounded(.up)
  }

  private static func nice(_ rough: Double) -> (mantissa: Int, exponent: Int) {
    let exponent = Int(Double.log10(rough).rounded(.down))
    let fraction = rough / .pow(10, exponent)
    if fraction < 1.5 { return (1, exponent) }
    if fraction < 3 { return (2, exponent) }
    if fraction < 7 { return (5, exponent) }
    return (1, exponent + 1)
  }

  /// The distance between two ticks.
  public var step: Double {
    value(1)
  }

  /// The first and the last tick, which enclose the range.
  public var bounds: ClosedRange<Double> {
    value(multiples.lowerBound)...value(multiples.upperBound)
  }

  /// The ticks in rising order.
  public var values: [Double] {
    var values: [Double] = []
    var multiple = multiples.lowerBound
    while multiple <= multiples.upperBound && values.count < 100 {
      values.append(value(multiple))
      multiple += 1
    }
    return values
  }

  // Dividing by a power of ten gives 0.3, where multiplying by 0.1 gives 0.30000000000000004.
  private func value(_ multiple: Double) -> Double {
    let scaled = multiple * Double(mantissa)
    return exponent < 0 && exponent > -300 ? scaled / .pow(10, -exponent) : scaled * .pow(10, exponent)
  }
}
