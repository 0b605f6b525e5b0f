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
  /// - Parameter options: which conditions of a bench are tried, and on which rigs.
  static func all(_ options: BenchSampleOptions) -> [any Benchmark] {
    [
      LoopBenchmark(), ProcessBenchmark(), MemoryBenchmark(), CompareBenchmark(), SweepBenchmark(), MapBenchmark(),
      NoiseBenchmark(), AllocationBenchmark(), SettlingBenchmark(), RulesBenchmark(),
      ConditionsBenchmark(sample: options.sample(ofRigs: 2000)),
      YardsticksBenchmark(sample: options.sample(ofRigs: 200)),
      WakeUpBenchmark(),
    ]
  }
}
