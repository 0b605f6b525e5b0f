import RealModule
import RigCore

/// Round numbers on a logarithmic axis that need not begin or end with a decade.
enum LogTicks {
  /// Ways to label an axis over `domain`, above 0, from the densest to the sparsest: the fewer labels, the rounder.
  ///
  /// What is not labelled is a tick without words where there is room for it.
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
