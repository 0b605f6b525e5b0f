public import RigCore

/// A strip of photodiodes behind the sheet, each on an input line. All are read at one instant; the dot is in the
/// middle of those that are lit.
///
/// The dot lights one or two diodes more or less as it moves, so its height is known to half a pitch at best.
public final class PhotodiodeStrip: SpotDetector, Sensor {
  /// How a strip is made and mounted.
  public struct Settings: Sendable, Equatable {
    /// From diode to diode.
    public let pitch: Length
    /// The height of the first diode.
    public let height: Length
    /// The height of the target.
    public let target: Length
    /// How many snapshots vote on each diode: odd, at least 1.
    public let snapshots: Int

    /// A strip with `pitch` above zero whose first diode is mounted at `height`.
    public init(pitch: Length, height: Length, target: Length, snapshots: Int = 1) {
      precondition(pitch > .zero, "diodes stand apart")
      precondition(snapshots >= 1 && snapshots <= 63 && snapshots % 2 == 1, "an odd number of snapshots votes")
      self.pitch = pitch
      self.height = height
      self.target = target
      self.snapshots = snapshots
    }
  }

  private let lines: InputLines
  private let names: [LineAddress]
  private let settings: Settings

  /// A strip on `lines`, at least 2, the first being the lowest.
  public init(_ lines: consuming InputLines, _ settings: Settings) {
    precondition(lines.count >= 2, "one diode makes no strip")
    names = lines.handle.request.lines
    self.lines = lines
    self.settings = settings
  }

  public var resolution: Length { Length(centimeters: settings.pitch.centimeters / 2) }

  /// - Throws: `PinError.severalSpots` where dark diodes lie between lit ones: the middle of two dots is no dot.
  public func offset() throws(PinError) -> Length? { try sight()?.offset }

  /// A dot that lights the first photodiode or the last is not taken for whole.
  /// - Throws: as ``offset()``.
  public func sight() throws(PinError) -> SpotSight? {
    let image = try look()
    guard let centroid = image.centroid else { return nil }
    guard image.groups == 1 else { throw .severalSpots(words(for: image)) }
    return SpotSight(
      offset: settings.height + Length(centimeters: centroid * settings.pitch.centimeters) - settings.target,
      isWhole: !image.reachesEnd(ofDiodes: names.count))
  }

  public func read() throws(PinError) -> Reading<1> {
    try offset().map { offset in .error(PerAxis(offset)) } ?? .spotLost
  }

  public func ambientLight() throws(PinError) -> String? {
    let image = try look()
    if image.lit == 0 { return nil }
    return """
      the strip sees light on \(list(image.numbers)) while the laser is off: shade it from other light, check \
      activeLow and bias, or replace a stuck photodiode
      """
  }

  private func look() throws(PinError) -> StripImage {
    do throws(LineError) {
      if settings.snapshots == 1 { return StripImage(lit: try lines.snapshot()) }
      var votes = InlineArray<64, UInt8>(repeating: 0)
      for _ in 0..<settings.snapshots {
        let snapshot = try lines.snapshot()
        for line in 0..<64 { votes[line] += UInt8(truncatingIfNeeded: snapshot >> line & 1) }
      }
      return StripImage(majorityOf: votes, of: settings.snapshots)
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
    numbers.map { number in names.indices.contains(number) ? names[number].description : "\(number)" }
      .joined(separator: ", ")
  }
}
