internal import RigScenario
public import RigTrials

/// The cells of a sweep that have been run so far.
public struct SweepGrid: Sendable {
  /// The settings that decide the results of the sweep.
  public let definition: SweepDefinition
  /// The numbers of all cells of the sweep.
  public let numbers: Range<Int>
  /// The number of cells that have been run.
  public private(set) var count = 0
  /// The hash of the header alone, the same for all shards.
  public let headerHash: SweepHash
  /// The results in blocks of cells that follow each other. A block is empty before its first cell: to fill the memory
  /// of a large map at once takes many seconds.
  private var blocks: [[SweepRow]]
  private static let blockSize = 4096
  /// The numbers from the first to the last cell that has been run.
  private var span = 0..<0

  /// A grid of the sweep of `header` without any cell.
  public init(_ header: SweepHeader) {
    definition = header.definition
    numbers = 0..<definition.cells
    blocks = Array(repeating: [], count: (numbers.count + Self.blockSize - 1) / Self.blockSize)
    var hash = SweepHash()
    hash.add(SweepHeader(header, shard: nil).text)
    headerHash = hash
  }

  /// Takes in the result of the cell `number`.
  public mutating func set(_ number: Int, _ row: SweepRow) {
    let (block, place) = number.quotientAndRemainder(dividingBy: Self.blockSize)
    if blocks[block].isEmpty { blocks[block] = Array(repeating: .missing, count: Self.blockSize) }
    if blocks[block][place].isMissing { count += 1 }
    blocks[block][place] = row
    span =
      span.isEmpty
      ? number..<number + 1 : min(span.lowerBound, number)..<max(span.upperBound, number + 1)
  }

  /// The result of the cell `number`, one of ``numbers``; `.missing` if it has not been run.
  public subscript(number: Int) -> SweepRow {
    let (block, place) = number.quotientAndRemainder(dividingBy: Self.blockSize)
    return blocks[block].isEmpty ? .missing : blocks[block][place]
  }

  /// The numbers of the cells that have been run, in order.
  public var finished: some Sequence<Int> { span.lazy.filter { number in !self[number].isMissing } }

  /// The statistics of the cell `number`; nil if it is missing.
  public func statistics(of number: Int) -> CellStatistics? {
    self[number].isMissing ? nil : self[number].statistics(trials: definition.trials)
  }

  /// The line of the cell `number`, which must be there, in the form of a file. Its checksum, of the header without its
  /// shard and of the line up to there, tells a change of either.
  public func line(of number: Int) -> String {
    let places = definition.places(of: number)
    let row = self[number]
    let statistics = row.statistics(trials: definition.trials)
    var line = "\(number),\(definition.x.text(at: places.x)),\(definition.y.text(at: places.y))"
    for figure in SweepFigure.all {
      line += ","
      line += figure.text(statistics, row.ranBy)
    }
    var checksum = headerHash
    checksum.add(line)
    line += "," + checksum.text.suffix(8) + "\n"
    return line
  }

  /// 64 bits made from the header without its shard, and from the lines of all cells that are there, in the order of
  /// their numbers: the same for one sweep, and for its shards together.
  ///
  /// Source: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm" (FNV-1a).
  ///
  /// - Parameter isStopped: asked at each cell; a large map takes a minute.
  /// - Returns: the hash; nil if it was stopped.
  public func hash(until isStopped: () -> Bool = { false }) -> SweepHash? {
    var hash = headerHash
    for number in finished {
      if isStopped() { return nil }
      hash.add(line(of: number))
    }
    return hash
  }
}

/// The hash of a text that comes in pieces.
public struct SweepHash: Sendable, Equatable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds the bytes of `text` in UTF-8.
  public mutating func add(_ text: String) {
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Adds the eight bytes of `word`, the lowest first.
  public mutating func add(_ word: UInt64) {
    for byte in 0..<8 { state = (state ^ (word >> (8 * UInt64(byte)) & 0xFF)) &* 0x100_0000_01B3 }
  }

  /// The hash as text: sixteen hexadecimal digits.
  public var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
