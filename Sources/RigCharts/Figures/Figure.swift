import RigCore

/// A picture of a run.
public enum Figure: String, Sendable, CaseIterable {
  /// The cost with the descent, the dot's height and |error| over the steps, side by side.
  case descent
  /// The rig from the side and the sheet.
  case rig
  /// The rig above the three panels.
  case overview

  private static let width = 1120.0
  private static let margin = 28.0
  private static let gap = 26.0
  private static let panelHeight = 330.0
  private static let sceneHeight = 360.0

  /// The picture as a standalone SVG file; the same trace gives the same text.
  public func svg(of trace: RunTrace) -> String {
    document(of: trace).markup
  }

  /// The picture's parts, for a page that lays them out itself.
  public func document(of trace: RunTrace) -> SVGDocument {
    let drawable = DrawableTrace(trace)
    let inner = Self.width - 2 * Self.margin
    let header = Header(trace, width: inner)
    var content = header.elements(at: Point(x: Self.margin, y: Self.margin - 8))
    var y = Self.margin - 8 + header.height + 8
    if self != .descent {
      let box = Box(minX: Self.margin, minY: y, width: inner, height: Self.sceneHeight)
      content += Self.scene(drawable, in: box)
      y += Self.sceneHeight + Self.gap
    }
    if self != .rig {
      let box = Box(minX: Self.margin, minY: y, width: inner, height: Self.panelHeight)
      content += Self.panels(drawable, in: box)
      y += Self.panelHeight + Self.gap
    }
    return SVGDocument(
      identifier: "laserrig-\(rawValue)", title: trace.title, description: Self.description(of: trace, drawable),
      width: Self.width, height: y - Self.gap + Self.margin * 0.8, content: content)
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

  private static func description(of trace: RunTrace, _ drawable: DrawableTrace) -> String {
    let seen = drawable.samples.compactMap(\.error)
    var sentences = ["\(trace.samples.count) readings."]
    if let first = seen.first, let last = seen.last {
      sentences.append(
        """
        The error starts at \(first.formatted(significantDigits: 4)) cm and ends at \
        \(last.formatted(significantDigits: 4)) cm.
        """)
    }
    let lost = trace.samples.count - seen.count
    if lost > 0 { sentences.append("The spot was lost in \(lost) readings.") }
    if !trace.ruleSummary.isEmpty { sentences.append("Rule: \(trace.ruleSummary).") }
    if !trace.outcome.isEmpty { sentences.append("Outcome: \(trace.outcome).") }
    return sentences.joined(separator: " ")
  }
}
