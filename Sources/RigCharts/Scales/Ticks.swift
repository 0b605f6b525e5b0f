import RealModule
import RigCore

/// A labelled value on an axis.
public struct Tick: Sendable, Equatable {
  /// The value at which the tick stands.
  public let value: Double
  /// Empty for a tick between the labelled ones.
  public let label: String

  /// A tick at `value`; an empty `label` makes it one between the labelled ones.
  public init(value: Double, label: String) {
    self.value = value
    self.label = label
  }

  /// The length of a mark outside a frame.
  var markLength: Double { label.isEmpty ? 2.5 : 4 }
}

/// Round numbers, about equally many whatever the range.
///
/// Source: P. S. Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990: steps of 1, 2 or 5 times a power of
/// ten.
struct LinearTicks: Sendable, Equatable {
  /// 1, 2 or 5.
  let mantissa: Int
  /// The step is `mantissa · 10^exponent`.
  let exponent: Int
  private let multiples: ClosedRange<Double>

  /// Ticks for `range`, whose ends are finite: about `count` of them, from the last at or below its low end to the
  /// first at or above its high end.
  ///
  /// - Parameter isWhole: true if only whole numbers make sense, as for steps.
  init(covering range: ClosedRange<Double>, count: Int = 5, isWhole: Bool = false) {
    self.init(covering: range, over: Scale(over: range), count: count, isWhole: isWhole)
  }

  /// The same for a range that is to be told apart however narrow it is.
  init(coveringExactly range: ClosedRange<Double>, count: Int) {
    self.init(covering: range, over: Scale(exactly: range), count: count, isWhole: false)
  }

  private init(covering range: ClosedRange<Double>, over scale: Scale, count: Int, isWhole: Bool) {
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
  var step: Double {
    value(1)
  }

  /// The first and the last tick, which enclose the range.
  var bounds: ClosedRange<Double> {
    value(multiples.lowerBound)...value(multiples.upperBound)
  }

  /// The ticks in rising order.
  var values: [Double] {
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

/// Round numbers on a logarithmic axis that need not begin or end with a decade.
enum LogTicks {
  /// Ways to label an axis over `domain`, above 0, from the densest to the sparsest: the fewer labels, the rounder.
  ///
  /// Values without a label are ticks without words if there is room for them.
  static func candidates(over domain: ClosedRange<Double>) -> [[Tick]] {
    let low = Double.log10(domain.lowerBound) - 1e-9
    let high = Double.log10(domain.upperBound) + 1e-9
    let exponents = Int(low.rounded(.down))...Int(high.rounded(.up))
    // Within less than about a factor of three, round logarithms are too far apart to read a value by.
    let narrow = high - low < 0.5 ? [10, 8, 6, 5, 4, 3].map { count in fine(over: domain, count: count) } : []
    let digits = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 5], [1, 2, 5], [1, 3], [1]]
    let strides = [2, 5, 10, 20, 50, 100, 200]
    let sets = digits.map { digits in (digits, 1) } + strides.map { stride in ([1], stride) }
    return narrow
      + sets.map { labelled, stride in
        ticks(exponents, hasMinor: high - low <= 6) { digit, exponent in
          labelled.contains(digit) && exponent % stride == 0
        }.filter { tick in low...high ~= Double.log10(tick.value) }
      }
  }

  private static func ticks(
    _ exponents: ClosedRange<Int>, hasMinor: Bool, where isLabelled: (Int, Int) -> Bool
  ) -> [Tick] {
    exponents.flatMap { exponent in
      (1...9).compactMap { digit -> Tick? in
        // The powers at the far ends of the range of numbers are none.
        let value = Double(digit) * .pow(10, exponent)
        guard value.isNormal else { return nil }
        if isLabelled(digit, exponent) { return Tick(value: value, label: label(digit, exponent)) }
        return hasMinor || (digit == 1 && exponents.count <= 30) ? Tick(value: value, label: "") : nil
      }
    }
  }

  private static func label(_ digit: Int, _ exponent: Int) -> String {
    if -4...4 ~= exponent {
      return (Double(digit) * .pow(10, exponent)).formatted(significantDigits: 1)
    }
    return (digit == 1 ? "" : "\(digit)·") + "10\(exponent.superscript)"
  }

  private static func fine(over domain: ClosedRange<Double>, count: Int) -> [Tick] {
    let values = LinearTicks(coveringExactly: domain, count: count).values.filter(domain.contains)
    return zip(values, values.formattedApart(significantDigits: 6)).map { value, label in
      Tick(value: value, label: label)
    }
  }
}
