/// How long it takes to compare every rule on a thousand rigs at four levels of noise.
struct CompareBenchmark: Benchmark {
  let name = "compare"
  let purpose = "every rule on a thousand rigs, whole process"

  private let rounds = 5

  func measure() throws(Obstacle) -> Findings {
    let command = try LaserRig()
    var seconds: [Double] = []
    var peaks: [Double] = []
    for _ in 0..<rounds {
      let child = try command.compare()
      seconds.append(child.seconds)
      peaks.append(child.peakMebibytes)
    }
    return Findings(
      figures: [Figure("peak memory", peaks.median, "MiB")],
      requirements: [Requirement(Figure("laserrig compare", seconds.median, "s"), .atMost(10))])
  }
}
