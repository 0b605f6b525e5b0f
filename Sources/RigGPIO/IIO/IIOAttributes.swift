internal import Glibc

/// The attributes of one voltage input of a converter: the input's own, or else those of all inputs.
struct IIOAttributes: Sendable {
  let device: IIODevice
  let channel: Int
  let files: any SysfsFiles

  /// The number that an attribute such as `scale` holds; nil if there is no such attribute.
  /// - Throws: `KernelDeviceError` if the attribute cannot be read, or holds no number.
  func number(_ attribute: String) throws(KernelDeviceError) -> Double? {
    guard let (text, path) = try first(paths(attribute)) else { return nil }
    guard let number = text.number else { throw noNumber(text, path) }
    return number
  }

  /// The counts that the input can give, as the device says; nil if it does not.
  /// - Throws: `KernelDeviceError` if an attribute cannot be read.
  func range() throws(KernelDeviceError) -> IIORange? {
    if let (text, _) = try first(paths("raw_available")), let range = IIORange(available: text.string) { return range }
    let types = ["voltage\(channel)", "voltage"].map { input in "\(device.path)/scan_elements/in_\(input)_type" }
    if let (text, _) = try first(types), let range = IIORange(type: text.string) { return range }
    return IIORange(deviceName: device.name)
  }

  /// The path of the input's own attribute.
  func path(_ attribute: String) -> String { "\(device.path)/in_voltage\(channel)_\(attribute)" }

  private func paths(_ attribute: String) -> [String] {
    [path(attribute), "\(device.path)/in_voltage_\(attribute)"]
  }

  /// The text of the first of the files that is there, with its path.
  private func first(_ paths: [String]) throws(KernelDeviceError) -> (text: SysfsText, path: String)? {
    for path in paths {
      do throws(SysfsFailure) {
        return (try SysfsFile(path, .read, files: files).read(), path)
      } catch {
        if error.number != ENOENT { throw self.error(error, path) }
      }
    }
    return nil
  }

  func noNumber(_ text: SysfsText, _ path: String) -> KernelDeviceError {
    unfit("\(path) reads '\(text.string)', which is no number; another driver or channel may be meant")
  }

  func unfit(_ problem: String) -> KernelDeviceError {
    KernelDeviceError(.unfit, IIODevice.self, device.title, channel: channel, problem)
  }

  func error(_ failure: SysfsFailure, _ path: String) -> KernelDeviceError {
    let (kind, problem): (KernelDeviceError.Kind, String) =
      switch failure.number {
      case EACCES, EPERM:
        (.noPermission, "no permission to read \(path); join the group that owns it, or give it yours by udev")
      case EBUSY:
        (.busy, "another program takes samples through the device's buffer; end it first")
      case ENODEV, ENXIO, ENOENT:
        (.gone, "the device has gone; plug it in or load its driver, then start again")
      default:
        (.inputOutput, "\(path): \(failure.words); check the converter's wiring and supply, dmesg may tell more")
      }
    return KernelDeviceError(kind, IIODevice.self, device.title, channel: channel, errorNumber: failure.number, problem)
  }
}
