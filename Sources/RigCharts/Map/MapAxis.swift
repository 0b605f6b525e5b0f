import RigCore

/// One of the two quantities that a map's cells differ in.
public struct MapAxis: Sendable, Equatable {
  /// Why numbers can not be the places of cells along an axis.
  public enum Invalid: Error, Equatable {
    /// The axis has no numbers.
    case empty
    /// The number at this index is not above the one before, or is not finite.
    case notRising(index: Int)
    /// The first number is not above 0, and the axis is logarithmic.
    case notPositive
    /// The outer edge of the first or of the last cell is beyond what a number can hold.
    case tooWide
  }

  /// The name of the quantity, as `learning rate`.
  public let name: String
  /// Its unit; may be empty.
  public let unit: String
  /// The middles of the cells.
  public let values: [Double]
  /// The spacing of the values along the axis.
  public let spacing: Scale.Spacing
  /// The edges of the cells, one more than the values: half-way between neighbours on the scale, and at either end as
  /// far beyond the value as the next edge is on its other side.
  public let edges: [Double]

  /// An axis with a cell for each of `values`.
  ///
  /// - Throws: `Invalid` unless `values` rise strictly, are finite, at least one, and above 0 if the axis is
  ///   logarithmic.
  public init(
    name: String, unit: String = "", values: [Double], spacing: Scale.Spacing = .linear
  ) throws(Invalid) {
    guard let first = values.first, let last = values.last else { throw .empty }
    for (index, value) in values.enumerated() {
      guard value.isFinite, index == 0 || value > values[index - 1] else { throw .notRising(index: index) }
    }
    if spacing == .logarithmic && first <= 0 { throw .notPositive }
    self.name = name
    self.unit = unit
    self.values = values
    self.spacing = spacing
    edges = Self.edges(of: values, first: first, last: last, spacing)
    guard edges.allSatisfy(\.isFinite), spacing == .linear || (edges.first ?? 0) >= .leastNormalMagnitude else {
      throw .tooWide
    }
  }

  private static func edges(
    of values: [Double], first: Double, last: Double, _ spacing: Scale.Spacing
  ) -> [Double] {
    guard values.count > 1 else {
      let lone = Scale(spacing, over: first...first).domain
      return [lone.lowerBound, lone.upperBound]
    }
    // Roots and halves before the rest, because a product or a sum of two large numbers is none.
    let between = zip(values, values.dropFirst()).map { low, high in
      spacing == .linear ? low / 2 + high / 2 : low.squareRoot() * high.squareRoot()
    }
    let low = between[0]
    let high = between[between.count - 1]
    let outer =
      spacing == .linear
      ? (first + (first - low), last + (last - high)) : (first * (first / low), last * (last / high))
    return [outer.0] + between + [outer.1]
  }

  /// From the outer edge of the first cell to that of the last.
  var scale: Scale {
    Scale(spacing, exactly: edges[0]...edges[edges.count - 1])
  }
}

/// Another reading of a map's horizontal axis, as the gain that a learning rate makes.
public struct SecondAxis: Sendable, Equatable {
  /// The name of the reading, with its unit.
  let name: String
  let unit: String
  /// Ticks that the caller chose; none if they come from the samples.
  let ticks: [Tick]
  /// Readings at even steps along the axis.
  let samples: [Double]
  let spacing: Scale.Spacing

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
  /// a hundredth of the axis; if it is not finite there is no tick.
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
  func marks(along scale: Scale, length: Double) -> (marks: [Mark], label: String) {
    let plain = Axis.label(name: name, unit: unit)
    if samples.isEmpty {
      let marks = ticks.map { tick in Mark(fraction: scale.fraction(of: tick.value), label: tick.label) }
      return (Self.apart(marks.filter { mark in 0...1 ~= mark.fraction }, length: length), plain)
    }
    let finite = samples.filter(\.isFinite)
    guard let least = finite.min(), let largest = finite.max() else { return ([], plain) }
    // A reading that is constant but for rounding has no round numbers.
    guard largest - least > 1e-13 * max(least.magnitude, largest.magnitude) else { return ([], plain) }
    let readings = Scale(spacing, exactly: least...largest)
    // So few labels that those of neighbouring round numbers are apart; a reading that bunches them up at one end of
    // the axis still has some at the other.
    var best: (marks: [Mark], label: String) = ([], plain)
    var mostApart = 0
    for axis in Axis.candidates(readings, name: name, unit: unit, most: 11) {
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

  /// The place at which the reading passes `value`.
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
