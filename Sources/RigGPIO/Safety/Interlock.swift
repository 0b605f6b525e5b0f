/// An input that tells whether the laser may shine: a lid, a key, a door; active means closed.
///
/// Software is slow and can hang: this input only lets a run end in good order. An interlock that protects people must
/// break the laser's own supply.
public final class Interlock: Sendable {
  private let line: InputLines
  /// The reason why nothing may shine however the line reads; nil if there is none.
  private let doubt: PinError?

  /// Takes over `line`, one line. If there is a `doubt`, the interlock never lets the laser shine.
  public init(_ line: consuming InputLines, doubt: PinError? = nil) {
    precondition(line.count == 1, "an interlock is one line")
    self.line = line
    self.doubt = doubt
  }

  /// True if the line reads closed.
  /// - Throws: `PinError` if the line cannot be read.
  public var isClosed: Bool {
    get throws(PinError) {
      try PinError.ofLine { () throws(LineError) in try line.snapshot() == 1 }
    }
  }

  /// Checks that the laser may shine.
  /// - Throws: `PinError.interlockUnproved` if the interlock has not proved itself, `interlockOpen` if it is open, or
  ///   `PinError` if the line cannot be read.
  public func requireClosed() throws(PinError) {
    if let doubt { throw doubt }
    if try !isClosed { throw .interlockOpen }
  }
}
