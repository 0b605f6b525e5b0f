internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigStability

/// A sweep as a map in characters: a cell is one, the first value of each axis at the lower left.
struct SweepMap {
  /// What became of most trials of a cell.
  enum Region: Character, CaseIterable {
    case settles = "#"
    case mostly = "+"
    case hardly = "-"
    case wanders = "."
    case cycles = "o"
    case diverges = "x"

    init(_ found: CellStatistics) {
      let most = 0.5
      self =
        if found.settledShare >= 0.95 {
          .settles
        } else if found.divergedShare >= most {
          .diverges
        } else if found.limitCycleShare >= most {
          .cycles
        } else if found.settledShare >= most {
          .mostly
        } else if found.settledShare >= 0.05 {
          .hardly
        } else {
          .wanders
        }
    }

    var meaning: String {
      switch self {
      case .settles: "settles: 95 % of the trials or more stay within the tolerance"
      case .mostly: "half of the trials or more do"
      case .hardly: "5 % or more do"
      case .wanders: "fewer: the noise keeps the dot out, or it is still on its way"
      case .cycles: "swings about the target for good, in half of the trials or more"
      case .diverges: "runs away, in half of the trials or more"
      }
    }

    var style: Terminal.Style? {
      switch self {
      case .settles: .green
      case .diverges: .red
      case .cycles: .yellow
      case .mostly: nil
      case .hardly, .wanders: .dim
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
    labels = rows.map { row in y.numbers[row].formatted(significantDigits: 3) }
    labelWidth = max(2, labels.map(\.count).max() ?? 0)
    columns = Self.spread(x.numbers.count, over: max(8, terminal.columns - labelWidth - 4))
  }

  /// At most `most` of the places 0..<`count`, the first and the last among them.
  private static func spread(_ count: Int, over most: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    return (0..<most).map { place in (place * (count - 1) + (most - 1) / 2) / (most - 1) }
  }

  var lines: [String] {
    [Self.title(results.definition.y)]
      + zip(labels, rows).map { label, row in
        "\(padded(label)) |" + styled(columns.map { column in region(column, row) })
      }
      + [padded("") + " +" + String(repeating: "-", count: columns.count)]
      + [scale("") { column in results.definition.x.numbers[column].formatted(significantDigits: 3) }]
      + [indent + Self.title(results.definition.x)] + gainLines + thinning
  }

  /// What the characters mean that are there.
  var legend: [String] {
    let seen = Set(rows.flatMap { row in columns.compactMap { column in region(column, row) } })
    return Region.allCases.filter(seen.contains).map { region in
      let sign = String(region.rawValue)
      return (region.style.map { style in terminal.styled(sign, style) } ?? sign) + "  " + region.meaning
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

  /// Five values below their columns, or as many as there is room for.
  private func scale(_ name: String, _ text: (Int) -> String) -> String {
    var line = padded(name) + "  "
    for part in 0...4 {
      let place = (columns.count - 1) * part / 4
      let label = text(columns[place])
      let isFirst = part == 0
      let wanted = labelWidth + 2 + (isFirst ? 0 : place - (part == 4 ? label.count - 1 : label.count / 2))
      guard isFirst || wanted > line.count else { continue }
      line += String(repeating: " ", count: max(0, wanted - line.count)) + label
    }
    return line
  }

  private var gainLines: [String] {
    guard let gain = SweepGain(results.definition) else { return [] }
    return [
      scale("g") { column in gain.gain(at: results.definition.x.numbers[column]).formatted(significantDigits: 3) },
      indent + "loop gain near the target",
    ]
  }

  private var thinning: [String] {
    let (x, y) = (results.definition.x.numbers.count, results.definition.y.numbers.count)
    guard columns.count < x || rows.count < y else { return [] }
    return [indent + "(\(columns.count) of \(x) columns and \(rows.count) of \(y) rows shown)"]
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
