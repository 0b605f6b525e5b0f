/// One level of noise and one quantile: the error of every rule over the readings.
struct ComparisonPanel: Sendable {
  /// The distance between the markers of a line; those of different lines stand in turn.
  private static let markerSpacing = 72.0

  private let comparison: DrawableComparison
  private let level: Int
  private let quantile: DrawableComparison.Quantile
  /// True if the horizontal axis is named, which is in the lowest row.
  private let namesX: Bool

  init(_ comparison: DrawableComparison, level: Int, quantile: DrawableComparison.Quantile, namesX: Bool) {
    self.comparison = comparison
    self.level = level
    self.quantile = quantile
    self.namesX = namesX
  }

  /// The panel with its plot from `left` on, so wide, in a box so high.
  func panel(left: Double, width: Double, top: Double, height: Double, stripHeight: Double) -> Panel {
    let x = Axis.readings(comparison.readings, width: width, name: namesX ? "readings used" : "")
    func panel(in box: Box) -> Panel {
      Panel(
        title: "", in: box, x: x, y: comparison.sizes, legendRows: 0, stripHeight: stripHeight, namesY: level == 0)
    }
    // The room for the words beside the plot.
    let box = Box(minX: left, minY: top, width: width, height: height)
    let plot = panel(in: box).plot
    let room = plot.minX - left
    return panel(in: Box(minX: left - room, minY: top, width: 2 * width - plot.width, height: height))
  }

  private var settled: [(series: Series, readings: Int)] {
    var settled: [(series: Series, readings: Int)] = []
    func add(_ result: RuleComparison.Result?, _ series: Series) {
      guard let readings = result.flatMap(quantile.readings), readings >= 0,
        Double(readings) <= comparison.readings.domain.upperBound
      else { return }
      settled.append((series, readings))
    }
    for entry in comparison.entries { add(comparison.result(of: entry.rule, at: level), entry.series) }
    add(bound, .bound)
    return settled
  }

  /// The figures of the bound at this level.
  private var bound: RuleComparison.Result? {
    comparison.comparison.bound.flatMap { bound in comparison.result(of: bound, at: level) }
  }

  /// The landmark, if it is on the horizontal axis.
  private var landmark: RuleComparison.Landmark? {
    comparison.comparison.landmark.flatMap { landmark in
      0...1 ~= comparison.readings.fraction(of: landmark.readings) ? landmark : nil
    }
  }

  /// The readings at which the rules have settled, along a plot `width` wide from `left` on.
  func settlingMarks(left: Double, width: Double) -> SettlingMarks {
    SettlingMarks(
      settled.map { mark in (mark.series, left + width * comparison.readings.fraction(of: Double(mark.readings))) })
  }

  func element(on panel: Panel) -> SVGElement {
    let plot = panel.plot
    var marks = Drawing()
    if let tolerance = comparison.tolerance(at: level) {
      let y = panel.positionY(tolerance)
      var area = SVGElement.rectangle(
        Box(minX: plot.minX, minY: y, width: plot.width, height: plot.maxY - y), .band)
      // Lines are to be seen on it; the tolerance has its own.
      area.attributes.append(.init("opacity", 0.6))
      marks.add(area)
      marks.add(panel.horizontal(tolerance, .tolerance))
    }
    if let landmark {
      let x = panel.positionX(landmark.readings)
      marks.line(from: Point(x: x, y: plot.minY), to: Point(x: x, y: panel.strip.maxY), .landmark)
    }
    if let bound {
      marks.add(Series.bound.group(lines(points(bound, on: panel), .bound, in: plot).elements))
    }
    // The first rule comes last, and so on top.
    for (order, entry) in comparison.entries.enumerated().reversed() {
      guard let result = comparison.result(of: entry.rule, at: level) else { continue }
      let points = points(result, on: panel)
      var curve = lines(points, entry.series, in: plot)
      drawMarkers(points, entry.series, order: order, in: plot, into: &curve)
      marks.add(entry.series.group(curve.elements))
    }
    drawLandmarkLabel(on: panel, into: &marks)
    settlingMarks(left: plot.minX, width: plot.width).draw(in: panel.strip, into: &marks)
    return panel.element(marks)
  }

  private func points(_ result: RuleComparison.Result, on panel: Panel) -> [Point?] {
    quantile.values(of: result.curve).enumerated().map { index, size in
      comparison.size(size).map { size in panel.point(Double(index), size) }
    }
  }

  private func lines(_ points: [Point?], _ series: Series, in plot: Box) -> Drawing {
    var drawing = Drawing()
    for stretch in Gaps.stretches(points) {
      for line in ClippedPath(through: LineThinning.thinned(stretch), in: plot).lines { drawing.add(series.line(line)) }
    }
    return drawing
  }

  private func drawMarkers(_ points: [Point?], _ series: Series, order: Int, in plot: Box, into drawing: inout Drawing)
  {
    let share = Double(order) / Double(max(comparison.entries.count, 1))
    let room = plot.inset(1)
    var next = plot.minX + share * Self.markerSpacing
    for point in points {
      guard let point, point.x >= next, room.contains(point) else { continue }
      drawing.add(series.mark(at: point, radius: 3))
      next = point.x + Self.markerSpacing
    }
  }

  private func drawLandmarkLabel(on panel: Panel, into marks: inout Drawing) {
    guard level == 0, quantile == .median, let landmark else { return }
    var place = Point(x: panel.positionX(landmark.readings) + 5, y: panel.plot.minY + 13)
    let lines = TextMetrics.wrapped(landmark.label, .number, width: max(20, panel.plot.maxX - place.x - 4))
    for line in lines.prefix(3) {
      marks.text(line, at: place, .number)
      place.y += 13
    }
  }
}

/// The readings at which rules have settled, as marks under a panel: those that would lie on one another stand in rows.
struct SettlingMarks: Sendable {
  struct Mark: Sendable, Equatable {
    let series: Series
    let x: Double
    let row: Int
  }

  static let rowHeight = 9.0
  private static let radius = 3.2

  let marks: [Mark]

  /// The marks for `settled` at the places of their readings.
  init(_ settled: [(series: Series, x: Double)]) {
    var ends: [Double] = []
    var marks: [Mark] = []
    for mark in settled.sorted(by: { left, right in left.x < right.x }) {
      let row = ends.firstIndex { end in end <= mark.x } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = mark.x + Self.rowHeight
      marks.append(Mark(series: mark.series, x: mark.x, row: row))
    }
    self.marks = marks
  }

  /// The room that so many rows of marks need.
  static func height(rows: Int) -> Double {
    rows == 0 ? 0 : Double(rows) * rowHeight + 5
  }

  var rows: Int { (marks.map(\.row).max() ?? -1) + 1 }

  func draw(in strip: Box, into drawing: inout Drawing) {
    for mark in marks {
      let center = Point(x: mark.x, y: strip.minY + 2 + (Double(mark.row) + 0.5) * Self.rowHeight)
      drawing.add(mark.series.group([mark.series.mark(at: center, radius: Self.radius)]))
    }
  }
}
