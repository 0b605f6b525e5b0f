/// An input that tells whether the laser may shine: a lid, a key, a door; active means closed.
///
/// Software is slow and can hang: this input only lets a run end in good order. An interlock that protects people must
/// break the laser's own supply.
public final class Interlock: Sendable {
  private let line: InputLines

  /// Takes over `line`, one line.
  public init(_ line: consuming InputLines) {
    precondition(line.count == 1, "an interlock is one line")
    self.line = line
  }

  /// True if the laser may shine.
  /// - Throws: `PinError` if the line cannot be read.
  public var isClosed: Bool {
    get throws(PinError) {
      try PinError.ofLine { () throws(LineError) in try line.snapshot() == 1 }
    }
  }
}
