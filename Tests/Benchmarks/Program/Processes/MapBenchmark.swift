/// How long the map takes that `laserrig sweep` makes where nothing else is asked for, and what memory maps need.
struct MapBenchmark: Benchmark {
  let name = "map"
  let purpose = "the map of a sweep where nothing else is asked for, and one of a million cells, whole process"

  private let rounds = 5
  private let million = ["--x", "controller.learningRate=0.01..1.25:1024", "--y", "rig.sensor.noise=0..2:1024"]

  func measure() throws(Obstacle) -> Findings {
    let command = try LaserRig()
    var seconds: [Double] = []
    for _ in 0..<rounds { seconds.append(try command.sweep().seconds) }
    let large = try command.sweep(million + ["--trials", "1", "--steps", "20", "--quiet"]).peakMebibytes
    let few = try peak(of: command, trials: 32, steps: 20)
    let many = try peak(of: command, trials: 1024, steps: 2000)
    return Findings(
      figures: [Figure("64 × 64 cells, 32 trials of 20 steps, peak memory", few, "MiB")],
      requirements: [
        Requirement(Figure("laserrig sweep", seconds.median, "s"), .atMost(3)),
        Requirement(Figure("1024 × 1024 cells, peak memory", large, "MiB"), .below(200)),
        Requirement(Figure("64 × 64 cells, 1024 trials of 2000 steps: growth", many - few, "MiB"), .below(4)),
      ])
  }

  private func peak(of command: LaserRig, trials: Int, steps: Int) throws(Obstacle) -> Double {
    var peaks: [Double] = []
    for _ in 0..<3 {
      peaks.append(try command.sweep(["--trials", "\(trials)", "--steps", "\(steps)", "--quiet"]).peakMebibytes)
    }
    return peaks.median
  }
}
