public import RigCore

/// A duo-lateral position-sensitive detector, or a pair of photodiodes, on two inputs of a converter.
///
/// The light's current divides between the two ends of the detector in the inverse ratio of their distances, so with
/// the voltages `a` at the lower and `b` at the upper end the dot is `halfLength · (b - a) / (a + b)` above the middle,
/// however bright it is. (Hamamatsu, "PSD: characteristics and use", formula 3-1: `(I₂ - I₁) / (I₁ + I₂) = 2x / L`.) A
/// pair of photodiodes follows the formula only while the dot covers part of both.
///
/// Both voltages must rise with the light: an amplifier that inverts makes the spot look lost.
public struct PositionDetector: Sensor, ~Copyable, Sendable {
  /// Where the detector stands.
  public let settings: PositionDetectorSettings
  private let lower: IIOChannel
  private let upper: IIOChannel

  /// The detector of `settings`, with both inputs open.
  /// - Parameter root: where the kernel lists its converters.
  /// - Throws: `IIOError` where the device or an input is not there, or where the inputs do not go together.
  public init(_ settings: PositionDetectorSettings, root: String = IIODevice.root) throws(IIOError) {
    try self.init(settings, root: root, files: KernelSysfs())
  }

  init(_ settings: PositionDetectorSettings, root: String, files: any SysfsFiles) throws(IIOError) {
    let device = try IIODevice.find(settings.device, root: root, files: files)
    let (a, b) = settings.channels
    guard a != b else {
      throw IIOError(
        .invalid, device: device.title, channel: a, "given for both ends of the detector; give two different channels")
    }
    let lower = try IIOChannel(a, of: device, files: files)
    let upper = try IIOChannel(b, of: device, files: files)
    guard lower.isInVolts == upper.isInVolts else {
      throw IIOError(
        .invalid, device: device.title, channel: lower.isInVolts ? b : a,
        "has no scale, while the detector's other channel has one; choose two channels of one kind")
    }
    self.settings = settings
    self.lower = lower
    self.upper = upper
  }

  /// True where voltages, and the least sum of them, are volts; false where they are raw counts.
  public var isInVolts: Bool { lower.isInVolts }

  /// The dot's height from the strip's origin; nil where too little light falls on the detector.
  ///
  /// Noise may put the formula's result beyond the detector: the height ends at the active area.
  /// - Throws: `IIOError` where a sample could not be taken.
  public func height() throws(IIOError) -> Length? {
    let a = try lower.sample()
    let b = try upper.sample()
    let sum = a + b
    guard sum >= settings.minimumVolts, sum > 0 else { return nil }
    let share = max(-1, min(1, (b - a) / sum))
    return settings.height + share * settings.halfLength
  }

  public func read() throws(IIOError) -> Reading<1> {
    guard let height = try height() else { return .spotLost }
    return .error(PerAxis(height - settings.target))
  }
}
