import CBenchmarks
import Dispatch

/// The sweep's engines against the same trials in C and in NumPy, by processor time and on one thread.
struct SweepBenchmark: Benchmark {
  let name = "sweep"
  let purpose = "trials of a sweep against the same trials in C and in NumPy"

  private let rounds = 21
  /// A fast candidate runs several times in a round, so that all take about as long.
  private let repeats = (common: 16, independent: 4)

  func measure() throws(Obstacle) -> Findings {
    let workload = Workload()
    let scalar = try ScalarReference()
    let vector = try VectorReference()
    var findings = Findings()
    findings.requirements += checks(workload.run(isCommon: false), "lanes")
    findings.requirements += checks(workload.run(isCommon: false, isGeneral: true), "general engine")
    findings.requirements += checks(scalar.run(workload), "C")

    let seconds = Stopwatch.rounds(
      rounds, by: Stopwatch.processorSeconds,
      of: [
        { _ = scalar.run(workload) },
        { for _ in 0..<repeats.independent { _ = workload.run(isCommon: false) } },
        { for _ in 0..<repeats.common { _ = workload.run(isCommon: true) } },
        { _ = workload.run(isCommon: true, isGeneral: true) },
      ])
    let reference = seconds[0]
    let independent = seconds[1].map { seconds in seconds / Double(repeats.independent) }
    let common = seconds[2].map { seconds in seconds / Double(repeats.common) }
    let general = seconds[3]
    var vectorised: [Double] = []
    for round in 0..<7 {
      let (seconds, result) = try vector.run(workload, seed: round + 1)
      vectorised.append(seconds)
      if round == 0 { findings.requirements += checks(result, "NumPy") }
    }

    findings.figures += [
      Figure("vectors of this build", Double(build_vector_bits()), "bits"),
      speed("C", workload, reference), speed("NumPy \(vector.python.version)", workload, vectorised),
      speed("lanes, independent random numbers", workload, independent),
      speed("lanes, common random numbers", workload, common),
      speed("general engine", workload, general),
    ]
    let isNative = build_vector_bits() > 128
    let vectorRatio = Figure(
      "lanes / NumPy, independent random numbers", vectorised.median / independent.median, "× the speed")
    findings.requirements += [
      Requirement(ratio("lanes / C, independent random numbers", reference, independent), .atLeast(isNative ? 6 : 1.4)),
      Requirement(ratio("lanes / C, common random numbers", reference, common), .atLeast(isNative ? 25 : 7)),
      Requirement(ratio("general engine / C", reference, general), .atLeast(0.8)),
    ]
    if isNative {
      findings.requirements.append(Requirement(vectorRatio, .atLeast(20)))
    } else {
      findings.figures.append(vectorRatio)
    }
    let threads = threads(scalar)
    findings.figures += threads.figures
    findings.requirements += threads.requirements
    return findings
  }

  /// What the workload must come to. Of 256 trials the figures scatter by 0.004 cm and 0.012 readings (standard
  /// deviations over 200 seeds); a good engine is off by five of those once in a million seeds.
  private func checks(_ result: Workload.Result, _ label: String) -> [Requirement] {
    let error = result.steadyError - 0.9045
    let firstHit = result.meanFirstHit - 9.44
    return [
      Requirement(Figure("\(label): RMS error at g = 0.9, σ = 1, off 0.9045 by", abs(error), "cm"), .atMost(0.02)),
      Requirement(Figure("\(label): mean first hit, off 9.44 by", abs(firstHit), "readings"), .atMost(0.06)),
    ]
  }

  private func speed(_ label: String, _ workload: Workload, _ seconds: [Double]) -> Figure {
    Figure(label, workload.steps / seconds.median / 1e6, "million steps/s")
  }

  private func ratio(_ label: String, _ reference: [Double], _ seconds: [Double]) -> Figure {
    Figure(label, zip(reference, seconds).map { reference, seconds in reference / seconds }.median, "× the speed")
  }

  /// Two threads against one, at a map of 64 × 64 cells with 1000 trials. Their time by the clock on the wall shows
  /// only on an idle machine what they gain: where two threads of C do not gain it either, nothing is asked of it. What
  /// they lose by each other shows in the processor's time on any machine.
  private func threads(_ scalar: ScalarReference) -> Findings {
    let map = Workload(copies: 64, trials: 1000)
    let half = Workload(trials: 512)
    let lanes = [{ _ = map.run(isCommon: true, threads: 1) }, { _ = map.run(isCommon: true, threads: 2) }]
    let reference = [
      { for seed in 0..<2 as Range<UInt64> { _ = scalar.run(half, seed: seed) } },
      { DispatchQueue.concurrentPerform(iterations: 2) { part in _ = scalar.run(half, seed: UInt64(part)) } },
    ]
    func gain(_ seconds: [[Double]], _ place: Int) -> Double {
      zip(seconds[place], seconds[place + 1]).map { one, two in one / two }.median
    }
    let wall = Stopwatch.rounds(9, by: Stopwatch.seconds, of: lanes + reference)
    let processor = Stopwatch.rounds(9, by: Stopwatch.processorSeconds, of: lanes)
    let found = Figure("two threads / one, lanes", gain(wall, 0), "× the speed")
    let possible = Figure("two threads / one, C", gain(wall, 2), "× the speed")
    let cost = Figure("two threads / one, lanes, processor time", 1 / gain(processor, 0), "×")
    var findings = Findings(figures: [possible], requirements: [Requirement(cost, .atMost(2 / Self.leastGain))])
    if possible.value >= Self.leastGain {
      findings.requirements.append(Requirement(found, .atLeast(Self.leastGain)))
    } else {
      findings.figures.append(found)
    }
    return findings
  }

  private static let leastGain = 1.9
}
