import RigCore

/// A picture of several rules on the same rigs: how the error shrinks with the readings, and the numbers it comes to.
///
/// Each level of noise has a column of two panels, one for the typical rig and one for the unlucky, with a line for
/// each rule; all panels share their axes. Both are logarithmic. On the horizontal one, which begins with no readings,
/// a rule that learns drops within the first few, where a rule with a fixed rate crawls along, and averaging over noise
/// is a straight line. Marks under a panel tell when each rule has settled. The table below, which is the key to the
/// lines, has the numbers.
///
/// ```swift
/// let picture = ComparisonFigure().svg(of: comparison)
/// ```
public struct ComparisonFigure: Sendable {
  private static let margin = 28.0
  /// The words beside the panels, and the names in the table.
  private static let gutter = 206.0
  private static let gap = 26.0
  private static let plotHeight = 226.0

  /// The figure, which has no settings: the comparison says all.
  public init() {}

  /// The picture as a standalone SVG file; the same comparison gives the same text.
  public func svg(of comparison: RuleComparison) -> String {
    document(of: comparison).markup
  }

  /// The picture's parts, for a page that lays them out itself.
  public func document(of comparison: RuleComparison) -> SVGDocument {
    let drawable = DrawableComparison(comparison)
    let count = Double(max(comparison.levels.count, 1))
    let column = Self.columnWidth(levels: comparison.levels.count)
    let inner = Self.gutter + count * column + (count - 1) * Self.gap
    let width = inner + 2 * Self.margin
    let words = Header(
      title: comparison.title, notes: [comparison.setUp, comparison.explanation], width: min(inner, 1000))
    var content = Drawing()
    words.draw(at: Point(x: Self.margin, y: Self.margin - 8), into: &content)
    var y = Self.margin - 8 + words.height + 6
    let lefts = comparison.levels.indices.map { level in
      Self.margin + Self.gutter + Double(level) * (column + Self.gap)
    }
    Self.drawColumnHeads(drawable, at: lefts, top: y, into: &content)
    y += 20
    for quantile in DrawableComparison.Quantile.allCases {
      let row = PanelRow(drawable, quantile, lefts: lefts, width: column, top: y, plotHeight: Self.plotHeight)
      for panel in row.panels { content.add(panel) }
      Self.drawRowHead(quantile, top: y + 32, into: &content)
      y += row.height
    }
    let table = ComparisonTable(drawable)
    y += 14
    let plots = lefts.map { left in Box(minX: left, minY: y, width: column, height: table.height) }
    table.draw(at: Point(x: Self.margin, y: y), under: plots, into: &content)
    y += table.height + 8
    for line in TextMetrics.wrapped(Self.tableNote, .key, width: inner) {
      y += 15
      content.text(line, at: Point(x: Self.margin, y: y), .key)
    }
    return SVGDocument(
      identifier: "laserrig-comparison", title: comparison.title, description: Self.description(of: comparison),
      width: width, height: y + Self.margin * 0.8, content: content.elements)
  }

  /// Few columns are wide, so that lines have room; many still have room for the table's numbers.
  static func columnWidth(levels: Int) -> Double {
    switch levels {
    case ...1: 520
    case 2: 400
    case 3: 290
    default: 222
    }
  }

  /// A row of panels for one quantile.
  private struct PanelRow {
    let panels: [SVGElement]
    let height: Double

    init(
      _ drawable: DrawableComparison, _ quantile: DrawableComparison.Quantile, lefts: [Double], width: Double,
      top: Double,
      plotHeight: Double
    ) {
      let isLast = quantile == DrawableComparison.Quantile.allCases.last
      let panels = drawable.levels.map { level in
        ComparisonPanel(drawable, level: level, quantile: quantile, namesX: isLast)
      }
      let rows = zip(panels, lefts).map { panel, left in panel.settlingMarks(left: left, width: width).rows }.max() ?? 0
      let strip = SettlingMarks.height(rows: rows)
      let height = 32 + plotHeight + strip + (isLast ? 40 : 20)
      self.height = height
      self.panels = zip(panels, lefts).map { panel, left in
        panel.element(
          on: panel.panel(left: left, width: width, top: top, height: height, stripHeight: strip))
      }
    }
  }

  private static func drawColumnHeads(
    _ drawable: DrawableComparison, at lefts: [Double], top: Double, into drawing: inout Drawing
  ) {
    for (index, left) in zip(drawable.comparison.levels.indices, lefts) {
      let noise = drawable.comparison.levels[index].noiseCentimeters
      let name = noise == 0 ? "no noise" : "noise \(noise.formatted(significantDigits: 3)) cm"
      drawing.text(name, at: Point(x: left, y: top + 14), .heading)
      guard let tolerance = drawable.tolerance(at: index) else { continue }
      let start = Point(x: left, y: top + 30)
      drawing.line(from: start, to: start.offset(22, 0), .tolerance)
      drawing.text("tolerance \(tolerance.formatted(significantDigits: 3)) cm", at: start.offset(26, 4), .key)
    }
  }

  /// Says what a row of panels shows, in the room to their left.
  private static func drawRowHead(
    _ quantile: DrawableComparison.Quantile, top: Double, into drawing: inout Drawing
  ) {
    let name: String
    let paragraphs: [String]
    switch quantile {
    case .median:
      name = "The typical rig"
      paragraphs = [
        "Half of the rigs are nearer to the target than their rule’s line.",
        "Marks under a panel: so many readings, and half of the rigs have settled.",
      ]
    case .percentile95:
      name = "The unlucky rig"
      paragraphs = [
        "19 rigs of 20 are nearer to the target than their rule’s line.",
        "Marks: so many readings, and 19 of 20 have settled. A rule without a mark never gets there.",
      ]
    }
    var y = top + 12
    drawing.text(name, at: Point(x: margin, y: y), .heading)
    for paragraph in paragraphs {
      y += 6
      for line in TextMetrics.wrapped(paragraph, .key, width: gutter - 74) {
        y += 15
        drawing.text(line, at: Point(x: margin, y: y), .key)
      }
    }
  }

  private static let tableNote = """
    settled: rigs that are within the tolerance for good in the end. half, 95 %: how many readings it took until so \
    many of the rigs were. servo: how far it turned in all. end: the error at the end, in cm.
    """

  private static func description(of comparison: RuleComparison) -> String {
    var sentences = [comparison.setUp, comparison.explanation].filter { sentence in !sentence.isEmpty }
    for (index, level) in comparison.levels.enumerated() {
      sentences.append("With a noise of \(level.noiseCentimeters.formatted(significantDigits: 3)) cm:")
      for rule in comparison.rules + [comparison.bound].compactMap(\.self) {
        guard rule.results.indices.contains(index), let result = rule.results[index] else { continue }
        let numbers = ComparisonTable.numbers(of: result)
        sentences.append("\(rule.name): \(numbers[0]) settled, half within \(numbers[1]), 95 % within \(numbers[2]).")
      }
    }
    return sentences.joined(separator: " ")
  }
}
