/// Several curves over the steps of a run, told apart by dash and marker as well as by hue.
struct StepCurves<Y: Scale>: Sendable {
  struct Curve: Sendable {
    let series: Series
    let label: String
    /// A number for each reading; nil for a gap.
    let values: [Double?]
  }

  /// A line across the plot.
  struct Rule: Sendable {
    let value: Double
    let style: Style
    let label: String
  }

  /// Markers nearer than this to one another on a curve would hide it.
  private static var markerSpacing: Double { 11 }

  let title: String
  let axis: Axis<Y>
  let curves: [Curve]
  let rules: [Rule]
  let run: DrawableRun
  /// Values below it stand in the strip under the plot, because a logarithmic axis has no room for them.
  var floor = -Double.infinity

  private var isLost: [Bool] {
    run.costs.map { cost in cost == nil }
  }

  private var belowAxis: [Bool] {
    run.indices.indices.map { index in curves.contains { curve in curve.values[index].map { $0 < floor } ?? false } }
  }

  /// A line that is beyond the axis, such as a tolerance finer than any size there, is left out.
  private var visibleRules: [Rule] {
    rules.filter { rule in 0...1 ~= axis.scale.fraction(of: rule.value) }
  }

  private var legend: Legend {
    let below = curves.contains { curve in
      curve.values.contains { value in value.map { $0 < floor && $0 > 0 } ?? false }
    }
    return Legend(
      curves.map { curve in .init(key: .series(curve.series), label: curve.label) }
        + [run.first.probeSteps == nil ? nil : .init(key: .band(.probeBand), label: "sign check")]
        + visibleRules.map { rule in .init(key: .line(rule.style), label: rule.label) } + [
          belowAxis.contains(true) ? .init(key: .triangle(.bodyMark), label: below ? "0 or below the axis" : "0") : nil,
          isLost.contains(true) ? StepAxis.lostEntry : nil,
        ])
  }

  func legendRows(width: Double) -> Int {
    legend.rows(width: width).count
  }

  func panel(in box: Box, legendRows: Int? = nil) -> Panel<LinearScale, Y> {
    Panel(
      title: title, in: box, x: StepAxis.axis(run.first), y: axis, legend: legend, legendRows: legendRows,
      stripHeight: isLost.contains(true) || belowAxis.contains(true) ? StepAxis.stripHeight : 0)
  }

  func element(in box: Box, legendRows: Int? = nil) -> SVGElement {
    let panel = panel(in: box, legendRows: legendRows)
    let lines = visibleRules.map { rule in panel.horizontal(rule.value, rule.style) }
    let lost = StepAxis.stripMarks(run.indices, where: isLost, in: panel.strip, at: panel.positionX) { point in
      .cross(at: point, radius: 3, .lost)
    }
    let below = StepAxis.stripMarks(run.indices, where: belowAxis, in: panel.strip, at: panel.positionX) { point in
      .arrowhead(tip: point.offset(0, 3.5), dx: 0, dy: 1, size: 7, .bodyMark)
    }
    // The first axis comes last, and so on top.
    let drawn = curves.enumerated().reversed().map { order, curve in element(curve, order: order, on: panel) }
    return panel.element(probeBand(on: panel) + lines + drawn + lost + below)
  }

  /// The steps of the probe, shaded.
  private func probeBand(on panel: Panel<LinearScale, Y>) -> [SVGElement] {
    guard let steps = run.first.probeSteps else { return [] }
    let left = max(panel.positionX(Double(steps.lowerBound) - 0.5), panel.plot.minX)
    let right = min(panel.positionX(Double(steps.upperBound) + 0.5), panel.plot.maxX)
    let band = Box(minX: left, minY: panel.plot.minY, width: right - left, height: panel.plot.height)
    return [.rectangle(band, .probeBand)]
  }

  private func element(_ curve: Curve, order: Int, on panel: Panel<LinearScale, Y>) -> SVGElement {
    var elements: [SVGElement] = []
    var markers: [SVGElement] = []
    // Curves that lie on one another show their markers in turn; a stretch of few points shows its first at least.
    var next = panel.plot.minX + Double(order) * Self.markerSpacing / Double(max(curves.count, 1))
    for stretch in stretches(of: curve, on: panel) {
      if stretch.count > 1 { elements.append(curve.series.line(LineThinning.thinned(stretch))) }
      for point in stretch where point.x >= next || point == stretch.first {
        markers.append(curve.series.mark(at: point, radius: 2.6))
        next = point.x + Self.markerSpacing
      }
    }
    return curve.series.group(elements + markers)
  }

  /// The points of each stretch without a gap.
  private func stretches(of curve: Curve, on panel: Panel<LinearScale, Y>) -> [[Point]] {
    let points = zip(run.indices, curve.values).map { index, value -> Point? in
      guard let value, value >= floor else { return nil }
      return panel.point(Double(index), value)
    }
    return points.split(separator: nil).map { stretch in stretch.compactMap(\.self) }
  }
}
