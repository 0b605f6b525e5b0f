import RealModule
import RigCore

/// A labelled value on an axis.
public struct Tick: Sendable, Equatable {
  public let value: Double
  /// Empty for a tick between the labelled ones.
  public let label: String

  public init(value: Double, label: String) {
    self.value = value
    self.label = label
  }
}

/// A scale with its ticks and its name.
public struct Axis<AxisScale: Scale>: Sendable {
  public let scale: AxisScale
  public let ticks: [Tick]
  /// What the axis shows, with its unit; may be empty.
  public let label: String

  public init(scale: AxisScale, ticks: [Tick], label: String) {
    self.scale = scale
    self.ticks = ticks
    self.label = label
  }
}

extension Axis where AxisScale == LinearScale {
  /// An axis over `range`, which ends at ticks where `isLoose` and at the range's own ends elsewhere.
  ///
  /// Very large and very small numbers share a power of ten, which then stands with the unit: `cost J (10⁶ cm²)`.
  public static func linear(
    _ range: ClosedRange<Double>, name: String, unit: String = "", ticks count: Int = 5, isWhole: Bool = false,
    isLoose: Bool = false
  ) -> Axis {
    let ticks = LinearTicks(covering: range, count: count, isWhole: isWhole)
    return linear(ticks, over: LinearScale(isLoose ? ticks.bounds : range), name: name, unit: unit)
  }

  /// The same over exactly `range`, however narrow it is.
  static func linear(exactly range: ClosedRange<Double>, name: String, unit: String, ticks count: Int) -> Axis {
    linear(LinearTicks(coveringExactly: range, count: count), over: LinearScale(exactly: range), name: name, unit: unit)
  }

  private static func linear(_ ticks: LinearTicks, over scale: LinearScale, name: String, unit: String) -> Axis {
    let slack = ticks.step * 1e-6
    let values = ticks.values.filter { value in
      scale.domain.lowerBound - slack <= value && value <= scale.domain.upperBound + slack
    }
    let power = sharedPower(largest: values.map(\.magnitude).max() ?? 0)
    let decimals = min(max(0, power - ticks.exponent), 15)
    let factor = power == 0 ? "" : "10\(power.superscript)"
    let unitParts = [factor, unit].filter { part in !part.isEmpty }
    return Axis(
      scale: scale,
      ticks: values.map { value in
        Tick(value: value, label: (value / .pow(10, power)).formatted(decimals: decimals).withMinusSign)
      },
      label: unitParts.isEmpty ? name : "\(name) (\(unitParts.joined(separator: " ")))")
  }

  private static func sharedPower(largest: Double) -> Int {
    guard largest > 0, largest >= 1e5 || largest < 1e-3 else { return 0 }
    return Int((Double.log10(largest) / 3 + 1e-9).rounded(.down)) * 3
  }
}

extension Axis where AxisScale == LogScale {
  /// An axis of whole decades over `range`, which is above 0, with at most `count` labels.
  public static func logarithmic(
    _ range: ClosedRange<Double>, name: String, unit: String, ticks count: Int = 9
  ) -> Axis {
    let scale = LogScale(covering: range)
    let exponents = scale.exponents
    let rough = max(1, Double(exponents.count) / Double(count))
    let stride = Int([1.0, 2, 5, 10, 20, 50, 100].first { stride in stride >= rough } ?? 200)
    let isPlain = exponents.lowerBound >= -4 && exponents.upperBound <= 4
    var ticks: [Tick] = []
    for exponent in exponents {
      let value = Double.pow(10, exponent)
      if exponent % stride == 0 {
        let plain = value.formatted(decimals: max(0, -exponent))
        ticks.append(Tick(value: value, label: isPlain ? plain : "10\(exponent.superscript)"))
      } else if exponents.count <= 25 {
        ticks.append(Tick(value: value, label: ""))
      }
      guard exponents.count <= 5, exponent < exponents.upperBound else { continue }
      for digit in 2...9 { ticks.append(Tick(value: Double(digit) * value, label: "")) }
    }
    return Axis(scale: scale, ticks: ticks, label: "\(name) (\(unit))")
  }
}

extension Axis where AxisScale == LogScale {
  /// An axis of whole decades for `sizes` above 0 and the line at `limit`.
  ///
  /// - Parameter finest: nothing below is worth a decade unless the largest size is about as small.
  static func sizes(
    _ sizes: [Double], limit: Double?, finest: Double, name: String, unit: String, ticks count: Int = 9
  ) -> Axis {
    // The line is to be clear of the frame.
    let known = sizes + (limit.map { limit in [limit * 0.8, limit * 1.25] } ?? [])
    let high = known.max() ?? 1
    let low = max(known.min() ?? high / 10, min(finest, high / 100), high / 1e300)
    return .logarithmic(low...high, name: name, unit: unit, ticks: count)
  }
}

extension Int {
  /// The number in superscript characters, for a power of ten: `⁻³`.
  var superscript: String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(String(self).map { character in character.wholeNumberValue.map { digits[$0] } ?? "⁻" })
  }
}

extension String {
  /// The number with a minus sign, which is as wide as a digit, for the hyphen.
  var withMinusSign: String {
    hasPrefix("-") ? "−" + dropFirst() : self
  }
}
