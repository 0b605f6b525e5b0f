internal import RigCore
internal import RigReports
internal import RigScenario
internal import RigTrials

/// One sweep from its job to its exit code.
struct SweepSession {
  private var job: SweepJob
  private let terminal: Terminal
  private let output = StandardOutput()
  /// The file that takes each cell as it comes, locked until the finished one is in its place.
  private var file: SweepAppender?

  /// The number of cells up to which a sweep that was stopped has a hash: it takes a second.
  private static let quicklyHashed = 1 << 18

  init(_ job: SweepJob, terminal: Terminal) {
    self.job = job
    self.terminal = terminal
  }

  /// Runs every cell that is not there yet, and reports on all.
  /// - Throws: a `Failure` if the file or the report could not be written.
  mutating func run() throws(Failure) -> ExitStatus {
    Signals.install(for: .simulated)
    var results = try results(job.numbers(until: { Signals.stop != nil }))
    // The report is useful even if the files fail.
    var failures: [Failure] = []
    if results.isWhole, let file = job.file {
      do throws(Failure) {
        try OutputFile.write(
          SweepFile.text(results.header, results.grid), to: file, until: { Signals.stop != nil })
      } catch {
        failures.append(OutputFile.isFile(file) ? SweepAppender.kept(error, in: file) : error)
      }
    }
    file?.close()
    if let plot = job.plot {
      do throws(Failure) { try results.draw(to: plot, until: { Signals.stop != nil }) } catch { failures.append(error) }
    }
    job.format.sweepWriter(output, terminal, isQuiet: job.isQuiet).write(results)
    try output.close()
    for failure in failures.dropLast() { StandardError.write(line: failure.message) }
    if let failure = failures.last { throw failure }
    guard let stop = results.stop else { return .success }
    let count = "\(results.grid.count) of \(job.definition.cellCount(of: job.shard)) cells are finished"
    let advice = job.file.map { file in "--resume \(file) goes on" } ?? "with --output FILE they would be kept"
    StandardError.write(line: "sweep: stopped; \(count): \(advice)")
    return ExitStatus(Outcome.stopped(stop))
  }

  private mutating func results(_ numbers: [Int]) throws(Failure) -> SweepResults {
    let definition = job.definition
    var planned = 0.0
    for number in numbers where Signals.stop == nil { planned += Double(definition.steps(of: number)) }
    let stepsPerCell = Double(definition.trials) * planned / Double(max(numbers.count, 1))
    let progress = SweepProgress(of: numbers.count, stepsPerCell: stepsPerCell, isQuiet: job.isQuiet)
    file = numbers.isEmpty ? nil : try appender()
    let ledger = SweepLedger(job.takeGrid(), progress, file: file)
    let cells = SweepCells(definition)
    let sweep = Sweep(
      trials: definition.trials, seed: definition.seed, hasCommonRandomNumbers: !definition.isIndependent,
      threads: job.threads)
    for numbers in definition.ofOneLength(numbers) {
      sweep.run(numbers, isStopped: { Signals.stop != nil || ledger.hasFailed }, cell: cells.cell, take: ledger.take)
    }
    let (grid, steps, seconds) = try ledger.close()
    var results = SweepResults(header: job.header, name: job.name, grid: grid)
    results.effort = numbers.isEmpty ? nil : .init(steps: steps, seconds: seconds)
    let isHashed = results.makeHash(
      for: job.format, until: { Signals.stop != nil && grid.count > Self.quicklyHashed })
    // A signal after the last cell has stopped nothing but the hash.
    if !results.isWhole || !isHashed { results.stop = Signals.stop }
    return results
  }

  /// The file that takes each cell as it comes; nil if there is no file, or if it is a pipe.
  private func appender() throws(Failure) -> SweepAppender? {
    guard let path = job.file, OutputFile.isFile(path) else { return nil }
    return try SweepAppender(
      path, keeping: job.begun?.wholeLength ?? 0, then: job.begun == nil ? job.header.text : "",
      expecting: job.expectation)
  }
}

extension SweepDefinition {
  /// The cells `numbers` in groups with trials of equal length: lanes run side by side to their end.
  fileprivate func ofOneLength(_ numbers: [Int]) -> [[Int]] {
    guard stepsAxis != nil else { return [numbers] }
    let groups = Dictionary(grouping: numbers) { number in steps(of: number) }
    // The longest first, so that no thread is left alone with them.
    return groups.sorted { left, right in left.key > right.key }.map(\.value)
  }
}
