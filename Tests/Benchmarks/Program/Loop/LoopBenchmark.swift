import CBenchmarks

/// The generic loop against the same loop written by hand in C, on one thread.
struct LoopBenchmark: Benchmark {
  let name = "loop"
  let purpose = "steps of the generic loop against the same loop in C"

  private let rounds = 21
  private let steps = 10_000_000

  func measure() throws(Obstacle) -> Findings {
    var findings = Findings()
    for (label, noise) in [("without noise", 0.0), ("with noise", 0.5)] {
      let setup = reference_setup(noise: noise, steps: steps)
      guard SwiftLoop.sumOfCosts(setup).bitPattern == CLoop.sumOfCosts(setup).bitPattern else {
        throw Obstacle(reason: "the two loops do not compute the same, \(label)")
      }
      let comparison = Stopwatch.rounds(
        rounds, of: { CLoop.run(setup) }, and: { SwiftLoop.run(setup) })
      findings.figures += [
        speed("C, \(label)", comparison.first), speed("Swift, \(label)", comparison.second),
      ]
      findings.requirements.append(
        Requirement(Figure("Swift / C, \(label)", comparison.medianRatio, "× the speed"), .atLeast(0.9)))
    }
    return findings
  }

  private func speed(_ label: String, _ seconds: [Double]) -> Figure {
    Figure(label, Double(steps) / seconds.median / 1e6, "million steps/s")
  }
}

/// The reference, called.
enum CLoop {
  static func sumOfCosts(_ setup: reference_setup) -> Double {
    withUnsafePointer(to: setup) { setup in reference_run(setup).sum_of_costs }
  }

  static func run(_ setup: reference_setup) {
    precondition(sumOfCosts(setup) > 0)
  }
}
