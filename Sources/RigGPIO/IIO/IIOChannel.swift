internal import RigCore

/// One voltage input of a converter. Its file stays open for as long as the value lives.
///
/// The kernel gives a raw count, its scale and its offset: `(raw + offset) · scale` is in millivolts.
///
/// Source: Linux, Documentation/ABI/testing/sysfs-bus-iio, "in_voltageY_raw" and "in_voltageY_scale".
public struct IIOChannel: ~Copyable, Sendable {
  /// One sample of an input.
  public struct Sample: Sendable, Equatable {
    /// The voltage, in volts.
    public let volts: Double
    /// True if the input stands at an end of its range, so that its voltage is unknown.
    public let isClipped: Bool
  }

  /// The converter that the input belongs to.
  public let device: IIODevice
  /// The number of the input.
  public let channel: Int
  /// Volts a count.
  public let scaleVolts: Double
  /// The voltage at and above which the input is clipped, in volts.
  public let highestVolts: Double

  private let raw: SysfsFile
  private let attributes: IIOAttributes
  private let offset: Double
  private let range: IIORange?
  private let maximumVolts: Double

  /// The input `channel` of `device`.
  /// - Parameters:
  ///   - scaleMillivolts: the millivolts of a count; nil for the scale that the device gives.
  ///   - maximumVolts: the voltage at and above which the input is clipped, in volts; nil for the end of its range.
  /// - Throws: `KernelDeviceError` if there is no such input, if its files cannot be read, or if its scale or its range is
  ///   unknown.
  public init(
    _ channel: Int, of device: IIODevice, scaleMillivolts: Double? = nil, maximumVolts: Double? = nil
  ) throws(KernelDeviceError) {
    try self.init(
      channel, of: device, scaleMillivolts: scaleMillivolts, maximumVolts: maximumVolts, files: KernelSysfs())
  }

  init(
    _ channel: Int, of device: IIODevice, scaleMillivolts: Double? = nil, maximumVolts: Double? = nil,
    files: any SysfsFiles
  ) throws(KernelDeviceError) {
    guard device.channels.contains(channel) else {
      throw KernelDeviceError(
        .noSuchChannel, IIODevice.self, device.title, channel: channel,
        "not there; the device has \(device.channelList)")
    }
    let attributes = IIOAttributes(device: device, channel: channel, files: files)
    let offset = try attributes.number("offset") ?? 0
    let own = try attributes.number("scale")
    guard let scale = scaleMillivolts ?? own else {
      throw attributes.unfit(
        """
        gives raw counts without a scale; set detector.scale to the millivolts of a count, its reference voltage in mV \
        divided by its number of counts
        """)
    }
    guard scale > 0 else {
      throw attributes.unfit("has a scale of \(scale.formatted(significantDigits: 6)); set detector.scale, in mV")
    }
    let range = try attributes.range()
    guard range != nil || maximumVolts != nil else {
      throw attributes.unfit(
        """
        does not say how far it counts, so an input at its end would be taken for light; set detector.maximum to the \
        highest voltage that it reads
        """)
    }
    let path = attributes.path("raw")
    do throws(SysfsFailure) {
      raw = try SysfsFile(path, .read, files: files)
    } catch {
      throw attributes.error(error, path)
    }
    let end = range.map { range in (range.highest + offset) * scale / 1000 } ?? .infinity
    self.attributes = attributes
    self.device = device
    self.channel = channel
    self.offset = offset
    scaleVolts = scale / 1000
    self.range = range
    self.maximumVolts = maximumVolts ?? .infinity
    highestVolts = min(end, maximumVolts ?? .infinity)
  }

  /// Takes a sample. No heap allocation.
  /// - Throws: `KernelDeviceError` if the device gave no sample.
  public func sample() throws(KernelDeviceError) -> Sample {
    let text: SysfsText
    do throws(SysfsFailure) {
      text = try raw.read()
    } catch {
      throw attributes.error(error, raw.path)
    }
    guard let count = text.number else { throw attributes.noNumber(text, raw.path) }
    let volts = (count + offset) * scaleVolts
    return Sample(volts: volts, isClipped: volts >= maximumVolts || range?.isClipped(count) == true)
  }
}
