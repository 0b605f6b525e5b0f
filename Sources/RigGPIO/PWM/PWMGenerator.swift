internal import CLinux
public import RigWiring

/// A PWM channel as a servo's output: it is stopped if the process dies, as far as a dying process can.
final class PWMGenerator: PulseGenerator {
  private let channel: HardwarePWM

  init(_ channel: HardwarePWM) {
    self.channel = channel
    _ = clinux_last_act_add_switch_off(channel.enableDescriptor)
  }

  var step: PulseStep { channel.step }

  func setWidth(nanoseconds: Int64) throws(PinError) {
    try PinError.ofDevice { () throws(KernelDeviceError) in try channel.setWidth(nanoseconds: nanoseconds) }
  }

  deinit {
    clinux_last_act_remove_switch_off(channel.enableDescriptor)
    try? channel.release()
  }
}

extension PWMChannelSettings: PinServoOutput {
  public static var inventory: PinInventory? {
    PinInventory(
      "PWM chips", PWMChip.all().map(\.description), remedy: "for servos without jitter: dtoverlay=pwm")
  }

  /// The advice to use a chip that makes pulses, since it keeps time better than a program; nil if this machine has no
  /// such chip, or the program makes no servo's pulses.
  public static func advice(for rig: PinRigSettings) -> String? {
    let chips = PWMChip.all()
    guard rig.axes.contains(where: { axis in axis.servo.pulseMaker == nil }), !chips.isEmpty else { return nil }
    let names = chips.map(\.description).joined(separator: " or ")
    return "if the servo's pin belongs to \(names), that chip can make its pulses without jitter: servo.output: \(word)"
  }

  public func output(
    periodNanoseconds: Int64, takesOver: Bool, lines: some LineBank
  ) throws(PinError) -> PulseOutput {
    try PinError.ofDevice { () throws(KernelDeviceError) in
      .generator(PWMGenerator(try HardwarePWM(self, periodNanoseconds: periodNanoseconds, takesOver: takesOver)))
    }
  }

  public func finding(onAxis axis: String) -> PinFinding? {
    PinFinding(
      part: "\(axis) servo PWM", place: "\(self)",
      problem: PinError.obstacle { () throws(KernelDeviceError) in try HardwarePWM.check(self) })
  }
}

extension HardwarePWM {
  /// Checks, without taking the channel, that the channel at `address` is there, that this user may take it, and that no
  /// other program drives it.
  /// - Throws: `KernelDeviceError` if one of these does not hold.
  public static func check(_ address: PWMChannelSettings, root: String = PWMChip.root) throws(KernelDeviceError) {
    let files = KernelSysfs()
    let chip = try PWMChip.find(address.chip, root: root, files: files)
    let site = PWMSite(chip: chip, channel: address.channel, period: 0, files: files)
    guard (0..<chip.channels).contains(address.channel) else { throw site.noSuchChannel }
    let export = "\(chip.path)/export"
    do throws(SysfsFailure) {
      _ = try SysfsFile(export, .write, files: files)
    } catch {
      throw site.error(error, export, .export)
    }
    if let enable = try? SysfsFile("\(site.folder)/enable", .write, files: files), !enable.lock() {
      throw PWMChannelFiles.otherRun(site)
    }
    if let obstacle = PWMChannelFiles.foreignPulses(site, PWMClaims(root: root)) { throw obstacle }
  }
}

extension PWMSite {
  /// The error if the chip has too few channels.
  var noSuchChannel: KernelDeviceError {
    error(.noSuchChannel, 0, "not there; the chip has channels 0 to \(chip.channels - 1)")
  }
}
