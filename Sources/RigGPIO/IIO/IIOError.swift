/// A failure of a converter of the kernel's IIO interface: the device, the problem and its remedy, in one line.
public struct IIOError: DeviceError {
  /// The kinds of failure. Their raw values are stable.
  public enum Kind: String, Sendable, CaseIterable {
    /// No device of that number or name, or more than one.
    case noSuchDevice
    /// The device has no such voltage input.
    case noSuchChannel
    /// The files of the device may not be read.
    case noPermission
    /// Another program takes samples from the device.
    case busy
    /// The device gave no number, or its channels do not match.
    case invalid
    /// The device went away.
    case gone
    /// Any other failure of a system call.
    case inputOutput
  }

  /// The kind of this failure.
  public let kind: Kind
  /// The device, as `iio:device0 (mcp3008)`; if there is none, the name that was asked for.
  public let device: String
  /// The channel, if the failure concerns one channel.
  public let channel: Int?
  /// The system's error number; 0 if no system call failed.
  public let errorNumber: Int32
  /// The problem, and how to solve it.
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
