/// A chip that makes pulses by itself, as the kernel lists it.
public struct PWMChip: Sendable, Equatable, CustomStringConvertible {
  /// The folder in which the kernel lists its chips.
  public static let root = "/sys/class/pwm"

  /// The rule for udev that lets the group `gpio` drive PWM chips, as one line of a file in `/etc/udev/rules.d`.
  public static let udevRule =
    #"SUBSYSTEM=="pwm*", RUN+="/bin/chgrp -R gpio /sys%p", RUN+="/bin/chmod -R g=u /sys%p""#

  /// The number N of `pwmchipN`.
  public let number: Int
  /// The name of the device that the chip belongs to: `1f00098000.pwm` on a Raspberry Pi 5, `fe20c000.pwm` on a 4,
  /// `1-0040` for a chip on an I²C bus.
  public let label: String
  /// Other names of that device: its driver's (`pca9685`) and its node's in the device tree (`pwm@98000`).
  public let aliases: [String]
  /// The number of channels.
  public let channels: Int
  let path: String

  /// All chips that are present, by their numbers; none if the kernel has no PWM or the folder may not be read.
  public static func all(root: String = root) -> [PWMChip] {
    all(root: root, files: KernelSysfs())
  }

  /// The chip with that number, label or alias; see ``PWMChannelSettings/chip``.
  /// - Throws: `PWMError` of the kind `noSuchChip` that lists those present.
  public static func find(_ name: String, root: String = root) throws(PWMError) -> PWMChip {
    try find(name, root: root, files: KernelSysfs())
  }

  static func all(root: String, files: any SysfsFiles) -> [PWMChip] {
    let names = (try? files.names(in: root)) ?? []
    let chips = names.compactMap { name in PWMChip(folder: name, root: root, files: files) }
    return chips.sorted { left, right in left.number < right.number }
  }

  static func find(_ name: String, root: String, files: any SysfsFiles) throws(PWMError) -> PWMChip {
    let present = all(root: root, files: files)
    let number = deviceNumber(name, folder: folderPrefix)
    let found = present.filter { chip in chip.number == number || chip.label == name || chip.aliases.contains(name) }
    guard let chip = found.first else {
      let others =
        present.isEmpty
        ? "there is none at all; switch one on (Raspberry Pi: dtoverlay=pwm in config.txt, then restart)"
        : "present: " + present.map(\.description).joined(separator: ", ")
      throw PWMError(.noSuchChip, chip: name, "not there; \(others)")
    }
    if found.count > 1 {
      let choice = found.map(\.label).joined(separator: " or ")
      throw PWMError(.noSuchChip, chip: name, "\(found.count) chips go by that name; choose \(choice)")
    }
    return chip
  }

  private static let folderPrefix = "pwmchip"

  private init?(folder: String, root: String, files: any SysfsFiles) {
    guard folder.hasPrefix(Self.folderPrefix), let number = deviceNumber(folder, folder: Self.folderPrefix) else {
      return nil
    }
    let path = "\(root)/\(folder)"
    guard let count = files.value("\(path)/npwm")?.number else { return nil }
    self.number = number
    self.path = path
    channels = Int(count)
    label = files.name(behind: "\(path)/device") ?? folder
    aliases = [files.value("\(path)/device/name")?.string, files.name(behind: "\(path)/device/of_node")].compactMap {
      alias in alias
    }
  }

  /// The chip as in `pwmchip0 (1-0040, pca9685, 17 channels)`.
  public var description: String {
    "pwmchip\(number) (\(([label] + aliases).joined(separator: ", ")), \(channels) channels)"
  }

  /// The name of the chip in messages about one of its channels.
  var title: String { "pwmchip\(number) (\(label))" }
}
