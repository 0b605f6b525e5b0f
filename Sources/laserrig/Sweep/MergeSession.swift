internal import RigScenario
internal import RigStability

/// Shards of a sweep on their way to the whole.
struct MergeSession {
  let files: [String]
  let output: String?
  let format: OutputFormat
  /// The file for the picture, if there is to be one.
  let plot: String?
  let isQuiet: Bool
  let terminal: Terminal

  /// Joins the files and reports on all of them.
  /// - Throws: a `Failure` that names the file that does not belong to the others, or what is missing.
  func run() throws(Failure) {
    for path in [output, plot].compactMap({ path in path }) { try OutputFile.check(path) }
    var first: (header: SweepHeader, grid: SweepGrid)?
    var shards: [SweepShard] = []
    for path in files {
      var file = try SweepFile(path)
      guard let header = file.header else {
        throw Failure(.configuration, "\(path): has not even its first lines; compute it anew")
      }
      // What is whole is the same header but for the shard.
      var (whole, grid) = first ?? (SweepHeader(header, shard: nil), SweepGrid(header.definition))
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
    if let output { try OutputFile.write(SweepFile.text(first.header, first.grid), to: output) }
    var results = SweepResults(header: first.header, name: output ?? "merge", grid: first.grid)
    if let plot { try results.draw(to: plot) }
    let standardOutput = StandardOutput()
    format.sweepWriter(standardOutput, terminal, isQuiet: isQuiet).write(results)
    try standardOutput.close()
  }

  /// What to say of the cells that no file has: the shards that are not there at all, or the cells.
  private static func missing(_ grid: SweepGrid, _ shards: [SweepShard]) -> Failure {
    let cells = grid.rows.indices.filter { number in grid.rows[number].isMissing }
    let start = "merge: \(cells.count) of \(grid.rows.count) cells are missing"
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
