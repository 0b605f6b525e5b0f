public import RigCharts
public import RigCore
internal import RigScenario

/// One line a step, under a line of column names.
public final class CSVReport: RunReport {
  private let output: any ReportOutput
  private var count = 1

  /// The CSV report of a run, which goes to `output`.
  public init(_ output: any ReportOutput) {
    self.output = output
  }

  /// Writes the names of the columns.
  public func begin(_ header: RunHeader) {
    count = header.axes
    let axes = header.scenario.rig.kind.axes(count)
    let perAxis =
      axes.columns("angleDegrees", \.name)
      + ["errorCentimeters", "gradientCentimeters"].flatMap { figure in axes.columns(figure, \.errorName) }
    let names = ["index", "timeSeconds"] + perAxis + ["costSquareCentimeters", "railed", "searching", "probing"]
    output.write((names + header.termNames).joined(separator: ",") + "\n")
  }

  /// Writes the line of `step`.
  public func add(_ step: StepRecord) {
    let unseen = Array(repeating: "", count: count)
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

extension [RigAxis] {
  /// The columns for the figure `prefix` of each axis, by the names `name`: `errorCentimeters` for a single axis,
  /// `errorCentimetersTilt` and `errorCentimetersPan` for two.
  func columns(_ prefix: String, _ name: (RigAxis) -> String?) -> [String] {
    map { axis in
      let words = (name(axis) ?? "").split(separator: " ")
      return prefix + words.map { word in word.prefix(1).uppercased() + word.dropFirst() }.joined()
    }
  }
}
