internal import Glibc

/// A sweep's file as it is read: its header, then the cells in whatever order they were finished.
public struct SweepFile: ~Copyable {
  /// The path of the file.
  public let path: String
  /// The header; nil for a file in which not even the header is whole.
  public let header: SweepHeader?
  private var lines: LineReader
  /// The number of cells that have been read.
  public private(set) var cells = 0

  private static let hashName = "# hash: "

  /// Opens the file at `path` and reads its header.
  /// - Throws: a `Failure` if the file cannot be read, or is not the file of a sweep.
  public init(_ path: String) throws(Failure) {
    var reader = try LineReader(path)
    header = try Self.header(&reader, path)
    lines = reader
    self.path = path
  }

  private static func header(_ lines: inout LineReader, _ path: String) throws(Failure) -> SweepHeader? {
    var header: [Substring] = []
    while let line = try lines.next() {
      guard line.hasPrefix("# ") else { return try SweepHeader(lines: header, columns: line, path: path) }
      header.append(line)
    }
    // Another program's text must not pass for a sweep that was killed at once.
    guard SweepHeader.canBegin(header.first ?? lines.rest[...]) else {
      throw SweepHeader.stranger(path)
    }
    return nil
  }

  /// The file as it was before it was read: another program may put more into it, or another file in its place.
  public var identity: SweepFileIdentity? { lines.identity }

  /// The number of whole bytes, so that the bytes after them can be cut off.
  public var wholeLength: Int { lines.length }

  /// Puts the cells into `grid`, which has the header's definition.
  /// - Returns: the number of cells that were there already, with the same results.
  /// - Throws: a `Failure` that names the line if it is invalid, or contradicts `grid`.
  public mutating func read(into grid: inout SweepGrid) throws(Failure) -> Int {
    var hash: (text: Substring, line: Int)?
    var sum = grid.headerHash
    var last = -1
    var isInOrder = true
    var known = 0
    let shard = header?.shard
    while let line = try lines.next() {
      if line.hasPrefix(Self.hashName) {
        hash = (line.dropFirst(Self.hashName.count), lines.count)
        continue
      }
      // The hash stands for the lines above it, but more lines follow.
      hash = nil
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count > 3, let number = Int(fields[0]), grid.numbers.contains(number),
        shard?.has(number) ?? true, let row = SweepRow(fields[3...].dropLast(), trials: grid.definition.trials)
      else { throw spoilt(lines.count) }
      let old = grid[number].isMissing ? nil : grid.line(of: number)
      grid.set(number, row)
      // Written anew it must be the same text: no digit has been touched.
      let new = grid.line(of: number)
      guard new.dropLast() == line else { throw spoilt(lines.count) }
      sum.add(new)
      isInOrder = isInOrder && number > last
      last = number
      if let old {
        guard old == new else {
          throw Failure(
            .configuration,
            "\(path):\(lines.count): cell \(number) is there twice, with different results; compute it anew")
        }
        known += 1
      }
      cells += 1
    }
    // If cells were taken out, to have them computed again, the hash need not match.
    if let hash, cells >= grid.definition.cellCount(of: shard), !isInOrder || sum.text != hash.text {
      throw Failure(
        .configuration, "\(path):\(hash.line): the hash is not that of the lines above; they have been changed")
    }
    return known
  }

  private func spoilt(_ line: Int) -> Failure {
    Failure(
      .configuration,
      """
      \(path):\(line): is no cell of this sweep, or it or the lines at the beginning have been changed; \
      take the line out, and --resume computes it
      """)
  }

  /// The file of a sweep that is finished: the header, the cells in order, and their hash.
  public static func text(_ header: SweepHeader, _ grid: SweepGrid, isFinished: Bool = true) -> some Sequence<String> {
    SweepText(header: header.text, grid: grid, hashName: isFinished ? hashName : nil)
  }
}

/// The pieces of a sweep's file, made as they are needed.
private struct SweepText: Sequence {
  let header: String
  let grid: SweepGrid
  /// The words before the hash of the lines, in the last piece; nil for no such piece.
  let hashName: String?

  func makeIterator() -> AnyIterator<String> {
    var hash = grid.headerHash
    var lines = grid.finished.lazy.map { number in grid.line(of: number) }.makeIterator()
    var (isBegun, isEnded) = (false, false)
    return AnyIterator {
      if !isBegun {
        isBegun = true
        return header
      }
      if let line = lines.next() {
        hash.add(line)
        return line
      }
      if isEnded { return nil }
      isEnded = true
      return hashName.map { name in name + hash.text + "\n" }
    }
  }
}
