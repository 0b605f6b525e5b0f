/// The reports as one JSON document, for a run without a reader.
enum JSON {
  static func document(of reports: [Report]) -> String {
    #"{"schemaVersion":1,"benchmarks":[\#(reports.map(object).joined(separator: ","))]}"#
  }

  private static func object(_ report: Report) -> String {
    let figures = report.findings.figures.map(object)
    let requirements = report.findings.requirements.map { requirement in
      """
      {"figure":\(object(requirement.figure)),"demand":\(quoted(requirement.demand)),"isMet":\(requirement.isMet)}
      """
    }
    return """
      {"name":\(quoted(report.name)),"isMet":\(report.isMet),\
      "notRun":\(report.obstacle.map { obstacle in quoted(obstacle.reason) } ?? "null"),\
      "figures":[\(figures.joined(separator: ","))],"requirements":[\(requirements.joined(separator: ","))],\
      "tables":[\(report.findings.tables.map(object).joined(separator: ","))]}
      """
  }

  private static func object(_ figure: Figure) -> String {
    let value = figure.value.isFinite ? "\(figure.value)" : "null"
    return #"{"name":\#(quoted(figure.name)),"value":\#(value),"unit":\#(quoted(figure.unit))}"#
  }

  private static func object(_ table: Table) -> String {
    func array(_ cells: [String]) -> String { "[\(cells.map(quoted).joined(separator: ","))]" }
    return #"""
      {"title":\#(quoted(table.title)),"columns":\#(array(table.columns)),\#
      "rows":[\#(table.rows.map(array).joined(separator: ","))]}
      """#
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
