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
    let lower = try IIOChannel(a, of: device, settings, files)
    let upper = try IIOChannel(b, of: device, settings, files)
    self.settings = settings
    self.target = target
    self.lower = lower
    self.upper = upper
  }

  /// What the detector sees.
  public enum Sight: Sendable, Equatable {
    /// The dot, at this height from the strip's origin.
    case dot(Length)
    /// Too little light for a dot.
    case dark
    /// More light than one of the inputs measures.
    case clipped
  }

  /// Looks once. Noise may put the formula's result beyond the detector: the height ends at the active area.
  /// - Throws: `IIOError` if a sample could not be taken.
  public func look() throws(IIOError) -> Sight {
    let a = try lower.sample()
    let b = try upper.sample()
    if a.isClipped || b.isClipped { return .clipped }
    let sum = a.volts + b.volts
    guard sum >= settings.minimumVolts, sum > 0 else { return .dark }
    let share = max(-1, min(1, (b.volts - a.volts) / sum))
    return .dot(settings.height + share * settings.halfLength)
  }

  public func read() throws(IIOError) -> Reading<1> {
    guard case .dot(let height) = try look() else { return .spotLost }
    return .error(PerAxis(height - target))
  }

  /// The present voltages and the range of the inputs, in words.
  /// - Throws: `IIOError` if a sample could not be taken.
  func state() throws(IIOError) -> String {
    let samples = [try lower.sample(), try upper.sample()].map { sample in
      "\(sample.volts.formatted(significantDigits: 4)) V\(sample.isClipped ? " (clipped)" : "")"
    }
    let ends = [lower.highestVolts, upper.highestVolts].map { end in "\(end.formatted(significantDigits: 4)) V" }
    let range = ends[0] == ends[1] ? ends[0] : ends.joined(separator: " and ")
    return "reads \(samples[0]) and \(samples[1]), clipped at \(range)"
  }
}

extension IIOChannel {
  /// The input `channel` of `device`, with the scale and the maximum that `settings` name.
  fileprivate init(
    _ channel: Int, of device: IIODevice, _ settings: PositionDetectorSettings, _ files: any SysfsFiles
  ) throws(IIOError) {
    try self.init(
      channel, of: device, scaleMillivolts: settings.scaleMillivolts, maximumVolts: settings.maximumVolts, files: files)
  }
}

/// A position-sensitive detector on one axis of a rig.
final class DetectorSpot: SpotDetector {
  private let detector: PositionDetector

  init(_ detector: consuming PositionDetector) {
    self.detector = detector
  }

  var resolution: Length { detector.settings.resolution }

  func look() throws(PinError) -> SpotLook {
    switch try sight() {
    case .dot(let height): .dot(SpotSight(offset: height - detector.target, isWhole: true))
    case .dark: .dark
    case .clipped: .clipped
    }
  }

  func ambientLight() throws(PinError) -> String? {
    let sees =
      switch try sight() {
      case .dark: ""
      case .dot: "sees more light than its minimum"
      case .clipped: "is clipped"
      }
    if sees.isEmpty { return nil }
    return """
      the detector on \(detector.settings.device) \(sees) while the laser is off: shade it from other light, or raise \
      the minimum
      """
  }

  private func sight() throws(PinError) -> PositionDetector.Sight {
    try PinError.ofDevice { () throws(IIOError) in try detector.look() }
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

  /// Checks that the converter is there, and reads both inputs; neither moves anything.
  public func finding(onAxis axis: String) -> PinFinding? {
    var state = ""
    let problem = PinError.obstacle { () throws(IIOError) in state = try PositionDetector(self).state() }
    return PinFinding(part: "\(axis) detector", place: device, state: state, problem: problem)
  }
}
