/// A broken generator that gives the same few words for ever: whatever draws from it must still come to an end.
public struct StuckGenerator: RandomNumberGenerator, Sendable {
  let words: [UInt64]
  var turn = 0

  /// A generator that goes round in `words`, of which there is at least one.
  public init(_ words: UInt64...) {
    self.init(words)
  }

  /// A generator that goes round in `words`, of which there is at least one.
  public init(_ words: [UInt64]) {
    precondition(!words.isEmpty, "a generator gives at least one word")
    self.words = words
  }

  /// Only zeros.
  public static var zeros: StuckGenerator { StuckGenerator(0) }
  /// Only ones.
  public static var ones: StuckGenerator { StuckGenerator(.max) }
  /// Zeros and ones in turn.
  public static var alternating: StuckGenerator { StuckGenerator(0, .max) }

  public mutating func next() -> UInt64 {
    defer { turn = (turn + 1) % words.count }
    return words[turn]
  }
}
