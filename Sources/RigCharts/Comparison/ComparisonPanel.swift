/// One level of noise and one quantile: the error of every rule over the readings.
struct ComparisonPanel: Sendable {
  /// How far apart a line's markers are; those of different lines stand in turn.
  private static let markerSpacing = 72.0

  private let comparison: DrawableComparison
  private let level: Int
  private let quantile: DrawableComparison.Quantile
  /// True where the horizontal axis is named, which is in the lowest row.
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
    // What the words beside the plot take.
    let box = Box(minX: left, minY: top, width: width, height: height)
    let plot = panel(in: box).plot
    let room = plot.minX - left
    return panel(in: Box(minX: left - room, minY: top, width: 2 * width - plot.width, height: height))
  }

  private var settled: [(series: Series, readings: Int)] {
    var settled = comparison.entries.compactMap { entry in
      comparison.result(of: entry.rule, at: level).flatMap(quantile.readings).map { readings in (entry.series, readings)
      }
    }
    let bound = comparison.comparison.bound.flatMap { bound in comparison.result(of: bound, at: level) }
    if let readings = bound.flatMap(quantile.readings) { settled.append((.bound, readings)) }
    return settled.filter { mark in mark.1 >= 0 && Double(mark.1) <= comparison.readings.domain.upperBound }
  }

  /// When the rules have settled, along a plot `width` wide from `left` on.
  func settlingMarks(left: Double, width: Double) -> SettlingMarks {
    SettlingMarks(
      settled.map { mark in (mark.series, left + width * comparison.readings.fraction(of: Double(mark.readings))) })
  }

  func element(on panel: Panel) -> SVGElement {
    let plot = panel.plot
    var marks: [SVGElement] = []
    if let tolerance = comparison.tolerance(at: level) {
      let y = panel.positionY(tolerance)
      let band = Box(minX: plot.minX, minY: y, width: plot.width, height: plot.maxY - y)
      var area = SVGElement.rectangle(band, .band)
      // Lines are to be seen on it; the tolerance has its own.
      area.attributes.append(.init("opacity", 0.6))
      marks += [area, panel.horizontal(tolerance, .tolerance)]
    }
    if let landmark = comparison.comparison.landmark, 0...1 ~= panel.x.scale.fraction(of: landmark.readings) {
      let x = panel.positionX(landmark.readings)
      marks.append(.line(from: Point(x: x, y: plot.minY), to: Point(x: x, y: panel.strip.maxY), .landmark))
    }
    if let bound = comparison.comparison.bound.flatMap({ bound in comparison.result(of: bound, at: level) }) {
      marks.append(Series.bound.group(lines(bound, on: panel).map(Series.bound.line)))
    }
    // The first rule comes last, and so on top.
    for (order, entry) in comparison.entries.enumerated().reversed() {
      guard let result = comparison.result(of: entry.rule, at: level) else { continue }
      let markers = markers(result, order: order, on: panel).map { place in entry.series.mark(at: place, radius: 3) }
      marks.append(entry.series.group(lines(result, on: panel).map(entry.series.line) + markers))
    }
    let settled = settlingMarks(left: plot.minX, width: plot.width).elements(in: panel.strip)
    return panel.element(marks + landmarkLabel(on: panel) + settled)
  }

  private func points(_ result: RuleComparison.Result, on panel: Panel) -> [Point?] {
    quantile.values(of: result.curve).enumerated().map { index, size in
      comparison.size(size).map { size in panel.point(Double(index), size) }
    }
  }

  private func lines(_ result: RuleComparison.Result, on panel: Panel) -> [[Point]] {
    points(result, on: panel).split(separator: nil).flatMap { stretch in
      ClippedPath(through: LineThinning.thinned(stretch.compactMap(\.self)), in: panel.plot).lines
    }
  }

  /// The places of a line's markers.
  private func markers(
    _ result: RuleComparison.Result, order: Int, on panel: Panel
  ) -> [Point] {
    let share = Double(order) / Double(max(comparison.entries.count, 1))
    var next = panel.plot.minX + share * Self.markerSpacing
    var places: [Point] = []
    for place in points(result, on: panel).compactMap(\.self)
    where place.x >= next && panel.plot.inset(1).contains(place) {
      places.append(place)
      next = place.x + Self.markerSpacing
    }
    return places
  }

  private func landmarkLabel(on panel: Panel) -> [SVGElement] {
    guard level == 0, quantile == .median, let landmark = comparison.comparison.landmark,
      0...1 ~= panel.x.scale.fraction(of: landmark.readings)
    else { return [] }
    let place = Point(x: panel.positionX(landmark.readings) + 5, y: panel.plot.minY + 13)
    let lines = TextMetrics.wrapped(landmark.label, .number, width: max(20, panel.plot.maxX - place.x - 4))
    return lines.prefix(3).enumerated().map { row, line in
      .text(line, at: place.offset(0, 13 * Double(row)), .number)
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
    marks = settled.enumerated().sorted { left, right in (left.element.x, left.offset) < (right.element.x, right.offset)
    }
    .map { _, mark in
      let row = ends.firstIndex { end in end <= mark.x } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = mark.x + Self.rowHeight
      return Mark(series: mark.series, x: mark.x, row: row)
    }
  }

  /// The room that so many rows of marks need.
  static func height(rows: Int) -> Double {
    rows == 0 ? 0 : Double(rows) * rowHeight + 5
  }

  var rows: Int { (marks.map(\.row).max() ?? -1) + 1 }

  func elements(in strip: Box) -> [SVGElement] {
    marks.map { mark in
      let center = Point(x: mark.x, y: strip.minY + 2 + (Double(mark.row) + 0.5) * Self.rowHeight)
      return mark.series.group([mark.series.mark(at: center, radius: Self.radius)])
    }
  }
}
