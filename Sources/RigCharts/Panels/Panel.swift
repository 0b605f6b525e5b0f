/// A framed plot with two axes, a heading and a legend.
final class Panel: Sendable {
  let title: String
  let x: Axis
  let y: Axis
  let legend: Legend
  private let namesY: Bool
  /// The whole panel with its labels.
  let box: Box
  /// The area that the scales map to.
  let plot: Box
  /// A strip under the plot for marks that have no height, such as a lost reading; without height if none is needed.
  let strip: Box

  /// - Parameters:
  ///   - legendRows: rows to leave for the legend; panels side by side share the largest number, so that they align.
  ///   - stripHeight: the room for the marks of the strip.
  ///   - aspect: the plot's width over its height; nil for all the room there is.
  ///   - namesY: false if a panel beside this one has the words of the vertical axis.
  init(
    title: String, in box: Box, x: Axis, y: Axis, legend: Legend = Legend([]), legendRows: Int? = nil,
    stripHeight: Double = 0, aspect: Double? = nil, namesY: Bool = true
  ) {
    self.title = title
    self.box = box
    self.x = x
    self.y = y
    self.legend = legend
    self.namesY = namesY
    let tickWidth = y.widestLabel
    let left = namesY ? tickWidth + 8 + (y.label.isEmpty ? 0 : 20) : 0
    let lastTick = x.ticks.last.map { tick in TextMetrics.width(tick.label, .tick) / 2 } ?? 0
    let right = max(10, lastTick)
    let rows = legendRows ?? legend.rows(width: box.width).count
    let top = 24 + Double(rows) * Legend.rowHeight + 8
    let bottom = 20 + (x.label.isEmpty ? 0 : 20) + stripHeight
    let room = Box(
      minX: box.minX + left, minY: box.minY + top, width: max(1, box.width - left - right),
      height: max(1, box.height - top - bottom))
    plot = aspect.map(room.narrowed(toAspect:)) ?? room
    strip = Box(minX: plot.minX, minY: plot.maxY, width: plot.width, height: stripHeight)
  }

  @inline(never)
  func positionX(_ value: Double) -> Double {
    plot.minX + x.scale.fraction(of: value) * plot.width
  }

  @inline(never)
  func positionY(_ value: Double) -> Double {
    plot.maxY - y.scale.fraction(of: value) * plot.height
  }

  func point(_ xValue: Double, _ yValue: Double) -> Point {
    Point(x: positionX(xValue), y: positionY(yValue))
  }

  /// True if no two labels along the horizontal axis touch.
  var hasApartTicks: Bool {
    var end = -Double.infinity
    for tick in x.labelledTicks {
      let middle = positionX(tick.value)
      let half = TextMetrics.width(tick.label, .tick) / 2
      if middle - half <= end { return false }
      end = middle + half + 4
    }
    return true
  }

  /// A line across the plot at a height.
  func horizontal(_ value: Double, _ style: Style) -> SVGElement {
    let y = positionY(value)
    return .line(from: Point(x: plot.minX, y: y), to: Point(x: plot.maxX, y: y), style)
  }

  /// The panel with `marks` between the grid and the frame.
  func element(_ marks: Drawing) -> SVGElement {
    var drawing = Drawing()
    drawGrid(into: &drawing)
    drawing.add(marks.elements)
    drawFrame(into: &drawing)
    drawWords(into: &drawing)
    return drawing.group
  }

  private func drawGrid(into drawing: inout Drawing) {
    for tick in x.labelledTicks {
      let x = positionX(tick.value)
      drawing.line(from: Point(x: x, y: plot.minY), to: Point(x: x, y: plot.maxY), .grid)
    }
    for tick in y.labelledTicks { drawing.add(horizontal(tick.value, .grid)) }
  }

  private func drawFrame(into drawing: inout Drawing) {
    for tick in y.ticks where tick.label.isEmpty {
      let start = Point(x: plot.minX, y: positionY(tick.value))
      drawing.line(from: start, to: start.offset(4, 0), .minorTick)
    }
    drawing.rectangle(plot, .frame)
  }

  private func drawWords(into drawing: inout Drawing) {
    if !title.isEmpty { drawing.text(title, at: Point(x: box.minX, y: box.minY + 14), .heading) }
    legend.draw(at: Point(x: box.minX, y: box.minY + 24), width: box.width, into: &drawing)
    for tick in x.labelledTicks {
      drawing.text(tick.label, at: Point(x: positionX(tick.value), y: strip.maxY + 15), .tick, anchor: .middle)
    }
    if namesY {
      for tick in y.labelledTicks {
        drawing.text(tick.label, at: Point(x: plot.minX - 6, y: positionY(tick.value) + 4), .tick, anchor: .end)
      }
    }
    if !x.label.isEmpty {
      drawing.text(x.label, at: Point(x: plot.midX, y: strip.maxY + 34), .label, anchor: .middle)
    }
    if namesY && !y.label.isEmpty {
      drawing.text(y.label, at: Point(x: box.minX + 11, y: plot.midY), .label, anchor: .middle, isVertical: true)
    }
  }
}
