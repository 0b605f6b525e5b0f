internal import RigCharts
internal import RigCore
internal import RigSimulation

/// One JSON object. The steps are written as they happen, so that a long run needs no memory for them; what is known only
/// at the end comes after them.
final class JSONReport: RunReport {
  /// Raised whenever a key changes its name or meaning, not when one is added.
  static let schemaVersion = 1

  private let output: StandardOutput
  private let isQuiet: Bool
  private var isFirst = true
  private var termNames: [String] = []

  init(_ output: StandardOutput, isQuiet: Bool) {
    self.output = output
    self.isQuiet = isQuiet
  }

  func begin(_ header: RunHeader) {
    termNames = header.termNames
    output.write("{\n  \"schemaVersion\": \(Self.schemaVersion)")
    write("scenario", JSON.string(header.name))
    write("seed", String(header.seed))
    write("steps", "[")
  }

  func add(_ step: Step<1>) {
    if isQuiet { return }
    let terms = zip(termNames, step.terms.values).map { name, value in (name, JSON.number(value)) }
    let members = [
      ("index", String(step.index)),
      ("timeSeconds", JSON.number(step.timeSeconds)),
      ("angleDegrees", JSON.number(step.angles[0].degrees)),
      ("errorCentimeters", JSON.number(step.reading.error?[0].centimeters)),
      ("gradientCentimeters", JSON.number(step.gradientCentimeters?[0])),
      ("costSquareCentimeters", JSON.number(step.costSquareCentimeters)),
      ("railed", "\(step.isRailed)"),
      ("searching", "\(step.isSearching)"),
      ("terms", JSON.object(terms)),
    ]
    output.write((isFirst ? "\n    " : ",\n    ") + JSON.object(members))
    isFirst = false
  }

  func end(_ result: RunResult, trace: RunTrace, picture: String?) {
    output.write(isFirst ? "]" : "\n  ]")
    write("stepCount", String(result.stepCount))
    write("outcome", JSON.string(result.outcome.name))
    write("reason", JSON.string(result.outcome.reason))
    write("initialErrorCentimeters", JSON.number(result.errors.first))
    write("finalErrorCentimeters", JSON.number(result.errors.last))
    write("lastSeenErrorCentimeters", JSON.number(result.errors.lastSeen))
    write("missedFrames", String(result.missedFrames))
    let truth = result.truth
    let members = [
      ("distanceCentimeters", JSON.number(truth.distance.centimeters)),
      ("targetCentimeters", JSON.number(truth.target.centimeters)),
      ("laserHeightCentimeters", JSON.number(truth.laserHeight.centimeters)),
      ("dotCentimeters", JSON.number(truth.dot?.centimeters)),
      ("errorCentimeters", JSON.number(truth.error?.centimeters)),
    ]
    write("truth", JSON.object(members))
    output.write("\n}\n")
  }

  private func write(_ key: String, _ value: String) {
    output.write(",\n  \"\(key)\": \(value)")
  }
}
