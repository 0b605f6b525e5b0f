import RigCore

/// A picture of a run.
public enum Figure: String, Sendable, CaseIterable {
  /// The cost with the descent, the dot's height and |error| over the steps, side by side; of several axes the error of
  /// each, its size, and the cost of all, over the steps.
  case descent
  /// The rig from the side and the sheet; of several axes each sheet from the front, with the angles that move its dot.
  case rig
  /// The rig above the descent.
  case overview

  private static let width = 1120.0
  private static let margin = 28.0
  private static let gap = 26.0
  private static let panelHeight = 330.0
  private static let sceneHeight = 360.0
  private static let sheetHeight = 380.0

  /// The picture as a standalone SVG file; the same trace gives the same text.
  public func svg(of trace: RunTrace) -> String {
    document(of: trace).markup
  }

  /// The picture's parts, for a page that lays them out itself.
  public func document(of trace: RunTrace) -> SVGDocument {
    let run = DrawableRun(trace)
    let inner = Self.width - 2 * Self.margin
    let header = Header(trace, width: inner)
    var content = Drawing()
    header.draw(at: Point(x: Self.margin, y: Self.margin - 8), into: &content)
    var y = Self.margin - 8 + header.height + 8
    let rows = (self == .descent ? [] : Self.rigRows(run)) + (self == .rig ? [] : [Self.descentRow(run)])
    for row in rows {
      content.add(row.elements(Box(minX: Self.margin, minY: y, width: inner, height: row.height)))
      y += row.height + Self.gap
    }
    return SVGDocument(
      identifier: "laserrig-\(rawValue)", title: trace.title, description: Self.description(of: trace, run),
      width: Self.width, height: y - Self.gap + Self.margin * 0.8,
      content: content.elements)
  }

  /// Elements side by side in a box that is as wide as the picture.
  private struct Row {
    let height: Double
    let elements: (Box) -> [SVGElement]
  }

  private static func rigRows(_ run: DrawableRun) -> [Row] {
    if run.axes.count == 1 { return [Row(height: sceneHeight) { box in scene(run.first, in: box) }] }
    var rows = run.sheets.map { sheet in Row(height: sheetHeight) { box in sheetRow(sheet, run, in: box) } }
    if run.axes.count % 2 == 1 {
      let last = run.axes.count - 1
      rows.append(
        Row(height: panelHeight) { box in
          [AxisPanels.angles(run, of: last...last).element(in: box.columns(3, gap: gap)[2])]
        })
    }
    return rows
  }

  private static func descentRow(_ run: DrawableRun) -> Row {
    Row(height: panelHeight) { box in run.axes.count == 1 ? panels(run.first, in: box) : axisPanels(run, in: box) }
  }

  private static func scene(_ trace: DrawableTrace, in box: Box) -> [SVGElement] {
    let sheetWidth = 270.0
    let side = Box(minX: box.minX, minY: box.minY, width: box.width - sheetWidth - gap, height: box.height)
    let sheet = Box(minX: side.maxX + gap, minY: box.minY, width: sheetWidth, height: box.height)
    return [RigScene(trace, in: side).element, SheetPanel(trace).element(in: sheet)]
  }

  private static func panels(_ trace: DrawableTrace, in box: Box) -> [SVGElement] {
    let columns = box.columns(3, gap: gap)
    let cost = CostPanel(trace)
    let convergence = ConvergencePanel(trace)
    let error = LogErrorPanel(trace)
    let width = columns[0].width
    let rows = max(
      cost.legendRows(width: width), convergence.legendRows(width: width), error.legendRows(width: width))
    return [
      cost.element(in: columns[0], legendRows: rows), convergence.element(in: columns[1], legendRows: rows),
      error.element(in: columns[2], legendRows: rows),
    ]
  }

  /// A sheet, the same enlarged if that shows more, and the angles that move the dot on it.
  private static func sheetRow(_ sheet: SheetAxes, _ run: DrawableRun, in box: Box) -> [SVGElement] {
    let columns = box.columns(3, gap: gap)
    let plane = SheetPlane(sheet)
    let whole = SheetPlanePanel(plane)
    let angles = AxisPanels.angles(run, of: sheet.axes)
    let enlarged = SheetPlanePanel(aroundTargetOf: plane)
    let width = columns[0].width
    let wide = Box(minX: box.minX, minY: box.minY, width: columns[1].maxX - box.minX, height: box.height)
    let rows = max(
      whole.legendRows(width: enlarged == nil ? wide.width : width), enlarged?.legendRows(width: width) ?? 0,
      angles.legendRows(width: width))
    return [
      whole.element(in: enlarged == nil ? wide : columns[0], legendRows: rows),
      enlarged?.element(in: columns[1], legendRows: rows), angles.element(in: columns[2], legendRows: rows),
    ].compactMap(\.self)
  }

  private static func axisPanels(_ run: DrawableRun, in box: Box) -> [SVGElement] {
    let columns = box.columns(3, gap: gap)
    let errors = AxisPanels.errors(run)
    let sizes = AxisPanels.sizes(run)
    let cost = AxisPanels.cost(run)
    let width = columns[0].width
    let rows = max(errors.legendRows(width: width), sizes.legendRows(width: width), cost.legendRows(width: width))
    return [
      errors.element(in: columns[0], legendRows: rows), sizes.element(in: columns[1], legendRows: rows),
      cost.element(in: columns[2], legendRows: rows),
    ]
  }

  private static func description(of trace: RunTrace, _ run: DrawableRun) -> String {
    let seen = trace.samples.indices.filter { index in run.costs[index] != nil }
    func errors(_ index: Int) -> String {
      run.axes.map { axis in (axis.samples[index].error ?? 0).formatted(significantDigits: 4) }.joined(separator: ", ")
    }
    var sentences = [trace.samples.count.counted("reading") + "."]
    if let first = seen.first, let last = seen.last {
      sentences.append("The error starts at \(errors(first)) cm and ends at \(errors(last)) cm.")
    }
    let lost = trace.samples.count - seen.count
    if lost > 0 { sentences.append("The spot was lost in \(lost.counted("reading")).") }
    if !trace.ruleSummary.isEmpty { sentences.append("Rule: \(trace.ruleSummary).") }
    if !trace.outcome.isEmpty { sentences.append("Outcome: \(trace.outcome).") }
    return sentences.joined(separator: " ")
  }
}
