/// Which channel of which chip a servo is wired to.
public struct PWMChannelAddress: Sendable, Equatable, CustomStringConvertible {
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

  /// The address as in `pca9685:3`.
  public var description: String { "\(chip):\(channel)" }
}
