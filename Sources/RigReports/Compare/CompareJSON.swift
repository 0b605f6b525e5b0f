internal import RigCore
internal import RigScenario
internal import RigTrials

/// One JSON object, the levels of noise as they are finished.
public final class CompareJSON: CompareReport {
  /// The version of the format: raised if a key changes its name or meaning, not if one is added.
  private static let schemaVersion = 2

  private let output: any ReportOutput
  private var isFirst = true

  /// The JSON report of a comparison, which goes to `output`.
  public init(_ output: any ReportOutput) {
    self.output = output
  }

  /// Writes the members that are known before the comparison, and opens the array of the levels.
  public func begin(_ results: CompareResults) {
    let plan = results.plan
    let members = [
      ("schemaVersion", String(Self.schemaVersion)), ("scenario", JSON.string(plan.name)), ("seed", String(plan.seed)),
      ("rigs", String(plan.rigs)), ("rigsInReach", String(results.rigs.count)), ("readings", String(plan.readings)),
      ("search", LostSpotSearch(plan).map { search in JSON.string(search.rawValue) } ?? "null"),
      ("nearestWallCentimeters", JSON.number(results.rigs.distances.first)),
      ("farthestWallCentimeters", JSON.number(results.rigs.distances.last)),
    ]
    output.write("{\n" + members.map { name, value in "  \"\(name)\": \(value),\n" }.joined() + "  \"noises\": [")
  }

  /// Writes `level` as an element of the array.
  public func add(_ level: ComparedLevel, to results: CompareResults) {
    let rules = level.rows.map { row in
      "\n        " + JSON.object(Self.members(of: row.entrant) + Self.members(of: row.performance))
    }
    output.write(
      """
      \(isFirst ? "" : ",")
          {
            "noiseCentimeters": \(JSON.number(level.noise)),
            "toleranceCentimeters": \(JSON.number(level.tolerance)),
            "rules": [\(rules.joined(separator: ","))\(rules.isEmpty ? "" : "\n      ")],
            "bound": \(level.bound.map { bound in JSON.object(Self.members(of: bound)) } ?? "null")
          }
      """)
    isFirst = false
  }

  /// Closes the array of the levels, and writes the last members.
  public func end(_ results: CompareResults) {
    output.write("\(isFirst ? "" : "\n  ")],\n")
    output.write("  \"boundIsForEveryRule\": \(results.rigs.arePlain),\n")
    output.write("  \"stopped\": \(results.stop != nil)\n}\n")
  }

  private static func members(of entrant: Entrant) -> [(String, String)] {
    [
      ("name", JSON.string(entrant.label)), ("rule", JSON.string(entrant.controller.rule.name)),
      ("learningRate", JSON.number(entrant.learningRate)),
      ("assumedDistanceCentimeters", JSON.number(entrant.assumedDistance)),
    ]
  }

  private static func members(of performance: Performance) -> [(String, String)] {
    CompareFigure.all.map { figure in (figure.name, figure.json(performance)) }
  }
}

/// A figure of the reports for programs.
struct CompareFigure {
  let name: String
  /// The figure as JSON: null for an event that never came, and for an infinite figure.
  let json: (Performance) -> String

  private init(_ name: String, _ value: @escaping (Performance) -> Double) {
    self.name = name
    json = { found in JSON.number(value(found)) }
  }

  private init(_ name: String, count: @escaping (Performance) -> Int?) {
    self.name = name
    json = { found in count(found).map { count in String(count) } ?? "null" }
  }

  static var all: [CompareFigure] {
    [
      CompareFigure("settledShare") { found in found.settledShare },
      CompareFigure("settledShareLower") { found in found.settledInterval.lower },
      CompareFigure("settledShareUpper") { found in found.settledInterval.upper },
      CompareFigure("medianReadings", count: { found in found.medianReadings }),
      CompareFigure("percentile95Readings", count: { found in found.percentile95Readings }),
      CompareFigure("medianTurnedDegrees") { found in found.medianTurnedDegrees },
      CompareFigure("finalErrorCentimeters") { found in found.finalError.centimeters },
      CompareFigure("largestOvershootCentimeters") { found in found.largestOvershoot.centimeters },
      CompareFigure("firstMoveOvershootShare") { found in found.firstMoveOvershootShare },
    ]
  }
}
