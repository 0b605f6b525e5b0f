import RealModule

/// The scale from a map's values to its colours.
struct ColorScale: Sendable {
  /// So many decades are told apart if the map itself sets the range: values that differ by more have come to rest.
  private static let mostDecades = 9.0

  let scale: Scale
  let ramp: ColorRamp
  /// True if a value lies below the low end, or above the high one.
  let isClippedLow: Bool
  let isClippedHigh: Bool

  /// The scale for `values`; nil if no value has a colour.
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

  /// The share of the scale below a value that is not NaN: 0 at and below the low end, 1 at and above the high one.
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
    var ticks: [Tick] = []
    for tick in axis.ticks {
      let fraction = axis.scale.fraction(of: tick.value)
      var sign = ""
      if fraction > 1 - 1e-6, colors.isClippedHigh {
        sign = "≥ "
      } else if fraction < 1e-6, colors.isClippedLow {
        sign = "≤ "
      }
      ticks.append(tick.label.isEmpty ? tick : Tick(value: tick.value, label: sign + tick.label))
    }
    return Axis(scale: axis.scale, ticks: ticks, label: axis.label)
  }

  /// The room that the bar takes with its words.
  var room: Double { Self.width + 8 + axis.widestLabel + 24 }

  private func height(_ fraction: Double) -> Double {
    bar.maxY - fraction * bar.height
  }

  func draw(into drawing: inout Drawing) {
    var levels = Drawing()
    for level in 0..<ColorRamp.levels {
      let top = height(Double(level + 1) / Double(ColorRamp.levels))
      let bottom = height(Double(level) / Double(ColorRamp.levels))
      let box = Box(minX: bar.minX, minY: top, width: bar.width, height: bottom - top)
      levels.filling(PathData.box(box), colors.ramp.color(ofLevel: level))
    }
    drawing.add(levels.crispGroup)
    drawTipsAndFrame(into: &drawing)
    drawWords(into: &drawing)
  }

  private func drawTipsAndFrame(into drawing: inout Drawing) {
    let topLeft = Point(x: bar.minX, y: bar.minY)
    let topRight = Point(x: bar.maxX, y: bar.minY)
    let bottomRight = Point(x: bar.maxX, y: bar.maxY)
    let bottomLeft = Point(x: bar.minX, y: bar.maxY)
    var corners = [topLeft]
    if colors.isClippedHigh {
      let tip = Point(x: bar.midX, y: bar.minY - Self.tip)
      drawing.filling(PathData.polygon([topLeft, tip, topRight]), colors.ramp.color(ofLevel: ColorRamp.levels - 1))
      corners.append(tip)
    }
    corners += [topRight, bottomRight]
    if colors.isClippedLow {
      let tip = Point(x: bar.midX, y: bar.maxY + Self.tip)
      drawing.filling(PathData.polygon([bottomLeft, tip, bottomRight]), colors.ramp.color(ofLevel: 0))
      corners.append(tip)
    }
    drawing.polyline(corners + [bottomLeft], .frame, isClosed: true)
  }

  private func drawWords(into drawing: inout Drawing) {
    for tick in axis.ticks {
      let place = Point(x: bar.maxX, y: height(axis.scale.fraction(of: tick.value)))
      drawing.line(from: place, to: place.offset(tick.markLength, 0), .outerTick)
      if !tick.label.isEmpty { drawing.text(tick.label, at: place.offset(8, 4), .tick) }
    }
    let name = TextMetrics.truncated(axis.label, .label, width: bar.height)
    if name.isEmpty { return }
    drawing.text(name, at: Point(x: bar.minX + room - 4, y: bar.midY), .label, anchor: .middle, isVertical: true)
  }
}
