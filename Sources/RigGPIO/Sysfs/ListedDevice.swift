/// A device that the kernel lists in a folder of its class, which has a prefix and a number for a name: `pwmchip0`.
protocol ListedDevice: CustomStringConvertible {
  /// The prefix of the folder's name.
  static var folderPrefix: String { get }
  /// The sort of device in messages: `PWM chip`.
  static var sort: String { get }
  /// The noun for several devices: `chips`.
  static var plural: String { get }
  /// The advice if there is no such device at all.
  static var remedy: String { get }

  /// The number in the folder's name.
  var number: Int { get }
  /// The name of the device's place, which no other device has.
  var place: String { get }
  /// All names of the device, beside its number.
  var names: [String] { get }

  /// The device with the number, the folder name and the path; nil if its files do not describe one.
  init?(number: Int, folder: String, path: String, files: any SysfsFiles)
}

extension ListedDevice {
  /// All devices that are present in the folder `root`, by their numbers; none if it may not be read.
  static func all(root: String, files: any SysfsFiles) -> [Self] {
    let folders = (try? files.names(in: root)) ?? []
    let devices = folders.compactMap { folder -> Self? in
      guard folder.hasPrefix(folderPrefix), let number = deviceNumber(folder, folder: folderPrefix) else { return nil }
      return Self(number: number, folder: folder, path: "\(root)/\(folder)", files: files)
    }
    return devices.sorted { left, right in left.number < right.number }
  }

  /// The device with that number, folder name or name.
  /// - Throws: `KernelDeviceError` of the kind `noSuchDevice` that lists those present.
  static func find(_ name: String, root: String, files: any SysfsFiles) throws(KernelDeviceError) -> Self {
    let present = all(root: root, files: files)
    let number = deviceNumber(name, folder: folderPrefix)
    let found = present.filter { device in device.number == number || device.names.contains(name) }
    guard let device = found.first else {
      let others =
        present.isEmpty
        ? "there is none at all; \(remedy)" : "present: " + present.map(\.description).joined(separator: ", ")
      throw KernelDeviceError(.noSuchDevice, Self.self, name, "not there; \(others)")
    }
    if found.count > 1 {
      let choice = found.map(\.place).joined(separator: " or ")
      throw KernelDeviceError(
        .noSuchDevice, Self.self, name, "\(found.count) \(plural) go by that name; choose \(choice)")
    }
    return device
  }
}
