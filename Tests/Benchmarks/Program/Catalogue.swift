/// All benchmarks, in the order in which they run.
enum Catalogue {
  static let all: [any Benchmark] = [
    LoopBenchmark(), AllocationBenchmark(), ProcessBenchmark(), MemoryBenchmark(), WakeUpBenchmark(),
  ]
}
