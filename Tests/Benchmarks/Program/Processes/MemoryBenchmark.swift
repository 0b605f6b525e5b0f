/// That a long run needs no more memory than a short one.
struct MemoryBenchmark: Benchmark {
  let name = "memory"
  let purpose = "the command's peak memory over a thousand and a million steps"

  private let rounds = 5
  /// A scatter that can never settle within the tolerance.
  private let neverSettling = ["--noise", "0.5", "--set", "loop.noise=0", "--tolerance", "1e-9"]
  private let stepLimitReached: Int32 = 4

  func measure() throws(Obstacle) -> Findings {
    let command = try LaserRig()
    let floor = try ChildProcess.floor()
    let short = try peak(of: command, steps: 1000)
    let long = try peak(of: command, steps: 1_000_000)
    return Findings(
      figures: [
        Figure("the least that can be seen", floor, "MiB"),
        Figure("1,000 steps", short, "MiB"),
        Figure("1,000,000 steps", long, "MiB"),
      ],
      requirements: [
        Requirement(Figure("1,000 steps, above the least", short - floor, "MiB"), .atLeast(1)),
        Requirement(Figure("growth", long - short, "MiB"), .below(1)),
      ])
  }

  private func peak(of command: LaserRig, steps: Int) throws(Obstacle) -> Double {
    var peaks: [Double] = []
    for _ in 0..<rounds {
      let child = try command.run(neverSettling + ["--steps", "\(steps)"], expecting: stepLimitReached)
      peaks.append(child.peakMebibytes)
    }
    return peaks.median
  }
}
