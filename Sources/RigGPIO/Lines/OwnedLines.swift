public import RigWiring

/// An output line and the duty to give it back: inactive, then released, once.
public struct OutputLine: ~Copyable, Sendable {
  let handle: any LineHandle

  /// Takes the line at `address` from `bank`; it is inactive at first, and again when the process dies: at once, or
  /// after the pulse at hand for a line that carries pulses.
  /// - Throws: `LineError` where it is not to be had.
  public init(
    _ address: LineAddress, from bank: some LineBank, isActiveLow: Bool = false,
    drive: LineRequest.Drive = .pushPull, carriesPulses: Bool = false, consumer: String = "laserrig"
  ) throws(LineError) {
    handle = try bank.request(
      LineRequest([address], .output(drive: drive), isActiveLow: isActiveLow, consumer: consumer))
    handle.deactivateOnDeath(afterPulse: carriesPulses)
  }

  /// The line's name.
  public var address: LineAddress { handle.request.lines[0] }

  /// Makes the line active or inactive.
  public borrowing func set(_ isActive: Bool) throws(LineError) {
    try handle.set(isActive ? 1 : 0)
  }

  deinit {
    // A line that cannot be set any more is gone, and there is nobody left to tell.
    try? handle.set(0)
    handle.release()
  }
}

/// Input lines and the duty to give them back, once.
public struct InputLines: ~Copyable, Sendable {
  let handle: any LineHandle

  /// Takes the lines at `addresses`, 1 to 64 of one chip, from `bank`.
  /// - Throws: `LineError` where they are not to be had.
  public init(
    _ addresses: [LineAddress], from bank: some LineBank, isActiveLow: Bool = false, bias: LineBias = .asIs,
    consumer: String = "laserrig"
  ) throws(LineError) {
    handle = try bank.request(
      LineRequest(addresses, .input(bias: bias), isActiveLow: isActiveLow, consumer: consumer))
  }

  /// How many lines there are.
  public var count: Int { handle.request.lines.count }

  /// All lines at one instant: bit i is set where the i-th is active.
  public borrowing func snapshot() throws(LineError) -> UInt64 {
    try handle.get()
  }

  deinit {
    handle.release()
  }
}
