import RigCore
import RigScenario

/// Every rule under the conditions of real benches: how many rigs settle, how soon, how well, and whether the told
/// standard error holds.
struct ConditionsBenchmark: Benchmark {
  let name = "conditions"
  let purpose = "what the rules make of the conditions of real benches; draws bench-conditions.svg"

  /// The default rule, and the one that it may not be worse than.
  static let defaultRule = "recursiveLeastSquares"
  static let baseline = "gradientDescent"
  private static let rules = [
    defaultRule, baseline, "kalman", "secant", "broyden", "momentum", "nesterov", "decayingRate", "errorDependentRate",
  ]
  private static let picture = "bench-conditions.svg"
  static let readings = 300

  let sample: BenchSample

  func measure() throws(Obstacle) -> Findings {
    var findings = Findings()
    var map = ConditionsMap(rules: Self.rules)
    var behind = Table(
      "Where the default rule is worse than gradient descent by more than chance",
      columns: ["condition", "default", "gradient descent", "how"])
    var settled = Table(
      """
      Share that settles in %, readings to settle (median / 95 %), and error at the end in cm (95 %), of \
      \(sample.rigs) rigs
      """,
      columns: ["condition"] + Self.rules)
    var coverage = Table(
      "Told distances within 1.96 standard errors / beyond 5, in % of \(sample.rigs) runs",
      columns: ["condition"] + Self.rules)
    var paired = Table(
      "Pairs of conditions: as above, and the told distances of the default rule",
      columns: ["pair", Self.defaultRule, Self.baseline, "±"])
    for condition in sample.selected(BenchCondition.all) {
      let cells = try cells(Self.rules, condition)
      settled.rows.append([condition.name] + cells.map(\.settlingText))
      coverage.rows.append([condition.name] + cells.map(\.coverageText))
      findings.requirements += Self.requirements(of: cells[0], condition)
      compare(cells[0], cells[1], condition, &findings, &behind)
      map.add(condition.name, cells)
    }
    for condition in sample.selected(BenchCondition.pairs) {
      let cells = try cells([Self.defaultRule, Self.baseline], condition)
      paired.rows.append([condition.name] + cells.map(\.settlingText) + [cells[0].coverageText])
      compare(cells[0], cells[1], condition, &findings, &behind)
      map.add(condition.name, cells)
    }
    findings.tables = [settled, coverage, paired].filter { table in !table.rows.isEmpty } + [behind]
    try map.write(to: Self.picture)
    return findings
  }

  private func cells(_ rules: [String], _ condition: BenchCondition) throws(Obstacle) -> [BenchCell] {
    var cells: [BenchCell] = []
    for rule in rules { cells.append(try Self.cell(rule, condition, sample)) }
    StandardError.write("  \(condition.name): \(cells.map(\.shortText).joined(separator: " | "))\n")
    return cells
  }

  /// What `rule` comes to under `condition` on the rigs of `sample`.
  static func cell(_ rule: String, _ condition: BenchCondition, _ sample: BenchSample) throws(Obstacle) -> BenchCell {
    let scenario = try condition.scenario(rule: rule)
    return BenchCell(
      Shared.map(sample.rigs) { number in
        scenario.plants(
          visitedBy: BenchTrialVisitor(
            scenario: scenario, number: number, seed: sample.seed(ofRig: number), readings: Self.readings)
        ).flatMap { trial in trial }
      })
  }

  /// Notes where `cell` is worse than `baseline`. One that settles on fewer rigs, and is not known to, is a miss.
  private func compare(
    _ cell: BenchCell, _ baseline: BenchCell, _ condition: BenchCondition, _ findings: inout Findings,
    _ behind: inout Table
  ) {
    let lag = cell.lag(behind: baseline, readings: Self.readings)
    if !condition.isKnownWorse {
      findings.requirements.append(
        Requirement(
          Figure("\(condition.name): settles on fewer rigs than gradient descent", lag == .fewer ? 1 : 0, ""),
          .exactly(0)))
    }
    guard let lag else { return }
    let words =
      switch lag {
      case .fewer: condition.isKnownWorse ? "fewer, known" : "fewer"
      case .later: "later"
      }
    behind.rows.append([condition.name, cell.shortText, baseline.shortText, words])
  }

  /// What the rule that runs when none is named has to reach.
  private static func requirements(of cell: BenchCell, _ condition: BenchCondition) -> [Requirement] {
    var requirements = [
      Requirement(Figure("\(condition.name): settled", cell.settledShare, ""), .atLeast(condition.leastSettled))
    ]
    if let within = cell.within, let beyond = cell.beyond, condition.isCovered {
      requirements += [
        Requirement(Figure("\(condition.name): within 1.96 standard errors", within, ""), .atLeast(0.92)),
        Requirement(Figure("\(condition.name): beyond 5 standard errors", beyond, ""), .atMost(0.015)),
      ]
    }
    return requirements
  }
}
