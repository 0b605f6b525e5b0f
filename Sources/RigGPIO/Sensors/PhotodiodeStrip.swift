public import RigCore
public import RigWiring

/// A strip of photodiodes behind the sheet, each on an input line. All are read at one instant; the dot is in the
/// middle of those that are lit.
///
/// The dot's height is known to half a pitch at best: see ``PhotodiodeStripSettings/resolution``.
public final class PhotodiodeStrip: SpotDetector, Sensor {
  private let lines: InputLines
  private let settings: PhotodiodeStripSettings
  private let pitch: Length
  private let height: Length
  private let target: Length
  private let snapshots: Int

  /// The strip of `settings`, which have no ``DeviceSettings/problem``, with its lines from `bank` and the target at
  /// `target`.
  /// - Throws: `LineError` if the lines are not available.
  public init(_ settings: PhotodiodeStripSettings, target: Length, from bank: some LineBank) throws(LineError) {
    precondition(settings.pitch > .zero, "photodiodes stand apart")
    precondition(settings.problem == nil, settings.problem?.words ?? "")
    lines = try InputLines(
      settings.photodiodes, from: bank, isActiveLow: settings.isActiveLow, bias: settings.bias,
      consumer: "laserrig strip")
    self.settings = settings
    pitch = settings.pitch
    height = settings.height
    snapshots = settings.snapshots
    self.target = target
  }

  public var resolution: Length { settings.resolution }

  /// Looks once. A dot that lights the first photodiode or the last counts as partial.
  /// - Throws: `PinError.severalSpots` if dark diodes lie between lit ones: the middle of two dots is not a dot.
  public func look() throws(PinError) -> SpotLook {
    let image = try image()
    guard let centroid = image.centroid else { return .dark }
    guard image.groups == 1 else { throw .severalSpots(words(for: image)) }
    return .dot(
      SpotSight(
        offset: height + Length(centimeters: centroid * pitch.centimeters) - target,
        isWhole: !image.reachesEnd(ofDiodes: lines.count)))
  }

  public func read() throws(PinError) -> Reading<1> {
    try offset().map { offset in .error(PerAxis(offset)) } ?? .spotLost
  }

  /// Checks that all photodiodes are dark: a photodiode that is lit or dark has nothing to subtract.
  /// - Throws: as ``SpotDetector/measureDark(pause:)``.
  public func measureDark(pause: () -> Bool) throws(PinError) {
    let image = try image()
    if image.lit == 0 { return }
    throw .ambientLight(
      """
      the strip sees light on \(list(image.numbers)) while the laser is off: shade it from other light, check \
      activeLow and bias, or replace a stuck photodiode
      """)
  }

  private func image() throws(PinError) -> StripImage {
    do throws(LineError) {
      if snapshots == 1 { return StripImage(lit: try lines.snapshot()) }
      var votes = InlineArray<64, UInt8>(repeating: 0)
      for _ in 0..<snapshots {
        let snapshot = try lines.snapshot()
        for line in 0..<64 { votes[line] += UInt8(truncatingIfNeeded: snapshot >> line & 1) }
      }
      return StripImage(majorityOf: votes, of: snapshots)
    } catch {
      throw .line(error)
    }
  }

  private func words(for image: StripImage) -> String {
    """
    the strip sees \(image.groups) separate dots (\(list(image.numbers))): a second light, a reflection, or a dead \
    photodiode between them
    """
  }

  private func list(_ numbers: [Int]) -> String {
    let names = settings.photodiodes
    return numbers.map { number in names.indices.contains(number) ? names[number].description : "\(number)" }
      .joined(separator: ", ")
  }
}

extension PhotodiodeStripSettings: PinDetector {
  public func detector(target: Length, lines: some LineBank) throws(PinError) -> any SpotDetector {
    try PinError.ofLine { () throws(LineError) in try PhotodiodeStrip(self, target: target, from: lines) }
  }
}
