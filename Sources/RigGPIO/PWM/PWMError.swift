/// A failure of a PWM channel: the channel, the problem and its remedy, in one line.
public struct PWMError: DeviceError {
  /// The kinds of failure. Their raw values are stable.
  public enum Kind: String, Sendable, CaseIterable {
    /// No chip of that number or label, or more than one.
    case noSuchChip
    /// The chip has fewer channels.
    case noSuchChannel
    /// The files of the channel may not be written.
    case noPermission
    /// A driver of the kernel or another program has the channel.
    case busy
    /// The chip cannot make that period or that pulse.
    case refused
    /// The chip went away, or the channel was released.
    case gone
    /// Any other failure of a system call.
    case inputOutput
  }

  /// The kind of this failure.
  public let kind: Kind
  /// The chip, as `pwmchip0 (1f00098000.pwm)`; if there is none, the name that was asked for.
  public let chip: String
  /// The channel, if one was asked for.
  public let channel: Int?
  /// The system's error number; 0 if no system call failed.
  public let errorNumber: Int32
  /// The problem, and how to solve it.
  public let problem: String

  init(_ kind: Kind, chip: String, channel: Int? = nil, errorNumber: Int32 = 0, _ problem: String) {
    self.kind = kind
    self.chip = chip
    self.channel = channel
    self.errorNumber = errorNumber
    self.problem = problem
  }

  public var description: String {
    "PWM chip \(chip)\(channel.map { channel in ", channel \(channel)" } ?? ""): \(problem)"
  }

  public var pinKind: PinError.Kind {
    switch kind {
    case .noSuchChip, .noSuchChannel, .busy: .unavailable
    case .noPermission: .noPermission
    case .refused: .unfit
    case .gone, .inputOutput: .inputOutput
    }
  }
}
