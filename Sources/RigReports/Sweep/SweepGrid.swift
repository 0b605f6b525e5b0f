internal import RigScenario
public import RigTrials

/// The cells of a sweep that have been run so far.
public struct SweepGrid: Sendable {
  /// The settings that decide the results of the sweep.
  public let definition: SweepDefinition
  /// The results of all cells of the sweep, each at the place of its number; a cell that has not been run is missing.
  public private(set) var rows: [SweepRow]
  /// The number of cells that have been run.
  public private(set) var count = 0
  /// The hash of the header alone, the same for all shards.
  public let headerHash: SweepHash

  /// A grid of the sweep of `header` without any cell.
  public init(_ header: SweepHeader) {
    definition = header.definition
    rows = Array(repeating: .missing, count: definition.cells)
    var hash = SweepHash()
    hash.add(SweepHeader(header, shard: nil).text)
    headerHash = hash
  }

  /// Takes in the result of the cell `number`.
  public mutating func set(_ number: Int, _ row: SweepRow) {
    if rows[number].isMissing { count += 1 }
    rows[number] = row
  }

  /// The result of the cell `number`; nil if it is missing.
  public func statistics(of number: Int) -> CellStatistics? {
    rows[number].isMissing ? nil : rows[number].statistics(trials: definition.trials)
  }

  /// The line of the cell `number`, which must be there, in the form of a file. Its checksum, of the header without its
  /// shard and of the line up to there, tells a change of either.
  public func line(of number: Int) -> String {
    let places = definition.places(of: number)
    let row = rows[number]
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
  public var hash: SweepHash {
    var hash = headerHash
    for number in rows.indices where !rows[number].isMissing { hash.add(line(of: number)) }
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
