import Glibc
import RigCore

/// A picture of the matrix: a row for each condition, a column for each rule, coloured by the share of rigs that settle.
/// A frame marks where the default rule is worse than gradient descent.
struct ConditionsMap {
  private let rules: [String]
  private var rows: [(name: String, cells: [BenchCell])] = []

  private static let (nameWidth, cellWidth, rowHeight, top) = (230, 106, 18, 76)

  /// An empty map with a column for each of `rules`, of which the default comes first and gradient descent second.
  init(rules: [String]) {
    self.rules = rules
  }

  /// Adds a row at the bottom, with a cell for each of the first rules.
  mutating func add(_ condition: String, _ cells: [BenchCell]) {
    rows.append((condition, cells))
  }

  /// Writes the picture to `path`.
  /// - Throws: if the file cannot be written.
  func write(to path: String) throws(Obstacle) {
    guard let file = fopen(path, "w") else { throw Obstacle(reason: "\(path) cannot be written") }
    let isWritten = fputs(document, file) >= 0
    guard fclose(file) == 0, isWritten else { throw Obstacle(reason: "\(path) cannot be written") }
  }

  private var document: String {
    let width = Self.nameWidth + Self.cellWidth * rules.count + 8
    let height = Self.top + Self.rowHeight * rows.count + 8
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
      font-family="sans-serif" font-size="11">
      """,
      "<title>The rules under the conditions of real benches</title>",
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"#FFFFFF\"/>",
      text(
        "Rigs that settle in %, and the readings after which half of them have (never: —).", x: 8, y: 20, size: 13),
      text(
        "Yellow: all settle; violet: none. Framed: the default rule is worse than gradient descent by more than chance.",
        x: 8, y: 38, size: 11),
    ]
    for (place, rule) in rules.enumerated() {
      lines.append(
        text(rule, x: Self.nameWidth + place * Self.cellWidth + Self.cellWidth / 2, y: 66, size: 9, anchor: "middle"))
    }
    for (row, (name, cells)) in rows.enumerated() {
      let y = Self.top + row * Self.rowHeight
      lines.append(text(name, x: Self.nameWidth - 6, y: y + 13, size: 10, anchor: "end"))
      for (column, cell) in cells.enumerated() {
        lines += self.cell(cell, x: Self.nameWidth + column * Self.cellWidth, y: y)
      }
      if cells[0].lag(behind: cells[1], readings: ConditionsBenchmark.readings) != nil {
        lines.append(
          """
          <rect x="\(Self.nameWidth + 1)" y="\(y + 1)" width="\(Self.cellWidth - 3)" height="\(Self.rowHeight - 3)" \
          fill="none" stroke="#D55E00" stroke-width="2"/>
          """)
      }
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func cell(_ cell: BenchCell, x: Int, y: Int) -> [String] {
    let share = cell.settledShare
    return [
      """
      <rect x="\(x)" y="\(y)" width="\(Self.cellWidth - 1)" height="\(Self.rowHeight - 1)" fill="\(Self.color(share))"/>
      """,
      text(
        cell.mapText, x: x + Self.cellWidth / 2, y: y + 13, size: 10, anchor: "middle",
        color: share > 0.6 ? "#1B1F24" : "#FFFFFF"),
    ]
  }

  private func text(
    _ words: String, x: Int, y: Int, size: Int, anchor: String = "start", color: String = "#1B1F24"
  ) -> String {
    """
    <text x="\(x)" y="\(y)" font-size="\(size)" text-anchor="\(anchor)" fill="\(color)">\(words)</text>
    """
  }

  /// The colour of a share from violet for 0 by way of green to yellow for 1; lightness alone tells the order too.
  private static func color(_ share: Double) -> String {
    let stops: [(Double, Double, Double)] = [(59, 15, 99), (33, 105, 140), (94, 185, 110), (246, 231, 110)]
    let place = min(max(share, 0), 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let (from, to, part) = (stops[index], stops[index + 1], place - Double(index))
    func mixed(_ first: Double, _ second: Double) -> Int { Int((first + part * (second - first)).rounded()) }
    return "rgb(\(mixed(from.0, to.0)),\(mixed(from.1, to.1)),\(mixed(from.2, to.2)))"
  }
}
