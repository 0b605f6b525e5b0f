public import RigCore

/// A channel of a PWM chip that a servo is wired to: the chip makes the pulses.
public struct PWMChannelSettings: ServoOutputSettings, CustomStringConvertible {
  /// The parameters of the channel.
  public enum Parameters {
    /// The PWM chip that makes the pulses, by number or label.
    public static let chip = Parameter<String?>("pwmChip", "the PWM chip, by number or label")
    /// The channel of the PWM chip, counted from 0.
    public static let channel = Parameter("pwmChannel", default: 0, 0...1000, "its channel")
  }

  public static let word = "pwm"

  public static let parameters = [Parameters.chip.description, Parameters.channel.description]

  public static let pulseMaker: String? = "a PWM chip"

  /// The chip: its number (`0`, `pwmchip0`), its label (`1f00098000.pwm`) or its driver's name (`pca9685`). The kernel
  /// counts chips in the order in which it finds them, so a label outlives a reboot where a number may not.
  public var chip: String
  /// The channel, counted from 0.
  public var channel: Int

  /// The channel `channel` of `chip`.
  public init(chip: String, channel: Int) {
    self.chip = chip
    self.channel = channel
  }

  public init(_ values: ParameterValues, defaultChip: String) {
    self.init(chip: values[Parameters.chip] ?? "", channel: values[Parameters.channel])
  }

  public var problem: DeviceProblem? {
    chip.isEmpty
      ? DeviceProblem(
        [.parameter(Parameters.chip.name), .kind, .rig],
        "say which PWM chip makes the pulses; `laserrig doctor` lists them") : nil
  }

  public func conflict(with other: any ServoOutputSettings) -> DeviceProblem? {
    guard isEqual(to: other) else { return nil }
    return DeviceProblem(
      [.parameter(Parameters.channel.name), .parameter(Parameters.chip.name)],
      "channel \(channel) of that PWM chip moves the other servo too; each has its own")
  }

  public var words: String { "PWM channel \(self), pulses made by the chip" }

  /// The chip and the channel as in `pca9685:3`.
  public var description: String { "\(chip):\(channel)" }
}
