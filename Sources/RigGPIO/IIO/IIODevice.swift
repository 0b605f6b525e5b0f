/// An analogue-to-digital converter, as the kernel lists it.
public struct IIODevice: Sendable, Equatable, CustomStringConvertible {
  /// The folder in which the kernel lists its converters.
  public static let root = "/sys/bus/iio/devices"

  /// The number N of `iio:deviceN`.
  public let number: Int
  /// The name that its driver gives, such as `mcp3008`.
  public let name: String
  /// The name of its place on a bus, such as `spi0.0`: it distinguishes two devices of the same name.
  public let place: String
  /// The numbers of its voltage inputs, in order. Differential inputs are not among them.
  public let channels: [Int]
  let path: String

  /// All converters that are present, by their numbers; none if the kernel has no IIO or the folder may not be read.
  public static func all(root: String = root) -> [IIODevice] {
    all(root: root, files: KernelSysfs())
  }

  /// The device with that number (`0`, `iio:device0`), name or place.
  /// - Throws: `KernelDeviceError` of the kind `noSuchDevice` that lists those present.
  public static func find(_ name: String, root: String = root) throws(KernelDeviceError) -> IIODevice {
    try find(name, root: root, files: KernelSysfs())
  }

  private static func channel(ofAttribute name: String) -> Int? {
    let (prefix, suffix) = ("in_voltage", "_raw")
    guard name.hasPrefix(prefix), name.hasSuffix(suffix), name.count > prefix.count + suffix.count else { return nil }
    return deviceNumber(String(name.dropFirst(prefix.count).dropLast(suffix.count)), folder: "")
  }

  /// The device as in `iio:device0 (mcp3008 at spi0.0, channels 0 to 7)`.
  public var description: String {
    "\(Self.folderPrefix)\(number) (\(name) at \(place), \(channelList))"
  }

  /// The name of the device in messages about one of its channels.
  var title: String { "\(Self.folderPrefix)\(number) (\(name))" }

  var channelList: String {
    guard let first = channels.first, let last = channels.last else { return "no voltage channels" }
    if channels.count > 2, last - first == channels.count - 1 { return "channels \(first) to \(last)" }
    return "channel\(channels.count > 1 ? "s" : "") \(channels.map(String.init).joined(separator: ", "))"
  }
}

extension IIODevice: ListedDevice {
  static var folderPrefix: String { "iio:device" }
  static var sort: String { "IIO device" }
  static var plural: String { "devices" }
  static var remedy: String {
    "load its driver (Raspberry Pi: dtoverlay=mcp3008:spi0-0-present in config.txt, then restart)"
  }

  var names: [String] { [name, place] }

  init?(number: Int, folder: String, path: String, files: any SysfsFiles) {
    self.number = number
    self.path = path
    name = files.value("\(path)/name")?.string ?? folder
    place = files.name(behind: "\(path)/..") ?? folder
    let attributes = (try? files.names(in: path)) ?? []
    channels = attributes.compactMap(Self.channel(ofAttribute:)).sorted()
  }
}
