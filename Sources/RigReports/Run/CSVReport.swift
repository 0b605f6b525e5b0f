public import RigCharts
public import RigCore

/// One line a step, under a line of column names.
public final class CSVReport: RunReport {
  private let output: any ReportOutput
  private var axes = 1

  /// A report to `output`.
  public init(_ output: any ReportOutput) {
    self.output = output
  }

  /// Writes the names of the columns.
  public func begin(_ header: RunHeader) {
    axes = header.axes
    let perAxis =
      AxisNames.columns("angleDegrees", AxisNames.all(axes))
      + ["errorCentimeters", "gradientCentimeters"].flatMap { figure in
        AxisNames.columns(figure, AxisNames.errors(axes))
      }
    let names = ["index", "timeSeconds"] + perAxis + ["costSquareCentimeters", "railed", "searching", "probing"]
    output.write((names + header.termNames).joined(separator: ",") + "\n")
  }

  /// Writes the line of `step`.
  public func add(_ step: StepRecord) {
    let unseen = Array(repeating: "", count: axes)
    // A number that is not finite leaves its field empty, as it is null in JSON.
    func field(_ number: Double) -> String { number.isFinite ? "\(number)" : "" }
    func fields(_ numbers: AxisValues?) -> [String] {
      numbers.map { numbers in numbers.map(field) } ?? unseen
    }
    var line = [String(step.index), "\(step.timeSeconds)"]
    line += fields(step.anglesDegrees)
    line += fields(step.errorsCentimeters)
    line += fields(step.gradientsCentimeters)
    line.append(step.costSquareCentimeters.map(field) ?? "")
    line += ["\(step.isRailed)", "\(step.isSearching)", "\(step.isProbing)"]
    line += step.terms.values.map(field)
    output.write(line.joined(separator: ",") + "\n")
  }

  /// Writes nothing: CSV has the steps alone.
  public func end(_ result: RunResult, trace: RunTrace, picture: String?) {}
}
