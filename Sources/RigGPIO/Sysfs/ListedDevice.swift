/// A device that the kernel lists in a folder of its class, which has a prefix and a number for a name: `pwmchip0`.
protocol ListedDevice: CustomStringConvertible {
  /// The prefix of the folder's name.
  static var folderPrefix: String { get }
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

/// The reason why a name leads to no device.
struct DeviceNotFound: Error {
  /// The problem and its remedy, in words.
  let problem: String
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
  /// - Throws: `DeviceNotFound` that lists those present.
  static func only(_ name: String, root: String, files: any SysfsFiles) throws(DeviceNotFound) -> Self {
    let present = all(root: root, files: files)
    let number = deviceNumber(name, folder: folderPrefix)
    let found = present.filter { device in device.number == number || device.names.contains(name) }
    guard let device = found.first else {
      let others =
        present.isEmpty
        ? "there is none at all; \(remedy)" : "present: " + present.map(\.description).joined(separator: ", ")
      throw DeviceNotFound(problem: "not there; \(others)")
    }
    if found.count > 1 {
      let choice = found.map(\.place).joined(separator: " or ")
      throw DeviceNotFound(problem: "\(found.count) \(plural) go by that name; choose \(choice)")
    }
    return device
  }
}
