public import RigWiring

/// A test of an interlock by hand: a person opens it and closes it, and the line has to follow. Nothing else is taken,
/// so nothing moves or shines meanwhile.
public final class InterlockTest {
  /// The next act of the person.
  public enum Stage: Sendable, Equatable {
    /// Open the interlock.
    case open
    /// Close the interlock.
    case close
    /// Nothing: the interlock was seen open and then closed.
    case done
  }

  /// The time between two looks, in nanoseconds.
  public static var lookNanoseconds: Int64 { 10_000_000 }
  /// The number of looks in a row that have to agree: contacts bounce, and a line that floats picks up noise.
  static var looks: Int { 10 }

  /// The next act of the person.
  public private(set) var stage = Stage.open
  private let interlock: Interlock
  private let note: () -> Bool
  private var agreeing = 0

  /// Takes the line of an interlock, and takes back an older proof of it: what is tested again is in doubt.
  /// - Throws: `PinError` if the line is not available, or an older proof cannot be taken back.
  public convenience init(_ line: PinRigSettings.Line, lines: some LineBank = SystemLines()) throws(PinError) {
    try self.init(line, lines: lines, proofs: InterlockProofs())
  }

  init(_ line: PinRigSettings.Line, lines: some LineBank, proofs: InterlockProofs) throws(PinError) {
    interlock = try Interlock(line, from: lines)
    proofs.remove(line, among: lines.chips())
    guard proofs.date(line, among: lines.chips()) == nil else { throw .interlockUnproved(Self.foreignProof) }
    note = { proofs.add(line, among: lines.chips(), date: InterlockProofs.now) }
  }

  /// Looks at the line; to be called every ``lookNanoseconds``.
  /// - Throws: `PinError` if the line cannot be read, or if the proof cannot be noted.
  public func look() throws(PinError) {
    if stage == .done { return }
    let isWanted = try interlock.isClosed == (stage == .close)
    agreeing = isWanted ? agreeing + 1 : 0
    guard agreeing >= Self.looks else { return }
    agreeing = 0
    guard stage == .close else {
      stage = .close
      return
    }
    guard note() else { throw .interlockUnproved(Self.noFolder) }
    stage = .done
  }

  private static var foreignProof: String {
    "an older proof of the interlock is another user's and cannot be taken back; run this as root"
  }

  private static var noFolder: String {
    """
    the interlock was seen open and closed, but there is no folder to note it in: run this as root, for /run/laserrig, \
    or in a session of your own, which has XDG_RUNTIME_DIR
    """
  }
}

extension Interlock {
  /// Takes the line of an interlock from `bank`.
  convenience init(_ settings: PinRigSettings.Line, from bank: some LineBank, doubt: PinError? = nil) throws(PinError) {
    let line = try PinError.ofLine { () throws(LineError) in
      try InputLines(
        [settings.address], from: bank, isActiveLow: settings.isActiveLow, bias: settings.bias,
        consumer: "laserrig interlock")
    }
    self.init(line, doubt: doubt)
  }
}

extension PinRigSettings {
  /// The reason why nothing may shine behind the interlock; nil if there is no interlock, if it has proved itself, or
  /// need not.
  func interlockDoubt(_ proofs: InterlockProofs, among chips: [ChipDescription]) -> PinError? {
    guard let interlock, interlockProof == .seen, proofs.date(interlock, among: chips) == nil else { return nil }
    return .interlockUnproved(
      """
      the interlock \(interlock.address) was not seen open and closed since the machine was started, and a line that \
      the chip does not pull may read closed all the time: `laserrig doctor SCENARIO --prove-interlock` watches it \
      while you open and close it
      """)
  }
}
