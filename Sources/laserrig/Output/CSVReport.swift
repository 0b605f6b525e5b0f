internal import RigCharts
internal import RigCore

/// One line a step, under a line of column names.
final class CSVReport: RunReport {
  private let output: StandardOutput

  init(_ output: StandardOutput) {
    self.output = output
  }

  func begin(_ header: RunHeader) {
    let names = [
      "index", "timeSeconds", "angleDegrees", "errorCentimeters", "gradientCentimeters", "costSquareCentimeters",
      "railed", "searching",
    ]
    output.write((names + header.termNames).joined(separator: ",") + "\n")
  }

  func add(_ step: Step<1>) {
    let numbers = [
      step.timeSeconds, step.angles[0].degrees, step.reading.error?[0].centimeters, step.gradientCentimeters?[0],
      step.costSquareCentimeters,
    ]
    let fields =
      [String(step.index)] + numbers.map { number in number.map { number in "\(number)" } ?? "" }
      + ["\(step.isRailed)", "\(step.isSearching)"] + step.terms.values.map { value in "\(value)" }
    output.write(fields.joined(separator: ",") + "\n")
  }

  func end(_ result: RunResult, trace: RunTrace, picture: String?) {}
}
