internal import RigCore
internal import RigScenario
internal import RigTrials

/// One line for each rule and noise, under a line of column names.
public final class CompareCSV: CompareReport {
  private let output: any ReportOutput

  /// The CSV report of a comparison, which goes to `output`.
  public init(_ output: any ReportOutput) {
    self.output = output
  }

  /// Writes the names of the columns.
  public func begin(_ results: CompareResults) {
    let names = [
      "noiseCentimeters", "toleranceCentimeters", "name", "rule", "learningRate", "assumedDistanceCentimeters",
    ]
    output.write((names + CompareFigure.all.map(\.name)).joined(separator: ",") + "\n")
  }

  /// Writes the lines of `level`: one for each rule, and one for the bound if there is one.
  public func add(_ level: ComparedLevel, to results: CompareResults) {
    for row in level.rows {
      let entrant = row.entrant
      write(
        row.performance, of: level,
        [
          entrant.label, entrant.controller.rule.name, entrant.learningRate.map { rate in "\(rate)" } ?? "",
          entrant.assumedDistance.map { distance in "\(distance)" } ?? "",
        ])
    }
    if let bound = level.bound { write(bound, of: level, ["bound", "", "", ""]) }
  }

  /// Writes nothing: the lines are complete.
  public func end(_ results: CompareResults) {}

  private func write(_ performance: Performance, of level: ComparedLevel, _ names: [String]) {
    let figures = CompareFigure.all.map { figure in
      let value = figure.json(performance)
      return value == "null" ? "" : value
    }
    output.write((["\(level.noise)", "\(level.tolerance)"] + names + figures).joined(separator: ",") + "\n")
  }
}
