/// The whole command, from start to exit, against Python with NumPy on the same task.
struct ProcessBenchmark: Benchmark {
  let name = "process"
  let purpose = "the whole command against Python with NumPy"

  private let rounds = 21

  func measure() throws(Obstacle) -> Findings {
    let command = try LaserRig()
    let python = try Python()
    var commandPeaks: [Double] = []
    var pythonPeaks: [Double] = []
    let comparison = try Stopwatch.rounds(
      rounds,
      of: { () throws(Obstacle) in pythonPeaks.append(try python.runArticle().peakMebibytes) },
      and: { () throws(Obstacle) in commandPeaks.append(try command.run().peakMebibytes) })
    return Findings(
      figures: [
        Figure("Python with NumPy", 1e3 * comparison.first.median, "ms"),
        Figure("laserrig", 1e3 * comparison.second.median, "ms"),
        Figure("peak memory of Python", pythonPeaks.median, "MiB"),
      ],
      requirements: [
        Requirement(Figure("Python / laserrig", comparison.medianRatio, "× the time"), .atLeast(10)),
        Requirement(Figure("peak memory of laserrig", commandPeaks.max() ?? .nan, "MiB"), .below(30)),
      ])
  }
}
