import RigCore

/// Another reading of a map's horizontal axis, as the gain that a learning rate makes.
public struct SecondAxis: Sendable, Equatable {
  /// What the reading is, with its unit.
  let name: String
  let unit: String
  /// Ticks that the caller chose; none where they come from the samples.
  let ticks: [Tick]
  /// Readings at even steps along the axis.
  let samples: [Double]
  let spacing: SpannedScale.Spacing

  /// An axis with `ticks` at values of the horizontal axis; those outside the map are left out, and those whose labels
  /// would touch the label before.
  ///
  /// - Parameter label: what the ticks are labelled with, with its unit.
  public init(label: String, ticks: [Tick]) {
    name = label
    unit = ""
    self.ticks = ticks
    samples = []
    spacing = .linear
  }

  /// An axis with ticks where `reading` of a value on `axis` is a round number.
  ///
  /// The reading need not be monotone: a number that it passes twice has two ticks. It should be smooth over less than
  /// a hundredth of the axis; where it is not finite there is no tick.
  public init(name: String, unit: String = "", along axis: MapAxis, reading: (Double) -> Double) {
    self.name = name
    self.unit = unit
    // An only cell stands for its own value, not for those that its width would be on the scale.
    if axis.values.count == 1 {
      let number = reading(axis.values[0])
      ticks = number.isFinite ? [Tick(value: axis.values[0], label: Self.label(number))] : []
      samples = []
      spacing = .linear
      return
    }
    ticks = []
    let scale = axis.scale
    samples = (0...Self.parts).map { part in
      reading(scale.value(atFraction: Double(part) / Double(Self.parts)))
    }
    let finite = samples.filter(\.isFinite)
    let least = finite.min() ?? 0
    spacing = axis.spacing == .logarithmic && least > 0 && (finite.max() ?? 0) > 3 * least ? .logarithmic : .linear
  }

  private static let parts = 1000

  private static func label(_ number: Double) -> String { number.formatted(significantDigits: 4).withMinusSign }

  /// A label at a share of the axis.
  struct Mark: Sendable, Equatable {
    let fraction: Double
    let label: String
  }

  /// The ticks along an axis of `length` user units with `scale`, and the axis' words.
  func marks(along scale: SpannedScale, length: Double) -> (marks: [Mark], label: String) {
    let plain = TickFit.label(name: name, unit: unit)
    if samples.isEmpty {
      let marks = ticks.map { tick in Mark(fraction: scale.fraction(of: tick.value), label: tick.label) }
      return (Self.apart(marks.filter { mark in 0...1 ~= mark.fraction }, length: length), plain)
    }
    let finite = samples.filter(\.isFinite)
    guard let least = finite.min(), let largest = finite.max() else { return ([], plain) }
    // What is the same all along but for rounding has no round numbers.
    guard largest - least > 1e-13 * max(least.magnitude, largest.magnitude) else { return ([], plain) }
    let readings = SpannedScale(spacing, exactly: least...largest)
    // So few labels that those of neighbouring round numbers are apart; a reading that bunches them up at one end of
    // the axis still has some at the other.
    var best: (marks: [Mark], label: String) = ([], plain)
    var mostApart = 0
    for axis in Self.candidates(readings, name: name, unit: unit) {
      let marks = axis.ticks.flatMap { tick in
        // Rounding may put a tick at an end a hair outside.
        crossings(of: tick.value.clamped(to: least...largest)).map { place in Mark(fraction: place, label: tick.label) }
      }
      let labelled = marks.filter { mark in !mark.label.isEmpty }.count
      let apart = Self.apart(marks, length: length)
      let kept = apart.count { mark in !mark.label.isEmpty }
      if kept == labelled && labelled >= 3 && labelled <= 12 { return (apart, axis.label) }
      if kept > mostApart && kept <= 12 {
        best = (apart, axis.label)
        mostApart = kept
      }
    }
    return best
  }

  private static func candidates(_ scale: SpannedScale, name: String, unit: String) -> [Axis<SpannedScale>] {
    switch scale.spacing {
    case .linear:
      stride(from: 11, through: 2, by: -1).map { count in
        let axis = Axis.linear(exactly: scale.domain, name: name, unit: unit, ticks: count)
        return Axis(scale: scale, ticks: axis.ticks, label: axis.label)
      }
    case .logarithmic:
      LogTicks.candidates(over: scale.domain).map { ticks in
        Axis(scale: scale, ticks: ticks, label: TickFit.label(name: name, unit: unit))
      }
    }
  }

  /// Where the reading passes `value`.
  private func crossings(of value: Double) -> [Double] {
    var places: [Double] = []
    for (index, (before, after)) in zip(samples, samples.dropFirst()).enumerated() {
      guard before.isFinite, after.isFinite, before != after else { continue }
      // The far end belongs to the next stretch, save for the last.
      let isAtEnd = index == samples.count - 2 && after == value
      guard min(before, after) <= value, value <= max(before, after), after != value || isAtEnd else { continue }
      places.append((Double(index) + (value - before) / (after - before)) / Double(samples.count - 1))
    }
    return places
  }

  /// The marks whose labels do not touch those before, from the left.
  private static func apart(_ marks: [Mark], length: Double) -> [Mark] {
    var end = -Double.infinity
    return marks.sorted { left, right in left.fraction < right.fraction }.compactMap { mark in
      guard !mark.label.isEmpty else { return mark }
      let half = TextMetrics.width(mark.label, .tick) / 2
      let middle = mark.fraction * length
      guard middle - half >= end else { return nil }
      end = middle + half + 9
      return mark
    }
  }
}
