/// A group of measurements with requirements on what they come to.
protocol Benchmark: Sendable {
  /// The name on the command line.
  var name: String { get }
  /// What it measures, in a few words.
  var purpose: String { get }

  /// Measures.
  /// - Throws: if something that it needs is missing or misbehaves; nothing is then measured.
  func measure() throws(Obstacle) -> Findings
}

/// Why a benchmark could not run, with the way out.
struct Obstacle: Error {
  let reason: String
}

/// What a benchmark measured.
struct Findings {
  var figures: [Figure] = []
  var requirements: [Requirement] = []
  var tables: [Table] = []
}

extension Benchmark {
  func report() -> Report {
    do throws(Obstacle) {
      return Report(name: name, findings: try measure(), obstacle: nil)
    } catch {
      return Report(name: name, findings: Findings(), obstacle: error)
    }
  }
}

/// All benchmarks, in the order in which they run. A process begins with its parent's memory in its books, so that
/// those that measure one come before those that lock theirs.
enum Catalogue {
  /// The benchmarks.
  ///
  /// - Parameter rigs: the number of rigs that a rule is tried on under each condition of a bench; nil for the number
  ///   of the documentation.
  static func all(rigs: Int?) -> [any Benchmark] {
    [
      LoopBenchmark(), ProcessBenchmark(), MemoryBenchmark(), CompareBenchmark(), SweepBenchmark(), MapBenchmark(),
      NoiseBenchmark(),
      AllocationBenchmark(), SettlingBenchmark(), RulesBenchmark(), ConditionsBenchmark(rigs: rigs ?? 2000),
      YardsticksBenchmark(rigs: rigs ?? 200), WakeUpBenchmark(),
    ]
  }
}
