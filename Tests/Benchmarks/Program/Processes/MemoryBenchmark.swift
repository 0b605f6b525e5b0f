/// That a long run needs no more memory than a short one.
struct MemoryBenchmark: Benchmark {
  let name = "memory"
  let purpose = "the command's peak memory over a thousand and a million steps"

  private let rounds = 5
  /// A scatter that never settles within the tolerance, and that the loop, which is not told of it, takes for no
  /// escape.
  private let neverEnding = [
    "--noise", "0.5", "--tolerance", "1e-9", "--set", "loop.noise=0", "--set", "loop.divergence.steps=100000",
  ]
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
      let child = try command.run(neverEnding + ["--steps", "\(steps)"], expecting: stepLimitReached)
      peaks.append(child.peakMebibytes)
    }
    return peaks.median
  }
}
