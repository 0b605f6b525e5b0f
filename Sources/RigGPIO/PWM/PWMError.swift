/// What went wrong with a PWM channel, where, and how to mend it, in one line.
public struct PWMError: DeviceError {
  /// The kinds of trouble. Their raw values are stable.
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

  /// The kind of trouble.
  public let kind: Kind
  /// The chip, as `pwmchip0 (1f00098000.pwm)`, or what was asked for where there is none.
  public let chip: String
  /// The channel, where one was asked for.
  public let channel: Int?
  /// The system's error number; 0 where no system call failed.
  public let errorNumber: Int32
  /// What is wrong and how to mend it.
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
