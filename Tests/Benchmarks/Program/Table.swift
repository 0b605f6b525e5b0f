/// Figures that belong side by side.
struct Table {
  let title: String
  let columns: [String]
  var rows: [[String]] = []

  init(_ title: String, columns: [String]) {
    self.title = title
    self.columns = columns
  }

  /// As Markdown, so that a page of the documentation can take it over as it stands.
  var text: String {
    let widths = columns.indices.map { place in
      ([columns] + rows).map { row in row[place].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return "| \(padded.joined(separator: " | ")) |"
    }
    let rule = "|\(widths.map { width in String(repeating: "-", count: width + 2) }.joined(separator: "|"))|"
    return ([title, "", line(columns), rule] + rows.map(line)).joined(separator: "\n") + "\n"
  }
}
