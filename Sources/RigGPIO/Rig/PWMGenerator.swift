internal import CLinux

/// A PWM channel as a servo's output: stopped when the process dies, as far as a dying process can.
final class PWMGenerator: PulseGenerator {
  private let channel: HardwarePWM

  init(_ channel: HardwarePWM) {
    self.channel = channel
    _ = clinux_last_act_add_switch_off(channel.enableDescriptor)
  }

  func setWidth(nanoseconds: Int64) throws(PinError) {
    do throws(PWMError) {
      try channel.setWidth(nanoseconds: nanoseconds)
    } catch {
      throw .pwm(error)
    }
  }

  deinit {
    clinux_last_act_remove_switch_off(channel.enableDescriptor)
    try? channel.release()
  }
}
