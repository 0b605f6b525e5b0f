internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTrials

/// A sweep as a map in characters: each cell is one character, the first value of each axis at the lower left.
struct SweepMap {
  /// The result of most trials of a cell.
  enum Region: Character, CaseIterable {
    case settles = "#"
    case mostly = "+"
    case hardly = "-"
    case unsettled = "."
    case cycles = "o"
    case diverges = "x"
    case outOfReach = "|"

    init(_ found: CellStatistics) {
      let most = 0.5
      self =
        if found.settledShare >= 0.95 {
          .settles
        } else if found.outOfReachShare >= most {
          .outOfReach
        } else if found.divergedShare >= most {
          .diverges
        } else if found.limitCycleShare >= most {
          .cycles
        } else if found.settledShare >= most {
          .mostly
        } else if found.settledShare >= 0.05 {
          .hardly
        } else {
          .unsettled
        }
    }

    var meaning: String {
      switch self {
      case .settles: "settles: 95 % of the trials or more stay within the tolerance"
      case .mostly: "half of the trials or more do"
      case .hardly: "5 % or more do"
      case .unsettled: "fewer: noise or the travel's end keeps it out, or it is still on its way"
      case .cycles: "swings about the target for good, in half of the trials or more"
      case .diverges: "runs away, in half of the trials or more"
      case .outOfReach: "out of reach: the travel ends before the target, in half of the trials or more"
      }
    }

    var style: Terminal.Style? {
      switch self {
      case .settles: .green
      case .diverges: .red
      case .cycles: .yellow
      case .mostly: nil
      case .hardly, .unsettled, .outOfReach: .dim
      }
    }
  }

  /// A map is no taller than it is wide, and a character is twice as high as wide.
  private static let mostRows = 32

  private let results: SweepResults
  private let terminal: Terminal
  private let columns: [Int]
  private let rows: [Int]
  private let labels: [String]
  private let labelWidth: Int

  init(_ results: SweepResults, _ terminal: Terminal) {
    self.results = results
    self.terminal = terminal
    let (x, y) = (results.definition.x, results.definition.y)
    rows = Self.spread(y.numbers.count, over: Self.mostRows).reversed()
    labels = rows.map { row in y.numbers[row] }.formattedApart(significantDigits: 3)
    labelWidth = max(2, labels.map(\.count).max() ?? 0)
    columns = Self.spread(x.numbers.count, over: max(8, terminal.columns - labelWidth - 4))
  }

  /// At most `most` of the places 0..<`count`, the first and the last among them.
  private static func spread(_ count: Int, over most: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    return (0..<most).map { place in (place * (count - 1) + (most - 1) / 2) / (most - 1) }
  }

  var lines: [String] {
    Self.title(results.definition.y).wrapped(to: terminal.columns)
      + zip(labels, rows).map { label, row in
        "\(padded(label)) |" + styled(columns.map { column in region(column, row) })
      }
      + [padded("") + " +" + String(repeating: "-", count: columns.count)]
      + [scale("", columns.map { column in results.definition.x.numbers[column] })]
      + indented(Self.title(results.definition.x)) + gainLines + thinning
  }

  /// The meaning of the characters on the map.
  var legend: [String] {
    let seen = Set(rows.flatMap { row in columns.compactMap { column in region(column, row) } })
    return Region.allCases.filter(seen.contains).flatMap { region in
      let sign = String(region.rawValue)
      let lines = region.meaning.wrapped(to: terminal.columns, after: "    \(sign)  ")
      // Only visible characters have a width, so that colour is added last.
      let first = lines[0].dropFirst(5)
      return ["    " + (region.style.map { style in terminal.styled(sign, style) } ?? sign) + first] + lines.dropFirst()
    }
  }

  private var indent: String { String(repeating: " ", count: labelWidth + 2) }

  private static func title(_ axis: ScenarioAxis) -> String {
    axis.key.path + (axis.unit.isEmpty ? "" : ", \(axis.unit)")
  }

  private func padded(_ label: String) -> String {
    String(repeating: " ", count: labelWidth - label.count) + label
  }

  private func region(_ column: Int, _ row: Int) -> Region? {
    results.grid.statistics(of: row * results.definition.x.numbers.count + column).map(Region.init)
  }

  /// The characters of a row, those of one colour in one piece.
  private func styled(_ regions: [Region?]) -> String {
    var line = ""
    for run in regions.split(whereChangesOf: { region in region?.style }) {
      let text = String(run.map { region in region?.rawValue ?? " " })
      line += run.first.flatMap { region in region?.style }.map { style in terminal.styled(text, style) } ?? text
    }
    return line
  }

  private func indented(_ text: String) -> [String] {
    text.wrapped(to: terminal.columns, after: indent)
  }

  /// Five of the columns' numbers below them, or as many as there is room for; the first and the last of them if there
  /// is room for none.
  private func scale(_ name: String, _ numbers: [Double]) -> String {
    let places = (0...4).map { part in (columns.count - 1) * part / 4 }
    let labels = places.map { place in numbers[place] }.formattedApart(significantDigits: 3)
    var line = labels[0]
    if places[4] > 0 {
      let last = places[4] + 1 - labels[4].count
      guard last > line.count else {
        let ends = [numbers.min() ?? 0, numbers.max() ?? 0].formattedApart(significantDigits: 3)
        return padded(name) + "  " + ends.joined(separator: " to ")
      }
      for (place, label) in zip(places, labels).dropFirst().dropLast() {
        let start = place - label.count / 2
        guard start > line.count, start + label.count < last else { continue }
        line += String(repeating: " ", count: start - line.count) + label
      }
      line += String(repeating: " ", count: last - line.count) + labels[4]
    }
    return padded(name) + "  " + line
  }

  private var gainLines: [String] {
    guard let gain = SweepGain(results.definition) else { return [] }
    let gains = columns.map { column in
      let number = gain.gain(at: results.definition.x.numbers[column])
      // Rounding must not make two equal values differ.
      return Double(number.formatted(significantDigits: 14)) ?? number
    }
    return [scale("g", gains)] + indented("loop gain near the target")
  }

  private var thinning: [String] {
    let (x, y) = (results.definition.x.numbers.count, results.definition.y.numbers.count)
    guard columns.count < x || rows.count < y else { return [] }
    return indented("(\(columns.count) of \(x.counted("column")) and \(rows.count) of \(y.counted("row")) shown)")
  }
}

extension Array {
  /// The longest runs of neighbours of which `key` is the same.
  fileprivate func split(whereChangesOf key: (Element) -> Terminal.Style?) -> [ArraySlice<Element>] {
    var runs: [ArraySlice<Element>] = []
    var start = startIndex
    for place in indices where place > start && key(self[place]) != key(self[start]) {
      runs.append(self[start..<place])
      start = place
    }
    return isEmpty ? [] : runs + [self[start...]]
  }
}
