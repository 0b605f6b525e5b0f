internal import Glibc

/// One voltage input of a converter. Its file stays open for as long as the value lives.
///
/// The kernel gives a raw count and, with most converters, its scale and offset: `(raw + offset) · scale` is in
/// millivolts.
public struct IIOChannel: ~Copyable, Sendable {
  /// The converter that the input belongs to.
  public let device: IIODevice
  /// The number of the input.
  public let channel: Int
  /// True if the device has a scale, so that values are volts; false if they are raw counts.
  public let isInVolts: Bool

  private let raw: SysfsFile
  private let offset: Double
  /// Volts a count, or 1.
  private let scale: Double

  /// The input `channel` of `device`.
  /// - Throws: `IIOError` if there is no such input, or if its files cannot be read.
  public init(_ channel: Int, of device: IIODevice) throws(IIOError) {
    try self.init(channel, of: device, files: KernelSysfs())
  }

  init(_ channel: Int, of device: IIODevice, files: any SysfsFiles) throws(IIOError) {
    guard device.channels.contains(channel) else {
      throw IIOError(
        .noSuchChannel, device: device.title, channel: channel, "not there; the device has \(device.channelList)")
    }
    let calibration = Calibration(device: device, channel: channel, files: files)
    let offset = try calibration.number("offset") ?? 0
    let scale = try calibration.number("scale")
    let path = "\(device.path)/in_voltage\(channel)_raw"
    do throws(SysfsFailure) {
      raw = try SysfsFile(path, .read, files: files)
    } catch {
      throw Self.error(error, path, device, channel)
    }
    self.device = device
    self.channel = channel
    self.offset = offset
    self.scale = scale.map { millivolts in millivolts / 1000 } ?? 1
    isInVolts = scale != nil
  }

  /// Takes a sample: volts, or a raw count if the device has no scale. No heap allocation.
  /// - Throws: `IIOError` if the device gave no sample.
  public func sample() throws(IIOError) -> Double {
    let text: SysfsText
    do throws(SysfsFailure) {
      text = try raw.read()
    } catch {
      throw Self.error(error, raw.path, device, channel)
    }
    guard let count = text.number else { throw Self.noNumber(text, raw.path, device, channel) }
    return (count + offset) * scale
  }

  /// The attributes that convert a count: the channel's own, or else one for all channels.
  private struct Calibration {
    let device: IIODevice
    let channel: Int
    let files: any SysfsFiles

    func number(_ attribute: String) throws(IIOError) -> Double? {
      if let own = try number(at: "\(device.path)/in_voltage\(channel)_\(attribute)") { return own }
      return try number(at: "\(device.path)/in_voltage_\(attribute)")
    }

    private func number(at path: String) throws(IIOError) -> Double? {
      let text: SysfsText
      do throws(SysfsFailure) {
        text = try SysfsFile(path, .read, files: files).read()
      } catch {
        if error.number == ENOENT { return nil }
        throw IIOChannel.error(error, path, device, channel)
      }
      guard let number = text.number else { throw IIOChannel.noNumber(text, path, device, channel) }
      return number
    }
  }

  private static func noNumber(
    _ text: SysfsText, _ path: String, _ device: IIODevice, _ channel: Int
  ) -> IIOError {
    IIOError(
      .invalid, device: device.title, channel: channel,
      "\(path) reads '\(text.string)', which is no number; another driver or channel may be meant")
  }

  private static func error(
    _ failure: SysfsFailure, _ path: String, _ device: IIODevice, _ channel: Int
  ) -> IIOError {
    let (kind, problem): (IIOError.Kind, String) =
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
    return IIOError(kind, device: device.title, channel: channel, errorNumber: failure.number, problem)
  }
}
