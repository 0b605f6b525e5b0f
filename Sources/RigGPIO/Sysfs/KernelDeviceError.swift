/// A failure of a device that the kernel lists in `/sys`, a PWM chip or a converter of IIO: the device, the problem and
/// its remedy, in one line.
public struct KernelDeviceError: DeviceError {
  /// The kinds of failure. Their raw values are stable.
  public enum Kind: String, Sendable, CaseIterable {
    /// No device of that number or name, or more than one.
    case noSuchDevice
    /// The device has no such channel.
    case noSuchChannel
    /// The files of the device may not be used.
    case noPermission
    /// A driver of the kernel or another program has the channel.
    case busy
    /// The device cannot do what was asked, gave no number, or its channels do not match.
    case unfit
    /// The device went away, or the channel was released.
    case gone
    /// Any other failure of a system call.
    case inputOutput
  }

  /// The kind of this failure.
  public let kind: Kind
  /// The sort of device, as `PWM chip`.
  public let sort: String
  /// The device, as `pwmchip0 (1f00098000.pwm)`; if there is none, the name that was asked for.
  public let device: String
  /// The channel, if the failure concerns one channel.
  public let channel: Int?
  /// The system's error number; 0 if no system call failed.
  public let errorNumber: Int32
  /// The problem, and how to solve it.
  public let problem: String

  init<Device: ListedDevice>(
    _ kind: Kind, _: Device.Type, _ device: String, channel: Int? = nil, errorNumber: Int32 = 0, _ problem: String
  ) {
    self.kind = kind
    sort = Device.sort
    self.device = device
    self.channel = channel
    self.errorNumber = errorNumber
    self.problem = problem
  }

  public var description: String {
    "\(sort) \(device)\(channel.map { channel in ", channel \(channel)" } ?? ""): \(problem)"
  }

  public var pinKind: PinError.Kind {
    switch kind {
    case .noSuchDevice, .noSuchChannel, .busy: .unavailable
    case .noPermission: .noPermission
    case .unfit: .unfit
    case .gone, .inputOutput: .inputOutput
    }
  }
}
