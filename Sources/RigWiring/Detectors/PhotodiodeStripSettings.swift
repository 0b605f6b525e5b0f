public import RigCore

/// A strip of photodiodes behind the sheet, each on an input line.
public struct PhotodiodeStripSettings: DetectorSettings {
  /// The parameters of the strip.
  public enum Parameters {
    /// The lines of the photodiodes, the lowest photodiode first.
    public static let lines = Parameter<[String]>(
      "lines", "the photodiodes' lines, the lowest first: 4..27 or [4, 5, GPIO6]")
    /// The distance from one photodiode to the next, in cm.
    public static let pitch = Parameter(
      "pitch", default: 0.5, .between(1e-3, 1e3), unit: "cm", "from one to the next")
    /// The height of the lowest photodiode, in cm.
    public static let height = Parameter("height", default: 0, .length, unit: "cm", "the height of the first")
    /// The level of a lit photodiode's line.
    public static let activeLow = Parameter("activeLow", default: false, "a lit photodiode pulls its line low")
    /// The resistor that pulls the lines.
    public static let bias = Parameter("bias", default: LineBias.asIs, "what pulls the strip's lines")
    /// The number of snapshots that vote on each photodiode; odd.
    public static let snapshots = Parameter("snapshots", default: 1, 1...63, "how many vote on each photodiode; odd")
  }

  public static let word = "strip"

  public static let parameters = [
    Parameters.lines.description, Parameters.pitch.description, Parameters.height.description,
    Parameters.activeLow.description, Parameters.bias.description, Parameters.snapshots.description,
  ]

  /// The photodiodes' lines, 2 to 64 of one chip, the first being the lowest.
  public var photodiodes: [LineAddress]
  /// The distance from photodiode to photodiode; above zero.
  public var pitch: Length
  /// The height of the lowest photodiode, in cm.
  public var height: Length
  /// True if a lit photodiode pulls its line low.
  public var isActiveLow: Bool
  /// The resistor that pulls the lines.
  public var bias: LineBias
  /// The number of snapshots that vote on each photodiode: odd, 1 to 63.
  public var snapshots: Int

  /// A strip of `photodiodes`, the first of which is mounted at `height`.
  public init(
    _ photodiodes: [LineAddress], pitch: Length, height: Length = .zero, isActiveLow: Bool = false,
    bias: LineBias = .asIs, snapshots: Int = 1
  ) {
    self.photodiodes = photodiodes
    self.pitch = pitch
    self.height = height
    self.isActiveLow = isActiveLow
    self.bias = bias
    self.snapshots = snapshots
  }

  public init(_ values: ParameterValues, defaultChip: String) {
    self.init(
      values[Parameters.lines].map { line in LineAddress(line, defaultChip: defaultChip) },
      pitch: .centimeters(values[Parameters.pitch]), height: .centimeters(values[Parameters.height]),
      isActiveLow: values[Parameters.activeLow], bias: values[Parameters.bias],
      snapshots: values[Parameters.snapshots])
  }

  public var problem: DeviceProblem? {
    let keys = [DeviceProblem.Key.parameter(Parameters.lines.name), .rig]
    let count = photodiodes.count
    if count < 2 {
      return DeviceProblem(keys, "\(count.counted("line")); a strip has at least 2 photodiodes")
    }
    if count > 64 { return DeviceProblem(keys, "\(count) lines; a strip has at most 64") }
    let chips = Set(photodiodes.map(\.chip))
    if chips.count > 1 {
      let names = chips.sorted().joined(separator: " and ")
      return DeviceProblem(keys, "are on \(names); one snapshot reads the lines of one chip")
    }
    return snapshots.isMultiple(of: 2)
      ? DeviceProblem([.parameter(Parameters.snapshots.name)], "\(snapshots) votes can tie; make it odd") : nil
  }

  public var lines: LineUse? {
    LineUse("strip lines", parameter: Parameters.lines.name, photodiodes, bias: bias)
  }

  /// Half of the pitch: as the dot moves it lights one or two photodiodes more or less, so its height is known to half
  /// a pitch at best.
  public var resolution: Length { Length(centimeters: pitch.centimeters / 2) }

  public func words(target: Length) -> String {
    let highest = height.centimeters + pitch.centimeters * Double(photodiodes.count - 1)
    let ends = [height.centimeters, highest].map { end in end.formatted(significantDigits: 6) }
    let names = photodiodes.map(\.line).joined(separator: ", ")
    return """
      \(photodiodes.count) photodiodes from \(ends[0]) to \(ends[1]) cm, target at \
      \(target.centimeters.formatted(significantDigits: 6)) cm; \(isActiveLow ? "low" : "high") means lit, bias \
      \(bias.rawValue); lines \(names) of \(photodiodes.first?.chip ?? "")
      """
  }
}
