public import RigCore

/// A position-sensitive detector on two inputs of an analogue-to-digital converter.
public struct PositionDetectorSettings: DetectorSettings {
  /// The parameters of the detector.
  public enum Parameters {
    /// The analogue-to-digital converter, an IIO device, by name or number.
    public static let device = Parameter<String?>("device", "the converter, an IIO device by name or number")
    /// The channel of the converter that is wired to the lower end of the detector.
    public static let lowerChannel = Parameter(
      "lowerChannel", default: 0, 0...255, "its channel for the lower end")
    /// The channel of the converter that is wired to the upper end of the detector.
    public static let upperChannel = Parameter(
      "upperChannel", default: 1, 0...255, "its channel for the upper end")
    /// The distance from the middle of the detector to either end, in cm.
    public static let halfLength = Parameter(
      "halfLength", default: 1, .between(1e-3, 1e3), unit: "cm", "half of the detector's length")
    /// The height of the detector's middle, in cm.
    public static let height = Parameter("height", default: 0, .length, unit: "cm", "the height of its middle")
    /// The least light that counts as a dot.
    public static let minimum = Parameter(
      "minimum", default: 0.05, .between(1e-9, 1e9), unit: "V",
      "the sum of both channels below which there is no dot")
    /// The voltage of a channel at which it is clipped.
    public static let maximum = Parameter<Double?>(
      "maximum", .between(1e-9, 1e9), unit: "V",
      "the voltage of a channel at which it is clipped; none: the end of its range")
    /// The millivolts of one count of the converter.
    public static let scale = Parameter<Double?>(
      "scale", .between(1e-9, 1e9), unit: "mV", "the voltage of a count; none: what the device says")
  }

  public static let word = "detector"

  public static let parameters = [
    Parameters.device.description, Parameters.lowerChannel.description, Parameters.upperChannel.description,
    Parameters.halfLength.description, Parameters.height.description, Parameters.minimum.description,
    Parameters.maximum.description, Parameters.scale.description,
  ]

  /// The converter: its number (`0`, `iio:device0`), its name or its place on a bus.
  public var device: String
  /// The input of the detector's lower end.
  public var lowerChannel: Int
  /// The input of the detector's upper end.
  public var upperChannel: Int
  /// The distance from the detector's middle to either end of its active area; above 0.
  public var halfLength: Length
  /// The height of the detector's middle.
  public var height: Length
  /// The sum of both inputs, in volts, below which the spot is lost.
  public var minimumVolts: Double
  /// The voltage at and above which an input is clipped, in volts; nil for the end of the converter's range.
  public var maximumVolts: Double?
  /// The millivolts of one count; nil for the scale that the device gives.
  public var scaleMillivolts: Double?

  /// A detector on the inputs 0 and 1 of `device`, its middle at the origin.
  public init(
    device: String, channels: (lower: Int, upper: Int) = (0, 1), halfLength: Length = .centimeters(1),
    height: Length = .zero, minimumVolts: Double = Parameters.minimum.defaultValue, maximumVolts: Double? = nil,
    scaleMillivolts: Double? = nil
  ) {
    self.device = device
    (lowerChannel, upperChannel) = channels
    self.halfLength = halfLength
    self.height = height
    self.minimumVolts = minimumVolts
    self.maximumVolts = maximumVolts
    self.scaleMillivolts = scaleMillivolts
  }

  public init(_ values: ParameterValues, defaultChip: String) {
    self.init(
      device: values[Parameters.device] ?? "",
      channels: (values[Parameters.lowerChannel], values[Parameters.upperChannel]),
      halfLength: .centimeters(values[Parameters.halfLength]), height: .centimeters(values[Parameters.height]),
      minimumVolts: values[Parameters.minimum], maximumVolts: values[Parameters.maximum],
      scaleMillivolts: values[Parameters.scale])
  }

  /// True if both ends of the detector are on one channel, which makes them indistinguishable.
  public var endsShareChannel: Bool { lowerChannel == upperChannel }

  public var problem: DeviceProblem? {
    if device.isEmpty {
      return DeviceProblem(
        [.parameter(Parameters.device.name), .kind, .rig],
        "say which IIO device reads the detector; `laserrig doctor` lists them")
    }
    if endsShareChannel {
      return DeviceProblem(
        [.parameter(Parameters.lowerChannel.name), .parameter(Parameters.upperChannel.name)],
        "both ends are on channel \(lowerChannel); each has its own")
    }
    guard let maximumVolts, 2 * maximumVolts <= minimumVolts else { return nil }
    return DeviceProblem(
      [.parameter(Parameters.maximum.name), .parameter(Parameters.minimum.name)],
      "no dot is both: the least sum of both channels is \(minimumVolts.formatted(significantDigits: 6)) V, and each is "
        + "clipped at \(maximumVolts.formatted(significantDigits: 6)) V")
  }

  public func words(target: Length) -> String {
    let lengths = [2 * halfLength.centimeters, height.centimeters, target.centimeters].map { length in
      length.formatted(significantDigits: 6)
    }
    return """
      IIO device \(device), channels \(lowerChannel) and \(upperChannel), \(lengths[0]) cm long around \(lengths[1]) \
      cm, target at \(lengths[2]) cm
      """
  }
}
