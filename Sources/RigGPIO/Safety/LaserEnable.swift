internal import Synchronization

/// The line that lets the laser shine: off until it is switched on, and permanently off once it has been locked out.
///
/// The first part of the program that notices trouble switches it off: the loop, the watchdog's thread, a dying
/// process. Any thread may call.
public final class LaserEnable: Sendable {
  private enum State {
    case ready, lockedOut
  }

  private let line: OutputLine
  private let state = Mutex(State.ready)

  /// Takes over `line`, which is off.
  public init(_ line: consuming OutputLine) {
    self.line = line
  }

  /// Lets the laser shine; does nothing once it is locked out.
  /// - Throws: `PinError` if the line cannot be driven.
  public func switchOn() throws(PinError) {
    try state.withLock { state throws(PinError) in
      if state == .ready { try set(true) }
    }
  }

  /// Ends the beam; ``switchOn()`` works again.
  /// - Throws: `PinError` if the line cannot be driven: the laser may then still be on.
  public func switchOff() throws(PinError) {
    try state.withLock { _ throws(PinError) in try set(false) }
  }

  /// Ends the beam permanently: ``switchOn()`` does not work again.
  public func lockOut() throws(PinError) {
    try state.withLock { state throws(PinError) in
      state = .lockedOut
      try set(false)
    }
  }

  private func set(_ isOn: Bool) throws(PinError) {
    try PinError.ofLine { () throws(LineError) in try line.set(isOn) }
  }
}
