/// An input that says whether the laser may shine: a lid, a key, a door, closed by being active.
///
/// Software is slow and can hang: this one is for the run to end in good order. An interlock that people rely on breaks
/// the laser's own supply.
public final class Interlock: Sendable {
  private let line: InputLines

  /// Takes over `line`, one line.
  public init(_ line: consuming InputLines) {
    precondition(line.count == 1, "an interlock is one line")
    self.line = line
  }

  /// True where the laser may shine.
  /// - Throws: `PinError` where the line cannot be read.
  public var isClosed: Bool {
    get throws(PinError) {
      try PinError.ofLine { () throws(LineError) in try line.snapshot() == 1 }
    }
  }
}
