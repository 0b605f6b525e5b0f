import RigCore
import RigScenario

/// Every rule under the conditions of real benches: how many rigs settle, how soon, how well, and whether the told
/// standard error holds.
struct ConditionsBenchmark: Benchmark {
  let name = "conditions"
  let purpose = "what the rules make of the conditions of real benches"

  private static let rules = ["recursiveLeastSquares", "kalman", "secant", "broyden", "gradientDescent"]
  private static let rigs = 2000
  private static let readings = 300

  func measure() throws(Obstacle) -> Findings {
    var findings = Findings()
    var settled = Table(
      """
      Share that settles in %, readings to settle (median / 95 %), and error at the end in cm (95 %), of \(Self.rigs) rigs
      """,
      columns: ["condition"] + Self.rules)
    var coverage = Table(
      "Told distances within 1.96 standard errors / beyond 5, in % of \(Self.rigs) runs",
      columns: ["condition"] + Self.rules)
    for condition in BenchCondition.all {
      StandardError.write("  \(condition.name) …\n")
      var rows = (settled: [condition.name], coverage: [condition.name])
      for rule in Self.rules {
        let cell = try cell(rule, condition)
        rows.settled.append(cell.settlingText)
        rows.coverage.append(cell.coverageText)
        if rule == Self.rules.first { findings.requirements += Self.requirements(of: cell, condition) }
      }
      settled.rows.append(rows.settled)
      coverage.rows.append(rows.coverage)
    }
    findings.tables = [settled, coverage]
    return findings
  }

  private func cell(_ rule: String, _ condition: BenchCondition) throws(Obstacle) -> BenchCell {
    let scenario = try condition.scenario(rule: rule)
    return BenchCell(
      Shared.map(Self.rigs) { number in
        scenario.plants(
          visitedBy: BenchTrialVisitor(scenario: scenario, seed: UInt64(number) + 1, readings: Self.readings)
        ).flatMap { trial in trial }
      })
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
