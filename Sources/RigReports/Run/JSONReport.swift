public import RigCharts
public import RigCore

/// One JSON object. The steps are written as they happen, so that a long run needs no memory for them; facts that are
/// known only at the end come after them.
public final class JSONReport: RunReport {
  /// The version of the format: raised if a key changes its name or meaning, not if one is added.
  public static let schemaVersion = 1

  private let output: any ReportOutput
  private let isQuiet: Bool
  private var isFirst = true
  private var termNames: [String] = []

  /// A report to `output`.
  ///
  /// - Parameters:
  ///   - output: the place where the object goes.
  ///   - isQuiet: true if the steps are left out.
  public init(_ output: any ReportOutput, isQuiet: Bool) {
    self.output = output
    self.isQuiet = isQuiet
  }

  /// Writes the members that are known before the run, and opens the array of the steps.
  public func begin(_ header: RunHeader) {
    termNames = header.termNames
    output.write("{\n  \"schemaVersion\": \(Self.schemaVersion)")
    write("scenario", JSON.string(header.name))
    write("seed", header.seed.map { seed in String(seed) } ?? "null")
    write("steps", "[")
  }

  /// Writes `step` as an element of the array, unless the report is quiet.
  public func add(_ step: StepRecord) {
    if isQuiet { return }
    let terms = zip(termNames, step.terms.values).map { name, value in (name, JSON.number(value)) }
    let members = [
      ("index", String(step.index)),
      ("timeSeconds", JSON.number(step.timeSeconds)),
      ("angleDegrees", JSON.perAxis(step.anglesDegrees)),
      ("errorCentimeters", JSON.perAxis(step.errorsCentimeters)),
      ("gradientCentimeters", JSON.perAxis(step.gradientsCentimeters)),
      ("costSquareCentimeters", JSON.number(step.costSquareCentimeters)),
      ("railed", "\(step.isRailed)"),
      ("searching", "\(step.isSearching)"),
      ("probing", "\(step.isProbing)"),
      ("terms", JSON.object(terms)),
    ]
    output.write((isFirst ? "\n    " : ",\n    ") + JSON.object(members))
    isFirst = false
  }

  /// Closes the array of the steps, and writes the members that are known after the run.
  public func end(_ result: RunResult, trace: RunTrace, picture: String?) {
    output.write(isFirst ? "]" : "\n  ]")
    write("stepCount", String(result.stepCount))
    write("outcome", JSON.string(result.ending.name))
    write("reason", JSON.string(result.reason))
    write("initialErrorCentimeters", JSON.perAxis(result.errors.first?.errors))
    write("finalErrorCentimeters", JSON.perAxis(result.errors.last?.errors))
    write("lastSeenErrorCentimeters", JSON.perAxis(result.errors.lastSeen?.errors))
    write("initialCostSquareCentimeters", JSON.number(result.errors.first?.costSquareCentimeters))
    write("finalCostSquareCentimeters", JSON.number(result.errors.last?.costSquareCentimeters))
    write("signCheck", result.signCheck.map { check in check.json } ?? "null")
    write("rateHalvings", String(result.halvings?.count ?? 0))
    if let saturation = result.saturation { write("saturatedReadings", String(saturation.count)) }
    if let scatter = result.scatter { write("readingScatter", scatter.json) }
    if let learned = result.learned { write("learned", learned.json) }
    write("missedFrames", String(result.punctuality?.missedFrames ?? 0))
    if let punctuality = result.punctuality {
      write("greatestLatenessMilliseconds", JSON.number(punctuality.greatestLatenessMilliseconds))
    }
    write("truth", result.truth.map { truth in Self.object(of: truth) } ?? "null")
    if let hardware = result.hardware {
      write("hardware", JSON.object(hardware.members.map { member in (member.name, member.json) }))
    }
    output.write("\n}\n")
  }

  private static func object(of truths: FirstAndLastTruth) -> String {
    let truth = truths.last
    let ofAll = [
      ("distanceCentimeters", JSON.number(truth.distanceCentimeters)),
      ("targetCentimeters", JSON.perAxis(truth.targetCentimeters)),
      ("laserHeightCentimeters", JSON.number(truth.laserHeightCentimeters)),
      ("dotCentimeters", JSON.perAxis(truth.dotCentimeters)),
      ("errorCentimeters", JSON.perAxis(truth.errorCentimeters)),
    ]
    guard truth.targetCentimeters.count > 1 else { return JSON.object(ofAll) }
    let rows = truths.coupling.map { coupling in
      JSON.array(coupling.jacobianCentimeters.map { row in JSON.array(row.map { number in JSON.number(number) }) })
    }
    return JSON.object(
      ofAll + [
        ("jacobianCentimeters", rows ?? "null"),
        ("conditionNumber", JSON.number(truths.coupling?.conditionNumber)),
      ] + JSON.members(truths.coupling?.diskMargin))
  }

  private func write(_ key: String, _ value: String) {
    output.write(",\n  \"\(key)\": \(value)")
  }
}
