/// A chip that makes pulses by itself, as the kernel lists it.
public struct PWMChip: Sendable, Equatable, CustomStringConvertible {
  /// The folder in which the kernel lists its chips.
  public static let root = "/sys/class/pwm"

  /// The rule for udev that lets the group `gpio` drive PWM chips, as one line of a file in `/etc/udev/rules.d`.
  public static let udevRule =
    #"SUBSYSTEM=="pwm*", GROUP="gpio", MODE="0660", RUN+="/bin/chgrp -R gpio /sys%p", RUN+="/bin/chmod -R g=u /sys%p""#

  /// The number N of `pwmchipN`.
  public let number: Int
  /// The name of the device that the chip belongs to: `1f00098000.pwm` on a Raspberry Pi 5, `fe20c000.pwm` on a 4,
  /// `1-0040` for a chip on an I²C bus.
  public let label: String
  /// Other names of that device: its driver's (`pca9685`) and its node's in the device tree (`pwm@98000`).
  public let aliases: [String]
  /// The number of channels that the chip has.
  public let channels: Int
  let path: String

  /// The path of the chip's character device, which newer kernels have.
  var device: String? {
    path.hasPrefix(Self.root + "/") ? "/dev/\(Self.folderPrefix)\(number)" : nil
  }

  /// All chips that are present, by their numbers; none if the kernel has no PWM or the folder may not be read.
  public static func all(root: String = root) -> [PWMChip] {
    all(root: root, files: KernelSysfs())
  }

  /// The chip with that number, label or alias; see ``PWMChannelSettings/chip``.
  /// - Throws: `KernelDeviceError` of the kind `noSuchDevice` that lists those present.
  public static func find(_ name: String, root: String = root) throws(KernelDeviceError) -> PWMChip {
    try find(name, root: root, files: KernelSysfs())
  }

  /// The chip as in `pwmchip0 (1-0040, pca9685, 17 channels)`.
  public var description: String {
    "\(Self.folderPrefix)\(number) (\(([label] + aliases).joined(separator: ", ")), \(channels) channels)"
  }

  /// The name of the chip in messages about one of its channels.
  var title: String { "\(Self.folderPrefix)\(number) (\(label))" }
}

extension PWMChip: ListedDevice {
  static var folderPrefix: String { "pwmchip" }
  static var sort: String { "PWM chip" }
  static var plural: String { "chips" }
  static var remedy: String { "switch one on (Raspberry Pi: dtoverlay=pwm in config.txt, then restart)" }

  var place: String { label }
  var names: [String] { [label] + aliases }

  init?(number: Int, folder: String, path: String, files: any SysfsFiles) {
    guard let count = files.value("\(path)/npwm")?.number else { return nil }
    self.number = number
    self.path = path
    channels = Int(count)
    label = files.name(behind: "\(path)/device") ?? folder
    aliases = [files.value("\(path)/device/name")?.string, files.name(behind: "\(path)/device/of_node")].compactMap {
      alias in alias
    }
  }
}
