internal import RigCore
internal import RigScenario
internal import RigStability

/// One sweep from its job to its exit code.
struct SweepSession {
  private let job: SweepJob
  private let terminal: Terminal
  private let output = StandardOutput()

  init(_ job: SweepJob, terminal: Terminal) {
    self.job = job
    self.terminal = terminal
  }

  /// Runs every cell that is not there yet, and reports on all.
  /// - Throws: a `Failure` where the file or the report could not be written.
  func run() throws(Failure) -> ExitStatus {
    Signals.install()
    let numbers = job.numbers
    var results = try results(numbers)
    if results.isWhole, let file = job.file {
      try OutputFile.write(SweepFile.text(results.header, results.grid), to: file)
    }
    // The report is of use to somebody, whatever becomes of the picture.
    var failure: Failure?
    if let plot = job.plot {
      do throws(Failure) { try results.draw(to: plot) } catch { failure = error }
    }
    job.format.sweepWriter(output, terminal, isQuiet: job.isQuiet).write(results)
    try output.close()
    if let failure { throw failure }
    guard let stop = results.stop else { return .success }
    let count = "\(results.grid.count) of \(job.definition.cellCount(of: job.shard)) cells are finished"
    let advice = job.file.map { file in "--resume \(file) goes on" } ?? "with --output FILE they would be kept"
    StandardError.write(line: "sweep: stopped; \(count): \(advice)")
    return ExitStatus(.stopped(stop))
  }

  private func results(_ numbers: [Int]) throws(Failure) -> SweepResults {
    let definition = job.definition
    let stepsPerCell = Double(definition.trials) * Double(definition.steps)
    let progress = SweepProgress(of: numbers.count, stepsPerCell: stepsPerCell, isQuiet: job.isQuiet)
    let ledger = SweepLedger(
      job.begun?.grid ?? SweepGrid(definition), progress, file: numbers.isEmpty ? nil : try appender())
    let cells = SweepCells(definition)
    let sweep = Sweep(
      trials: definition.trials, seed: definition.seed, hasCommonChance: !definition.isIndependent,
      threads: job.threads)
    sweep.run(numbers, isStopped: { Signals.stop != nil || ledger.hasFailed }, cell: cells.cell, take: ledger.take)
    let (grid, done, seconds) = try ledger.close()
    var results = SweepResults(header: job.header, name: job.name, grid: grid)
    results.effort = numbers.isEmpty ? nil : .init(steps: Double(done) * stepsPerCell, seconds: seconds)
    // A signal after the last cell has stopped nothing.
    if !results.isWhole { results.stop = Signals.stop }
    return results
  }

  /// The file that takes each cell as it comes; none where there is no file, or what stands there is a pipe.
  private func appender() throws(Failure) -> SweepAppender? {
    guard let path = job.file, OutputFile.isFile(path) else { return nil }
    if let begun = job.begun { return try SweepAppender(path, keeping: begun.wholeLength, then: "") }
    return try SweepAppender(path, keeping: 0, then: job.header.text)
  }
}
