import RealModule
import RigCore

/// The numbers of a comparison under its panels: a row for each rule, which is the key to its lines as well.
struct ComparisonTable: Sendable {
  private enum Row {
    case heading(String)
    case separator
    case rule(RuleComparison.Rule, Series)

    var height: Double {
      switch self {
      case .heading: 22
      case .separator: 8
      case .rule: 18
      }
    }
  }

  private static let headerHeight = 24.0
  private static let keyWidth = 30.0
  /// The ends of the numbers of a level, as shares of its width. Each has room for its longest: none is ever cut, since
  /// what is left of a number looks like another.
  static let columns: [(name: String, end: Double)] = [
    ("settled", 0.19), ("half", 0.37), ("95 %", 0.55), ("servo", 0.77), ("end", 1),
  ]

  private let comparison: DrawableComparison
  private let rows: [Row]

  init(_ comparison: DrawableComparison) {
    self.comparison = comparison
    var rows: [Row] = []
    let hasFamilies = comparison.entries.contains { entry in entry.rule.family != comparison.entries[0].rule.family }
    var last: RuleComparison.Family?
    for entry in comparison.entries {
      if hasFamilies, entry.rule.family != last { rows.append(.heading(Self.name(of: entry.rule.family))) }
      last = entry.rule.family
      rows.append(.rule(entry.rule, entry.series))
    }
    if let bound = comparison.comparison.bound {
      if !rows.isEmpty { rows.append(.separator) }
      rows.append(.rule(bound, .bound))
    }
    self.rows = rows
  }

  private static func name(of family: RuleComparison.Family) -> String {
    switch family {
    case .learning: "rules that learn the distance"
    case .fixedRate: "rules with a fixed rate"
    case .costOnly: "rules that see the cost alone"
    }
  }

  var height: Double {
    rows.reduce(Self.headerHeight) { height, row in height + row.height }
  }

  /// Draws the table with its upper left corner at `corner`, and the numbers of each level under its one of `plots`.
  func draw(at corner: Point, under plots: [Box], into drawing: inout Drawing) {
    if rows.isEmpty { return }
    let right = plots.last?.maxX ?? corner.x + 300
    let nameWidth = (plots.first?.minX ?? right) - corner.x - Self.keyWidth - 8
    drawHeader(at: corner, under: plots, into: &drawing)
    var y = corner.y + Self.headerHeight
    for row in rows {
      let baseline = y + row.height - 5
      switch row {
      case .heading(let name):
        drawing.text(name, at: Point(x: corner.x, y: baseline), .label)
      case .separator:
        let middle = y + row.height / 2
        drawing.line(from: Point(x: corner.x, y: middle), to: Point(x: right, y: middle), .grid)
      case .rule(let rule, let series):
        Legend.draw(.series(series), at: Point(x: corner.x, y: baseline - 4), into: &drawing)
        let name = TextMetrics.truncated(rule.name, .key, width: nameWidth)
        drawing.text(name, at: Point(x: corner.x + Self.keyWidth, y: baseline), .key)
        for (level, plot) in plots.enumerated() {
          let numbers = Self.numbers(of: comparison.result(of: rule, at: level))
          draw(numbers, .tick, at: baseline, under: plot, into: &drawing)
        }
      }
      y += row.height
    }
  }

  private func drawHeader(at corner: Point, under plots: [Box], into drawing: inout Drawing) {
    let baseline = corner.y + 13
    for plot in plots {
      draw(Self.columns.map(\.name), .key, at: baseline, under: plot, into: &drawing)
      drawing.line(
        from: Point(x: plot.minX, y: baseline + 6), to: Point(x: plot.maxX, y: baseline + 6), .grid)
    }
  }

  /// Draws a text in each column under a plot.
  private func draw(
    _ texts: [String], _ style: TextStyle, at baseline: Double, under plot: Box, into drawing: inout Drawing
  ) {
    for (column, text) in zip(Self.columns, texts) {
      drawing.text(text, at: Point(x: plot.minX + column.end * plot.width, y: baseline), style, anchor: .end)
    }
  }

  static func numbers(of result: RuleComparison.Result?) -> [String] {
    guard let result else { return columns.map { _ in "–" } }
    return [
      SettledShare.text(result.settledShare, isShort: true), count(result.medianReadings),
      count(result.percentile95Readings),
      number(result.turnedDegrees) + "°", number(result.finalErrorCentimeters),
    ]
  }

  private static func count(_ readings: Int?) -> String {
    guard let readings else { return "never" }
    return readings < 100_000 ? String(readings) : power(Double(readings))
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "–" }
    if value.isInfinite { return value < 0 ? "–" : "∞" }
    // Below a nanometre there is nothing to compare.
    if value.magnitude < 1e-7 { return "0" }
    if value.magnitude < 1e-3 { return "<0.001" }
    if value.magnitude >= 1e5 { return power(value) }
    return value.formatted(significantDigits: 2).withMinusSign
  }

  private static func power(_ value: Double) -> String {
    "10" + Int(Double.log10(value.magnitude).rounded(.down)).superscript
  }
}

/// A share of rigs in percent, the same in tables and pictures.
public enum SettledShare {
  /// The text of `share` (0 to 1) in percent, to a tenth, rounded down: `100.0 %` stands for all rigs only. A share
  /// above 0 that rounds to 0 is `>0 %`, so `0.0 %` stands for no rig only. If `isShort`, whole percents have no tenth.
  /// A number outside 0 to 1 is `–`.
  public static func text(_ share: Double, isShort: Bool = false) -> String {
    guard (0...1).contains(share) else { return "–" }
    // A count of rigs that was divided and multiplied again may come out a hair too small.
    let tenths = (share * 1000 + 1e-6).rounded(.down)
    if tenths == 0, share > 0 { return ">0 %" }
    let isWhole = tenths.truncatingRemainder(dividingBy: 10) == 0
    return (tenths / 10).formatted(decimals: isShort && isWhole ? 0 : 1) + " %"
  }
}
