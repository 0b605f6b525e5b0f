/// How soon and how surely the rules that learn settle: the tables of the documentation.
struct RulesBenchmark: Benchmark {
  let name = "rules"
  let purpose = "readings that the rules that learn take to settle, on random rigs"

  func measure() throws(Obstacle) -> Findings {
    let parts = [
      OneAxisRules.aiming(rigs: 10_000), OneAxisRules.robustness(rigs: 10_000),
      OneAxisRules.movingTargets(rigs: 2000), SeveralAxesRules.findings(rigs: 2000),
    ]
    return Findings(
      figures: [], requirements: parts.flatMap(\.requirements), tables: parts.flatMap(\.tables))
  }
}
