import RealModule
import RigCore

/// A scale with its ticks and its name.
struct Axis: Sendable {
  let scale: Scale
  let ticks: [Tick]
  /// The name of the axis, with its unit; may be empty.
  let label: String

  /// The ticks that have a label.
  var labelledTicks: [Tick] { ticks.filter { tick in !tick.label.isEmpty } }

  /// The axis with its labelled ticks alone.
  var withoutMinorTicks: Axis { Axis(scale: scale, ticks: labelledTicks, label: label) }

  /// The width of the longest label, in user units.
  var widestLabel: Double {
    ticks.reduce(0) { widest, tick in max(widest, TextMetrics.width(tick.label, .tick)) }
  }

  /// The name of an axis with the unit in parentheses, if both are there.
  static func label(name: String, unit: String) -> String {
    if name.isEmpty || unit.isEmpty { return name + unit }
    return "\(name) (\(unit))"
  }
}

// MARK: Linear axes

extension Axis {
  /// An axis over `range`, which ends at ticks if it `isLoose` and at the range's own ends otherwise.
  ///
  /// Very large and very small numbers share a power of ten, which then stands with the unit: `cost J (10⁶ cm²)`.
  static func linear(
    _ range: ClosedRange<Double>, name: String, unit: String = "", ticks count: Int = 5, isWhole: Bool = false,
    isLoose: Bool = false
  ) -> Axis {
    let ticks = LinearTicks(covering: range, count: count, isWhole: isWhole)
    return linear(ticks, over: Scale(over: isLoose ? ticks.bounds : range), name: name, unit: unit)
  }

  private static func linear(_ ticks: LinearTicks, over scale: Scale, name: String, unit: String) -> Axis {
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
      label: label(name: name, unit: unitParts.joined(separator: " ")))
  }

  private static func sharedPower(largest: Double) -> Int {
    guard largest > 0, largest >= 1e5 || largest < 1e-3 else { return 0 }
    return Int((Double.log10(largest) / 3 + 1e-9).rounded(.down)) * 3
  }
}

// MARK: Logarithmic axes

extension Axis {
  /// An axis of whole decades over `range`, which is above 0, with at most `count` labels.
  static func logarithmic(_ range: ClosedRange<Double>, name: String, unit: String, ticks count: Int = 9) -> Axis {
    let exponents = decades(covering: range)
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
    return Axis(scale: Scale(decades: exponents), ticks: ticks, label: "\(name) (\(unit))")
  }

  /// The exponents of the smallest run of whole decades that covers `range`, which is finite and above 0.
  static func decades(covering range: ClosedRange<Double>) -> ClosedRange<Int> {
    let lowest = Double.leastNormalMagnitude
    // A power of ten that was rounded belongs to its own decade.
    let low = Int((Double.log10(max(range.lowerBound, lowest)) + 1e-9).rounded(.down))
    let high = Int((Double.log10(max(range.upperBound, lowest)) - 1e-9).rounded(.up))
    return low...max(low + 1, high)
  }

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

  /// An axis of numbers of readings with as many labels as fit into `width`, the rounder numbers first.
  static func readings(_ scale: Scale, width: Double, name: String) -> Axis {
    let last = scale.domain.upperBound
    let decades = (0...15).map { exponent in Double.pow(10, exponent) }
    var candidates = [0, last] + decades
    for digit in [2.0, 5, 3] { candidates += decades.map { decade in digit * decade } }
    var ticks: [Tick] = []
    var rooms: [ClosedRange<Double>] = []
    for value in candidates where value <= last {
      let label = Int(value).description
      let half = TextMetrics.width(label, .tick) / 2 + 2.5
      let middle = scale.fraction(of: value) * width
      let room = middle - half...middle + half
      guard rooms.allSatisfy({ other in room.upperBound <= other.lowerBound || other.upperBound <= room.lowerBound })
      else { continue }
      rooms.append(room)
      ticks.append(Tick(value: value, label: label))
    }
    return Axis(scale: scale, ticks: ticks.sorted { left, right in left.value < right.value }, label: name)
  }
}

// MARK: Axes over exactly one span

extension Axis {
  /// Ways to label the domain of `scale`, from the densest to the sparsest; a linear one has about `most` labels at
  /// first.
  static func candidates(_ scale: Scale, name: String, unit: String, most: Int) -> [Axis] {
    switch scale.spacing {
    case .linear:
      stride(from: most, through: 2, by: -1).map { count in
        linear(LinearTicks(coveringExactly: scale.domain, count: count), over: scale, name: name, unit: unit)
      }
    case .logarithmic:
      LogTicks.candidates(over: scale.domain).map { ticks in
        Axis(scale: scale, ticks: ticks, label: label(name: name, unit: unit))
      }
    }
  }
}

/// Which of several ways to label an axis has room for its labels.
struct TickFit: Sendable {
  /// The room between two labels side by side, and between two above one another.
  private static let gap = 9.0
  private static let leading = 4.0

  enum Direction: Sendable {
    case across, up
  }

  let direction: Direction
  /// The length of the axis in user units.
  let length: Double

  /// True if no two labels of `ticks` along `scale` touch.
  func hasRoom(for ticks: [Tick], along scale: Scale) -> Bool {
    let labelled = ticks.filter { tick in !tick.label.isEmpty }
      .map { tick in (place: scale.fraction(of: tick.value) * length, half: half(tick.label)) }
      .sorted { left, right in left.place < right.place }
    return zip(labelled, labelled.dropFirst()).allSatisfy { left, right in
      right.place - left.place >= left.half + right.half
    }
  }

  private func half(_ label: String) -> Double {
    switch direction {
    case .across: (TextMetrics.width(label, .tick) + Self.gap) / 2
    case .up: (TextStyle.tick.size + Self.leading) / 2
    }
  }

  /// An axis named `name` over the domain of `scale` with as many labels as there is room for, at most `most`.
  func axis(_ scale: Scale, name: String, unit: String, most: Int) -> Axis {
    let fitting = Axis.candidates(scale, name: name, unit: unit, most: most).first { axis in
      let labels = axis.labelledTicks.map(\.label)
      return labels.count <= most + 2 && Set(labels).count == labels.count && hasRoom(for: axis.ticks, along: scale)
    }
    return fitting ?? Axis(scale: scale, ticks: [], label: Axis.label(name: name, unit: unit))
  }
}

// MARK: Numbers in labels

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
