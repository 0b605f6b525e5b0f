public import RigWiring

/// An output line with the duty to give it back: it is made inactive and released, once.
public struct OutputLine: ~Copyable, Sendable {
  let handle: any LineHandle

  /// Takes the line at `address` from `bank`. It is inactive at first, and again if the process dies: at once, or after
  /// the current pulse for a line that carries pulses.
  /// - Throws: `LineError` if the line is not available.
  public init(
    _ address: LineAddress, from bank: some LineBank, isActiveLow: Bool = false,
    drive: LineRequest.Drive = .pushPull, carriesPulses: Bool = false, consumer: String = "laserrig"
  ) throws(LineError) {
    handle = try bank.request(
      LineRequest([address], .output(drive: drive), isActiveLow: isActiveLow, consumer: consumer))
    handle.deactivateOnDeath(afterPulse: carriesPulses)
  }

  /// The address of the line.
  public var address: LineAddress { handle.request.lines[0] }

  /// Makes the line active or inactive.
  public borrowing func set(_ isActive: Bool) throws(LineError) {
    try handle.set(isActive ? 1 : 0)
  }

  deinit {
    // A line that cannot be set any more is gone, and there is no caller to report it to.
    try? handle.set(0)
    handle.release()
  }
}

/// Input lines with the duty to give them back, once.
public struct InputLines: ~Copyable, Sendable {
  let handle: any LineHandle

  /// Takes the lines at `addresses`, 1 to 64 of one chip, from `bank`.
  /// - Throws: `LineError` if the lines are not available.
  public init(
    _ addresses: [LineAddress], from bank: some LineBank, isActiveLow: Bool = false, bias: LineBias = .asIs,
    consumer: String = "laserrig"
  ) throws(LineError) {
    handle = try bank.request(
      LineRequest(addresses, .input(bias: bias), isActiveLow: isActiveLow, consumer: consumer))
  }

  /// The number of lines that are held.
  public var count: Int { handle.request.lines.count }

  /// The levels of all lines at one instant: bit i is set if the i-th line is active.
  public borrowing func snapshot() throws(LineError) -> UInt64 {
    try handle.get()
  }

  deinit {
    handle.release()
  }
}
