import RigCore
import RigTestSupport

/// What a run that counts as settled says of the dot, over many runs.
struct SettlingBenchmark: Benchmark {
  let name = "settling"
  let purpose = "how many runs in noise settle with the dot outside the tolerance"

  private static let runs = 1000

  func measure() throws(Obstacle) -> Findings {
    var findings = Findings()
    func ask(_ name: String, _ found: SettledRuns?) {
      guard let found else { return }
      StandardError.write("  \(name): \(found.text)\n")
      findings.requirements.append(
        Requirement(Figure("\(name): settled outside", found.outsideShare, ""), .atMost(found.greatestShare)))
    }
    for (gain, tolerance) in SettledRuns.fixedRates {
      for deadTime in [0, 2] {
        ask(
          "gain \(gain), tolerance \(tolerance) σ, dead time \(deadTime)",
          .underFixedRate(Self.runs, gain: gain, tolerance: tolerance, deadTime: deadTime))
      }
    }
    for definition in RuleDefinition.all {
      switch definition.family {
      case .learner:
        for tolerance in [1.0, 4] {
          ask(
            "\(definition.name), tolerance \(tolerance) σ", .underLearner(Self.runs, definition, tolerance: tolerance))
        }
      case .costSeeker:
        for noise in [0.2, 0.5, 0.7, 1] {
          ask("\(definition.name), noise \(noise) cm", .underCostSeeker(Self.runs, definition, noise: noise))
        }
      case .descent: break
      }
    }
    return findings
  }
}
