internal import RigReports
internal import RigScenario
internal import RigTrials

/// Shards of a sweep on their way to the whole.
struct MergeSession {
  let files: [String]
  let output: String?
  let format: OutputFormat
  /// The file for the picture, if there is to be one.
  let plot: String?
  /// True if the results may take the place of any file.
  let isForced: Bool
  /// True if much memory may be taken.
  let isAgreed: Bool
  let isQuiet: Bool
  let terminal: Terminal

  /// Joins the files and reports on all of them.
  /// - Throws: a `Failure` that names the file that does not belong to the others, or what is missing.
  func run() throws(Failure) {
    let results = NamedFiles(
      [.init("--output", .sweep, output), .init("--plot", .picture, plot)], isForced: isForced)
    try results.check(keeping: .shards(files))
    var first: (header: SweepHeader, grid: SweepGrid)?
    var shards: [SweepShard] = []
    for path in files {
      var file = try SweepFile(path)
      guard let header = file.header else {
        throw Failure(.configuration, "\(path): has not even its first lines; compute it anew")
      }
      if first == nil {
        try SweepBounds.checkMemory(of: header.definition, isAgreed: isAgreed, .configuration, path)
        if plot != nil { try SweepPicture.check(header.definition) }
        try checkOutput(is: SweepHeader(header, shard: nil))
      }
      // The header of the whole sweep is that of a shard, but for the shard.
      var (whole, grid) = first ?? (SweepHeader(header, shard: nil), SweepGrid(header))
      try header.check(is: whole, at: path, whose: files[0])
      // One grid, and no copy of it.
      first = nil
      let known = try file.read(into: &grid)
      if known > 0 {
        StandardError.warn("\(path): \(known) of its cells came with other files already, with the same results")
      }
      if let shard = header.shard { shards.append(shard) }
      whole = SweepHeader(whole, shard: nil)
      first = (whole, grid)
    }
    guard let first else { return }
    if first.grid.count < first.header.definition.cells { throw Self.missing(first.grid, shards) }
    // The report is useful even if the files fail.
    var failures: [Failure] = []
    if let output {
      do throws(Failure) {
        try SweepAppender.replace(output, with: SweepFile.text(first.header, first.grid))
      } catch {
        failures.append(error)
      }
    }
    var merged = SweepResults(header: first.header, name: output ?? "merge", grid: first.grid)
    merged.makeHash(for: format)
    if let plot {
      do throws(Failure) { try merged.draw(to: plot) } catch { failures.append(error) }
    }
    let standardOutput = StandardOutput()
    format.sweepWriter(standardOutput, terminal, isQuiet: isQuiet).write(merged)
    try standardOutput.close()
    for failure in failures.dropLast() { StandardError.write(line: failure.message) }
    if let failure = failures.last { throw failure }
  }

  /// - Throws: a `Failure` if the file for the whole is that of another sweep than `whole`, whose cells would be lost.
  private func checkOutput(is whole: SweepHeader) throws(Failure) {
    guard let output, !isForced, OutputFile.isFile(output), !OutputFile.isEmpty(output) else { return }
    do throws(Failure) {
      let file = try SweepFile(output)
      guard let header = file.header else {
        throw Failure(.configuration, "\(output): is there already, with a sweep's first lines cut off")
      }
      try header.check(is: whole, at: output, whose: files[0])
    } catch {
      throw Failure(error.kind, "--output: \(error.message); choose another file, or --force to lose what it has")
    }
  }

  /// The failure that names the cells that no file has: the shards that are missing as a whole, or the cells.
  private static func missing(_ grid: SweepGrid, _ shards: [SweepShard]) -> Failure {
    let cells = grid.numbers.filter { number in grid[number].isMissing }
    let start = "merge: \(cells.count) of \(grid.numbers.count) cells are missing"
    guard let count = shards.first?.count, shards.allSatisfy({ shard in shard.count == count }) else {
      return Failure(
        .configuration, "\(start): \(list(cells.map(String.init))); add their file, or finish one with sweep --resume")
    }
    let absent = Set(cells.map { number in number % count }).sorted().map { index in
      (shards.contains { shard in shard.index == index } ? "the rest of shard " : "shard ") + "\(index)/\(count)"
    }
    return Failure(
      .configuration, "\(start): \(list(absent)); add its file, or finish it with sweep --resume")
  }

  private static func list(_ words: [String]) -> String {
    let most = 8
    return words.prefix(most).joined(separator: ", ") + (words.count > most ? ", and \(words.count - most) more" : "")
  }
}
