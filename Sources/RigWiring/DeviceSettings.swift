public import RigCore

/// A device of a real rig as its owner describes it: plain values, with the parameters that a person may set and the
/// problems that they may have.
///
/// A kind of device is one file with its settings, here, and one with its driver, in `RigGPIO`. ``DeviceKinds`` lists
/// all kinds. Configuration keys, their checks, the JSON Schema and the description of the device are made from the
/// settings.
public protocol DeviceSettings: Sendable, Equatable {
  /// The word that chooses this kind in a configuration.
  static var word: String { get }
  /// The parameters that a person may set, in the order in which a file lists them.
  static var parameters: [ParameterDescription] { get }

  /// The device that `values` describe. A line without a chip is on `defaultChip`.
  init(_ values: ParameterValues, defaultChip: String)

  /// The reason why no device can be made from these settings; nil if one can, as far as the values show.
  var problem: DeviceProblem? { get }
  /// The GPIO lines that the device is wired to; nil if there are none.
  var lines: LineUse? { get }
}

/// A problem of a device's settings.
public struct DeviceProblem: Error, Sendable, Equatable {
  /// A key of the configuration that may be to blame.
  public enum Key: Sendable, Equatable {
    /// The parameter of the given name.
    case parameter(String)
    /// The key that chose this kind of device.
    case kind
    /// The key that chose a real rig.
    case rig
  }

  /// The keys that may be to blame, the likeliest first.
  public let keys: [Key]
  /// The problem, and how to solve it.
  public let words: String

  /// A problem for which one of `keys` is to blame.
  public init(_ keys: [Key], _ words: String) {
    self.keys = keys
    self.words = words
  }
}

/// The settings of a detector, which sees the dot on one axis.
public protocol DetectorSettings: DeviceSettings {
  /// The smallest step in which the dot's height can change; zero if it changes evenly.
  var resolution: Length { get }

  /// The detector in words, with its wiring and the place of the target on it.
  func words(target: Length) -> String
}

extension DetectorSettings {
  public var resolution: Length { .zero }
}

/// The settings of an output, which makes one servo's pulses.
public protocol ServoOutputSettings: DeviceSettings {
  /// The hardware that makes the pulses, such as "a PWM chip"; nil if the program makes them.
  static var pulseMaker: String? { get }
  /// The output in words, with its wiring.
  var words: String { get }

  /// The reason why a rig cannot have this output together with `other`, of another servo; nil if it can. Lines that
  /// are used twice are found by their addresses, for every kind.
  func conflict(with other: any ServoOutputSettings) -> DeviceProblem?
}

extension ServoOutputSettings {
  public static var pulseMaker: String? { nil }

  public func conflict(with other: any ServoOutputSettings) -> DeviceProblem? { nil }

  func isEqual(to other: any ServoOutputSettings) -> Bool { (other as? Self) == self }
}

extension DeviceSettings {
  public var lines: LineUse? { nil }
}

/// The kinds of devices that a configuration knows, in the order in which it lists them.
public enum DeviceKinds {
  /// The kinds of outputs that make a servo's pulses.
  public static let outputs: [any ServoOutputSettings.Type] = [
    PulseLineSettings.self,
    PWMChannelSettings.self,
  ]
  /// The kinds of detectors that see the dot.
  public static let detectors: [any DetectorSettings.Type] = [
    PhotodiodeStripSettings.self,
    PositionDetectorSettings.self,
  ]
}
