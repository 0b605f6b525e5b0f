public import RigCore
public import RigWiring
internal import Synchronization

/// A duo-lateral position-sensitive detector, or a pair of photodiodes, on two inputs of a converter.
///
/// The light's current divides between the two ends of the detector in the inverse ratio of their distances, so with
/// the voltages `a` at the lower and `b` at the upper end the dot is `halfLength · (b - a) / (a + b)` above the middle,
/// at any brightness. (Hamamatsu, "PSD: characteristics and use", formula 3-1: `(I₂ - I₁) / (I₁ + I₂) = 2x / L`.) A
/// pair of photodiodes follows the formula only while the dot covers part of both.
///
/// Both voltages must rise with the light: with an inverting amplifier the spot would count as lost.
///
/// Light of other sources pulls the result towards its own middle, so the voltages without the laser, once measured by
/// ``measureDark(pause:)``, are subtracted first.
public struct PositionDetector: Sensor, ~Copyable, Sendable {
  /// The settings of the detector, with its place.
  public let settings: PositionDetectorSettings
  /// The place of the target on the detector.
  public let target: Length
  /// The light of other sources, which is subtracted; nil if it was not measured.
  public private(set) var ambientLight: AmbientLight?
  private let lower: IIOChannel
  private let upper: IIOChannel

  /// The detector of `settings`, with both inputs open.
  /// - Parameters:
  ///   - target: the height of the target, from the origin of the detector's own.
  ///   - root: the folder in which the kernel lists its converters.
  /// - Throws: `KernelDeviceError` if the device or an input is not there, or if the inputs do not match.
  public init(
    _ settings: PositionDetectorSettings, target: Length = .zero, root: String = IIODevice.root
  ) throws(KernelDeviceError) {
    try self.init(settings, target: target, root: root, files: KernelSysfs())
  }

  init(
    _ settings: PositionDetectorSettings, target: Length, root: String, files: any SysfsFiles
  ) throws(KernelDeviceError) {
    let device = try IIODevice.find(settings.device, root: root, files: files)
    let (a, b) = (settings.lowerChannel, settings.upperChannel)
    guard !settings.endsShareChannel else {
      throw KernelDeviceError(
        .unfit, IIODevice.self, device.title, channel: a,
        "given for both ends of the detector; give two different channels")
    }
    let lower = try IIOChannel(a, of: device, settings, files)
    let upper = try IIOChannel(b, of: device, settings, files)
    self.settings = settings
    self.target = target
    self.lower = lower
    self.upper = upper
  }

  /// The result of one look of the detector.
  public enum Sight: Sendable, Equatable {
    /// The dot, at this height from the strip's origin.
    case dot(Length)
    /// Too little light for a dot.
    case dark
    /// More light than one of the inputs measures.
    case clipped
    /// Light that may be the dot or a change of the light of other sources.
    case outshone
  }

  /// Looks once. Noise may put the formula's result beyond the detector: the height ends at the active area.
  /// - Throws: `KernelDeviceError` if a sample could not be taken.
  public func look() throws(KernelDeviceError) -> Sight {
    let a = try lower.sample()
    let b = try upper.sample()
    if a.isClipped || b.isClipped { return .clipped }
    let lowerVolts = a.volts - (ambientLight?.lowerVolts ?? 0)
    let upperVolts = b.volts - (ambientLight?.upperVolts ?? 0)
    let sum = lowerVolts + upperVolts
    guard sum >= settings.minimumVolts, sum > 0 else { return .dark }
    guard sum >= ambientLight?.leastDotVolts ?? 0 else { return .outshone }
    let share = max(-1, min(1, (upperVolts - lowerVolts) / sum))
    return .dot(settings.height + share * settings.halfLength)
  }

  /// The greatest number of samples of the light of other sources.
  private static let darkSamples = 20
  /// The share of an input's range that may be light of other sources: the rest is for the dot.
  private static let greatestDarkShare = 0.5

  /// Measures the light of other sources in 2 to 20 samples, with the laser off, and subtracts it from now on.
  /// - Parameter pause: lets some time pass before another sample; false if there is no time for more than two.
  /// - Returns: the problem in words if there is too much of it; it is not subtracted then. Nil if there is not.
  /// - Throws: `KernelDeviceError` if a sample could not be taken.
  public mutating func measureDark(pause: () -> Bool) throws(KernelDeviceError) -> String? {
    var samples: [AmbientLight.Sample] = []
    while samples.count < Self.darkSamples {
      if samples.count > 0, !pause(), samples.count >= 2 { break }
      let (a, b) = (try lower.sample(), try upper.sample())
      if let channel = a.isClipped ? lower.channel : b.isClipped ? upper.channel : nil {
        return "channel \(channel) is clipped while the laser is off: \(Self.remedy)"
      }
      samples.append(AmbientLight.Sample(lower: a.volts, upper: b.volts))
    }
    let light = AmbientLight(samples)
    for (volts, end, channel) in [
      (light.lowerVolts, lower.highestVolts, lower.channel), (light.upperVolts, upper.highestVolts, upper.channel),
    ] where volts > Self.greatestDarkShare * end {
      let texts = [volts, end].map { number in number.formatted(significantDigits: 3) }
      return "channel \(channel) reads \(texts[0]) V of \(texts[1]) V while the laser is off: \(Self.remedy)"
    }
    if ambientLight == nil { ambientLight = light } else { ambientLight?.measure(samples) }
    return nil
  }

  private static var remedy: String {
    "shade it from other light, put a filter of the laser's colour before it, or dim the lamp"
  }

  public func read() throws(KernelDeviceError) -> Reading<1> {
    guard case .dot(let height) = try look() else { return .spotLost }
    return .error(PerAxis(height - target))
  }

  /// The present voltages and the range of the inputs, in words.
  /// - Throws: `KernelDeviceError` if a sample could not be taken.
  func state() throws(KernelDeviceError) -> (words: String, isClipped: Bool) {
    let samples = [try lower.sample(), try upper.sample()]
    let volts = samples.map { sample in
      "\(sample.volts.formatted(significantDigits: 4)) V\(sample.isClipped ? " (clipped)" : "")"
    }
    let ends = [lower.highestVolts, upper.highestVolts].map { end in "\(end.formatted(significantDigits: 4)) V" }
    let range = ends[0] == ends[1] ? ends[0] : ends.joined(separator: " and ")
    let share = max(samples[0].volts / lower.highestVolts, samples[1].volts / upper.highestVolts)
    let percent = (100 * share).formatted(significantDigits: 2)
    return (
      "reads \(volts[0]) and \(volts[1]), \(percent) % of the range at most; clipped at \(range)",
      samples.contains { sample in sample.isClipped }
    )
  }
}

extension IIOChannel {
  /// The input `channel` of `device`, with the scale and the maximum that `settings` name.
  fileprivate init(
    _ channel: Int, of device: IIODevice, _ settings: PositionDetectorSettings, _ files: any SysfsFiles
  ) throws(KernelDeviceError) {
    try self.init(
      channel, of: device, scaleMillivolts: settings.scaleMillivolts, maximumVolts: settings.maximumVolts, files: files)
  }
}

/// A position-sensitive detector on one axis of a rig.
final class DetectorSpot: SpotDetector {
  private let detector: Mutex<PositionDetector>
  private let settings: PositionDetectorSettings
  private let target: Length

  init(_ detector: consuming PositionDetector) {
    settings = detector.settings
    target = detector.target
    self.detector = Mutex(detector)
  }

  var resolution: Length { settings.resolution }

  func look() throws(PinError) -> SpotLook {
    let sight = try PinError.ofDevice { () throws(KernelDeviceError) in
      try detector.withLock { detector throws(KernelDeviceError) in try detector.look() }
    }
    return switch sight {
    case .dot(let height): .dot(SpotSight(offset: height - target, isWhole: true))
    case .dark: .dark
    case .clipped: .clipped
    case .outshone: .outshone
    }
  }

  var subtractsAmbientLight: Bool { true }

  var ambientLight: AmbientLight? { detector.withLock { detector in detector.ambientLight } }

  func measureDark(pause: () -> Bool) throws(PinError) {
    let problem = try PinError.ofDevice { () throws(KernelDeviceError) in
      try detector.withLock { detector throws(KernelDeviceError) in try detector.measureDark(pause: pause) }
    }
    if let problem { throw .ambientLight("too much light on the detector on \(settings.device): \(problem)") }
  }
}

extension PositionDetectorSettings: PinDetector {
  public static var inventory: PinInventory? {
    PinInventory(
      "IIO devices", IIODevice.all().map(\.description), remedy: "for an MCP3008: dtoverlay=mcp3008:spi0-0-present")
  }

  public func detector(target: Length, lines: some LineBank) throws(PinError) -> any SpotDetector {
    try PinError.ofDevice { () throws(KernelDeviceError) in DetectorSpot(try PositionDetector(self, target: target)) }
  }

  /// Checks that the converter is there, and reads both inputs; neither moves anything.
  public func finding(onAxis axis: String) -> PinFinding? {
    var state: (words: String, isClipped: Bool) = ("", false)
    var problem = PinError.obstacle { () throws(KernelDeviceError) in state = try PositionDetector(self).state() }
    if problem == nil, state.isClipped { problem = .ambientLight("\(state.words): dim the light") }
    return PinFinding(part: "\(axis) detector", place: device, state: state.words, problem: problem)
  }
}
