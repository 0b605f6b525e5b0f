import RealModule

/// The scale from a map's values to its colours.
struct ColorScale: Sendable {
  /// So many decades are told apart where the map itself sets the range: values that differ by more have come to rest.
  private static let mostDecades = 9.0

  let scale: Scale
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
    scale = Scale(quantity.spacing, over: range)
    ramp = ColorRamp(lightEnd: quantity.lightEnd)
    let domain = scale.domain
    isClippedLow = seen.contains { value in value < min(range.lowerBound, domain.lowerBound) }
    isClippedHigh = seen.contains { value in value > max(range.upperBound, domain.upperBound) }
  }

  private static func range(_ quantity: ValueMap.Quantity) -> ClosedRange<Double>? {
    guard let range = quantity.range, range.lowerBound.isFinite, range.upperBound.isFinite else { return nil }
    return quantity.spacing == .linear || (range.lowerBound.isNormal && range.lowerBound > 0) ? range : nil
  }

  private static func range(of values: some Sequence<Double>, _ spacing: Scale.Spacing) -> ClosedRange<Double> {
    guard let least = values.min(), let largest = values.max() else { return spacing == .linear ? 0...1 : 1...10 }
    return spacing == .linear ? least...largest : max(least, largest * .pow(10, -mostDecades))...largest
  }

  /// Where a value that is not NaN lies between the ends: 0 at and below the low end, 1 at and above the high one.
  func fraction(of value: Double) -> Double {
    scale.fraction(of: value).clamped(to: 0...1)
  }
}

/// The key to a map's colours: a column from the low end to the high one.
///
/// An end that values lie beyond is a point instead of a flat edge, and its tick says so.
struct ColorBar: Sendable {
  private static let width = 16.0
  private static let tip = 13.0

  private let colors: ColorScale
  private let axis: Axis
  private let bar: Box

  /// A bar with its left edge at `left`, as high as the plot beside it.
  init(_ colors: ColorScale, name: String, unit: String, left: Double, beside plot: Box) {
    self.colors = colors
    let top = plot.minY + (colors.isClippedHigh ? Self.tip : 0)
    let bottom = plot.maxY - (colors.isClippedLow ? Self.tip : 0)
    bar = Box(minX: left, minY: top, width: Self.width, height: bottom - top)
    let fit = TickFit(direction: .up, length: bar.height)
    axis = Self.clipping(fit.axis(colors.scale, name: name, unit: unit, most: 8), by: colors)
  }

  private static func clipping(_ axis: Axis, by colors: ColorScale) -> Axis {
    let ticks = axis.ticks.map { tick in
      let fraction = axis.scale.fraction(of: tick.value)
      if tick.label.isEmpty { return tick }
      if fraction > 1 - 1e-6, colors.isClippedHigh { return Tick(value: tick.value, label: "≥ " + tick.label) }
      if fraction < 1e-6, colors.isClippedLow { return Tick(value: tick.value, label: "≤ " + tick.label) }
      return tick
    }
    return Axis(scale: axis.scale, ticks: ticks, label: axis.label)
  }

  private var tickWidth: Double {
    axis.ticks.map { tick in TextMetrics.width(tick.label, .tick) }.max() ?? 0
  }

  /// The room that the bar takes with its words.
  var room: Double { Self.width + 8 + tickWidth + 24 }

  private func height(_ fraction: Double) -> Double {
    bar.maxY - fraction * bar.height
  }

  var elements: [SVGElement] {
    let levels = (0..<ColorRamp.levels).map { level -> SVGElement in
      let top = height(Double(level + 1) / Double(ColorRamp.levels))
      let bottom = height(Double(level) / Double(ColorRamp.levels))
      return SVGElement(
        "path",
        [
          .init("fill", colors.ramp.color(ofLevel: level)),
          .init("d", PathData.box(Box(minX: bar.minX, minY: top, width: bar.width, height: bottom - top))),
        ])
    }
    return [SVGElement("g", [.init("shape-rendering", "crispEdges")], children: levels)] + tips + [frame] + words
  }

  private var tips: [SVGElement] {
    func tip(_ level: Int, base: Double, point: Double) -> SVGElement {
      let data = PathData.polygon([
        Point(x: bar.minX, y: base), Point(x: bar.midX, y: point), Point(x: bar.maxX, y: base),
      ])
      return SVGElement("path", [.init("fill", colors.ramp.color(ofLevel: level)), .init("d", data)])
    }
    return [
      colors.isClippedHigh ? tip(ColorRamp.levels - 1, base: bar.minY, point: bar.minY - Self.tip) : nil,
      colors.isClippedLow ? tip(0, base: bar.maxY, point: bar.maxY + Self.tip) : nil,
    ].compactMap(\.self)
  }

  private var frame: SVGElement {
    let top = colors.isClippedHigh ? [Point(x: bar.midX, y: bar.minY - Self.tip)] : []
    let bottom = colors.isClippedLow ? [Point(x: bar.midX, y: bar.maxY + Self.tip)] : []
    let corners =
      [Point(x: bar.minX, y: bar.minY)] + top + [Point(x: bar.maxX, y: bar.minY), Point(x: bar.maxX, y: bar.maxY)]
      + bottom + [Point(x: bar.minX, y: bar.maxY)]
    return .polyline(corners, .frame, isClosed: true)
  }

  private var words: [SVGElement] {
    let ticks = axis.ticks.flatMap { tick -> [SVGElement] in
      let place = Point(x: bar.maxX, y: height(axis.scale.fraction(of: tick.value)))
      let mark = SVGElement.line(from: place, to: place.offset(tick.label.isEmpty ? 2.5 : 4, 0), .outerTick)
      return tick.label.isEmpty ? [mark] : [mark, .text(tick.label, at: place.offset(8, 4), .tick)]
    }
    let name = TextMetrics.truncated(axis.label, .label, width: bar.height)
    let place = Point(x: bar.minX + room - 4, y: bar.midY)
    return ticks + (name.isEmpty ? [] : [.text(name, at: place, .label, anchor: .middle, isVertical: true)])
  }
}
