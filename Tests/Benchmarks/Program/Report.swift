import Glibc

/// What came of one benchmark.
struct Report {
  let name: String
  let findings: Findings
  let obstacle: Obstacle?

  /// True if it ran and every requirement is met.
  var isMet: Bool {
    obstacle == nil && findings.requirements.allSatisfy { requirement in requirement.isMet }
  }

  /// A table for people.
  var text: String {
    if let obstacle { return "\(name)\n  NOT RUN  \(obstacle.reason)\n" }
    let figures = findings.figures.map { figure in (mark: "", figure: figure, demand: "") }
    let requirements = findings.requirements.map { requirement in
      (mark: requirement.isMet ? "met" : "MISSED", figure: requirement.figure, demand: requirement.demand)
    }
    let rows = figures + requirements
    let nameWidth = rows.map { row in row.figure.name.count }.max() ?? 0
    let valueWidth = rows.map { row in row.figure.text.count }.max() ?? 0
    let lines = rows.map { row in
      let name = row.figure.name.padded(to: nameWidth)
      let value = row.figure.text.padded(to: valueWidth)
      return row.demand.isEmpty
        ? "  \("".padded(to: 6))  \(name)  \(row.figure.text)"
        : "  \(row.mark.padded(to: 6))  \(name)  \(value)  \(row.demand)"
    }
    let tables = findings.tables.map { table in "\n" + table.text }
    return ([name] + lines + tables).joined(separator: "\n") + "\n"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

/// Progress goes here, so that standard output holds results only.
enum StandardError {
  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }
}
