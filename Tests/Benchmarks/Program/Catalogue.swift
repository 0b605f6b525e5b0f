/// All benchmarks, in the order in which they run. A process begins with its parent's memory in its books, so that
/// those that measure one come before those that lock theirs.
enum Catalogue {
  static let all: [any Benchmark] = [
    LoopBenchmark(), ProcessBenchmark(), MemoryBenchmark(), CompareBenchmark(), SweepBenchmark(), MapBenchmark(),
    NoiseBenchmark(),
    AllocationBenchmark(), RulesBenchmark(), ConditionsBenchmark(), WakeUpBenchmark(),
  ]
}
