import RigCore

/// Several curves over the steps of a run, told apart by dash and marker as well as by hue.
struct StepCurves: Sendable {
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
  let axis: Axis
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

  func panel(in box: Box, legendRows: Int? = nil) -> Panel {
    Panel(
      title: title, in: box, x: StepAxis.axis(run.first), y: axis, legend: legend, legendRows: legendRows,
      stripHeight: isLost.contains(true) || belowAxis.contains(true) ? StepAxis.stripHeight : 0)
  }

  func element(in box: Box, legendRows: Int? = nil) -> SVGElement {
    let panel = panel(in: box, legendRows: legendRows)
    var marks = Drawing()
    drawProbeBand(on: panel, into: &marks)
    for rule in visibleRules { marks.add(panel.horizontal(rule.value, rule.style)) }
    // The first axis comes last, and so on top.
    for order in curves.indices.reversed() { marks.add(element(curves[order], order: order, on: panel)) }
    StepAxis.drawMarks(run.indices, where: isLost, .lost, on: panel, into: &marks)
    StepAxis.drawMarks(run.indices, where: belowAxis, .bodyMark, on: panel, into: &marks)
    return panel.element(marks)
  }

  /// Shades the steps of the probe.
  private func drawProbeBand(on panel: Panel, into marks: inout Drawing) {
    guard let steps = run.first.probeSteps else { return }
    let left = max(panel.positionX(Double(steps.lowerBound) - 0.5), panel.plot.minX)
    let right = min(panel.positionX(Double(steps.upperBound) + 0.5), panel.plot.maxX)
    marks.rectangle(
      Box(minX: left, minY: panel.plot.minY, width: right - left, height: panel.plot.height), .probeBand)
  }

  private func element(_ curve: Curve, order: Int, on panel: Panel) -> SVGElement {
    var lines = Drawing()
    var markers = Drawing()
    // Curves that lie on one another show their markers in turn; a stretch of few points shows its first at least.
    var next = panel.plot.minX + Double(order) * Self.markerSpacing / Double(max(curves.count, 1))
    for stretch in stretches(of: curve, on: panel) {
      if stretch.count > 1 { lines.add(curve.series.line(LineThinning.thinned(stretch))) }
      for point in stretch where point.x >= next || point == stretch.first {
        markers.add(curve.series.mark(at: point, radius: 2.6))
        next = point.x + Self.markerSpacing
      }
    }
    lines.add(markers.elements)
    return curve.series.group(lines.elements)
  }

  /// The points of each stretch without a gap.
  private func stretches(of curve: Curve, on panel: Panel) -> [[Point]] {
    Gaps.stretches(
      zip(run.indices, curve.values).map { index, value in
        guard let value, value >= floor else { return nil }
        return panel.point(Double(index), value)
      })
  }
}

/// The quantities of several axes over the steps.
enum AxisPanels {
  /// The error of each axis with its sign.
  static func errors(_ run: DrawableRun) -> StepCurves {
    let values = run.axes.map { axis in axis.samples.map(\.error) }
    let seen = values.joined().compactMap(\.self) + [0]
    let low = seen.min() ?? 0
    let high = seen.max() ?? 0
    // Curves and the target's line are to be clear of the frame.
    let rim = max(run.axes.map(\.smallestHalfSpan).max() ?? 1, (high - low) * 0.07)
    return StepCurves(
      title: "Error of each axis", axis: .linear(low - rim...high + rim, name: "error", unit: "cm"),
      curves: curves(run, values), rules: [.init(value: 0, style: .target, label: "target")], run: run)
  }

  /// |error| of each axis on a logarithmic axis, on which a descent with a constant rate is a straight line.
  static func sizes(_ run: DrawableRun, ticks: Int = 9) -> StepCurves {
    let values = run.axes.map { axis in axis.samples.map { sample in sample.error?.magnitude } }
    let axis = Axis.sizes(
      values.joined().compactMap(\.self).filter { size in size > 0 }, limit: run.tolerance,
      finest: LogErrorPanel.finest, name: "|error|", unit: "cm", ticks: ticks)
    return StepCurves(
      title: "Size of each error", axis: axis, curves: curves(run, values),
      rules: run.tolerance.map { tolerance in
        let label = "tolerance, \(tolerance.formatted(significantDigits: 3)) cm"
        return [.init(value: tolerance, style: .tolerance, label: label)]
      } ?? [], run: run, floor: axis.scale.domain.lowerBound)
  }

  /// The cost of all axes together.
  static func cost(_ run: DrawableRun) -> StepCurves {
    let limit = run.tolerance.flatMap { tolerance in
      let cost = tolerance * tolerance
      return cost.isNormal ? cost : nil
    }
    let axis = Axis.sizes(
      run.costs.compactMap(\.self).filter { cost in cost > 0 }, limit: limit,
      finest: LogErrorPanel.finest * LogErrorPanel.finest, name: "cost J", unit: "cm²")
    return StepCurves(
      title: "Descent of the cost", axis: axis,
      curves: [.init(series: .cost, label: "cost J, the sum of the squared errors", values: run.costs)],
      rules: limit.map { limit in [.init(value: limit, style: .tolerance, label: "tolerance²")] } ?? [], run: run,
      floor: axis.scale.domain.lowerBound)
  }

  /// The angles of the axes at `indices`.
  static func angles(_ run: DrawableRun, of indices: ClosedRange<Int>) -> StepCurves {
    let values = indices.map { axis in run.axes[axis].samples.map { sample in Optional(sample.angleDegrees) } }
    let angles = values.joined().compactMap(\.self)
    let low = angles.min() ?? 0
    let high = angles.max() ?? 0
    // A servo that holds still has no use for an axis of millionths of a degree.
    let rim = high - low < 1e-3 ? 0.5 : (high - low) * 0.07
    return StepCurves(
      title: "Angles", axis: .linear(low - rim...high + rim, name: "angle", unit: "°"),
      curves: zip(indices, values).map { axis, values in
        .init(series: .axis(axis), label: run.names[axis].angle, values: values)
      }, rules: [], run: run)
  }

  private static func curves(_ run: DrawableRun, _ values: [[Double?]]) -> [StepCurves.Curve] {
    zip(run.names, values).enumerated().map { axis, curve in
      .init(series: .axis(axis), label: curve.0.error, values: curve.1)
    }
  }
}
