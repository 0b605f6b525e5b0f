public import RigCore
public import RigWiring

/// A duo-lateral position-sensitive detector, or a pair of photodiodes, on two inputs of a converter.
///
/// The light's current divides between the two ends of the detector in the inverse ratio of their distances, so with
/// the voltages `a` at the lower and `b` at the upper end the dot is `halfLength · (b - a) / (a + b)` above the middle,
/// at any brightness. (Hamamatsu, "PSD: characteristics and use", formula 3-1: `(I₂ - I₁) / (I₁ + I₂) = 2x / L`.) A
/// pair of photodiodes follows the formula only while the dot covers part of both.
///
/// Both voltages must rise with the light: with an inverting amplifier the spot would count as lost.
public struct PositionDetector: Sensor, ~Copyable, Sendable {
  /// The settings of the detector, with its place.
  public let settings: PositionDetectorSettings
  /// The place of the target on the detector.
  public let target: Length
  private let lower: IIOChannel
  private let upper: IIOChannel

  /// The detector of `settings`, with both inputs open.
  /// - Parameters:
  ///   - target: the height of the target, from the origin of the detector's own.
  ///   - root: the folder in which the kernel lists its converters.
  /// - Throws: `IIOError` if the device or an input is not there, or if the inputs do not match.
  public init(
    _ settings: PositionDetectorSettings, target: Length = .zero, root: String = IIODevice.root
  ) throws(IIOError) {
    try self.init(settings, target: target, root: root, files: KernelSysfs())
  }

  init(
    _ settings: PositionDetectorSettings, target: Length, root: String, files: any SysfsFiles
  ) throws(IIOError) {
    let device = try IIODevice.find(settings.device, root: root, files: files)
    let (a, b) = (settings.lowerChannel, settings.upperChannel)
    guard !settings.endsShareChannel else {
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
    self.target = target
    self.lower = lower
    self.upper = upper
  }

  /// True if voltages, and the least sum of them, are volts; false if they are raw counts.
  public var isInVolts: Bool { lower.isInVolts }

  /// The dot's height from the strip's origin; nil if too little light falls on the detector.
  ///
  /// Noise may put the formula's result beyond the detector: the height ends at the active area.
  /// - Throws: `IIOError` if a sample could not be taken.
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
    return .error(PerAxis(height - target))
  }
}

/// A position-sensitive detector on one axis of a rig.
final class DetectorSpot: SpotDetector {
  private let detector: PositionDetector

  init(_ detector: consuming PositionDetector) {
    self.detector = detector
  }

  var resolution: Length { detector.settings.resolution }

  func offset() throws(PinError) -> Length? {
    let target = detector.target
    return try height().map { height in height - target }
  }

  func ambientLight() throws(PinError) -> String? {
    guard try height() != nil else { return nil }
    return """
      the detector on \(detector.settings.device) sees more light than its minimum while the laser is off: shade it \
      from other light, or raise the minimum
      """
  }

  private func height() throws(PinError) -> Length? {
    try PinError.ofDevice { () throws(IIOError) in try detector.height() }
  }
}

extension PositionDetectorSettings: PinDetector {
  public static var inventory: PinInventory? {
    PinInventory(
      "IIO devices", IIODevice.all().map(\.description), remedy: "for an MCP3008: dtoverlay=mcp3008:spi0-0-present")
  }

  public func detector(target: Length, lines: some LineBank) throws(PinError) -> any SpotDetector {
    try PinError.ofDevice { () throws(IIOError) in DetectorSpot(try PositionDetector(self, target: target)) }
  }

  /// Checks that the converter is there; opening it moves nothing.
  public func finding(onAxis axis: String) -> PinFinding? {
    PinFinding(
      part: "\(axis) detector", place: device,
      problem: PinError.obstacle { () throws(IIOError) in _ = try PositionDetector(self) })
  }
}
