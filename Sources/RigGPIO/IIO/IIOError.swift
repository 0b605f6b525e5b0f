/// What went wrong with a converter of the kernel's IIO interface, where, and how to mend it, in one line.
public struct IIOError: DeviceError {
  /// The kinds of trouble. Their raw values are stable.
  public enum Kind: String, Sendable, CaseIterable {
    /// No device of that number or name, or more than one.
    case noSuchDevice
    /// The device has no such voltage input.
    case noSuchChannel
    /// The files of the device may not be read.
    case noPermission
    /// Something else takes samples from the device.
    case busy
    /// The device gave no number, or its channels do not go together.
    case invalid
    /// The device went away.
    case gone
    /// Any other failure of a system call.
    case inputOutput
  }

  /// The kind of trouble.
  public let kind: Kind
  /// The device, as `iio:device0 (mcp3008)`, or what was asked for where there is none.
  public let device: String
  /// The channel, where the trouble is one channel's.
  public let channel: Int?
  /// The system's error number; 0 where no system call failed.
  public let errorNumber: Int32
  /// What is wrong and how to mend it.
  public let problem: String

  init(_ kind: Kind, device: String, channel: Int? = nil, errorNumber: Int32 = 0, _ problem: String) {
    self.kind = kind
    self.device = device
    self.channel = channel
    self.errorNumber = errorNumber
    self.problem = problem
  }

  public var description: String {
    "IIO device \(device)\(channel.map { channel in ", channel \(channel)" } ?? ""): \(problem)"
  }

  public var pinKind: PinError.Kind {
    switch kind {
    case .noSuchDevice, .noSuchChannel, .busy: .unavailable
    case .noPermission: .noPermission
    case .invalid: .unfit
    case .gone, .inputOutput: .inputOutput
    }
  }
}
