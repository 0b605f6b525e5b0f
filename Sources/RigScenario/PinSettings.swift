public import RigCore
public import RigWiring

/// The pins of a real rig, as a file names them. Lengths in cm, angles in degrees.
public struct PinSettings: Sendable, Equatable {
  /// The chip of every line without a chip of its own.
  public var chip: String?
  /// The number of servo pulses in a second.
  public var pulseRate = 50.0
  /// The number of seconds without a change after which a servo's pulses stop.
  public var idleDetach: Double?
  /// The number of frames for which the loop may be silent.
  public var watchdog = 5
  /// The priority of the threads that keep time.
  public var priority = 80
  /// The line that lets the laser shine.
  public var laser = InputSettings()
  /// The seconds between two measurements of the light of other sources; nil to measure it only at the start.
  public var darkInterval: Double? = 10
  /// The line that must be active for the laser to shine.
  public var interlock = InputSettings()
  /// How the interlock has to prove itself before anything shines.
  public var interlockProof = InterlockProof.seen
  /// The axis up and down.
  public var tilt = AxisSettings(output: ServoOutput(PulseLineSettings.self))
  /// The axis left and right.
  public var pan = AxisSettings(output: .none)
  /// The place of the target on the pan axis.
  public var panTarget = 0.0
}

/// The settings of one GPIO line, as a file names it.
public struct InputSettings: Sendable, Equatable {
  /// The line: an offset, a name, or either behind a chip and a colon.
  public var line: String?
  /// True if a low level means active.
  public var activeLow = false
  /// The resistor that pulls the line.
  public var bias = LineBias.asIs
}

/// The output that makes a servo's pulses, as a word of a configuration.
public struct ServoOutput: RawRepresentable, CaseIterable, Hashable, Sendable {
  /// There is no such servo.
  public static let none = ServoOutput(nil)
  /// No servo, or an output of one of ``DeviceKinds/outputs``.
  public static let allCases = [none] + DeviceKinds.outputs.map { kind in ServoOutput(kind) }

  /// The word of the output in a configuration.
  public var rawValue: String { kind?.word ?? "none" }
  /// The kind of output; nil if there is no servo.
  let kind: (any ServoOutputSettings.Type)?

  /// The output that `rawValue` names; nil if no output has this name.
  public init?(rawValue: String) {
    guard let output = Self.allCases.first(where: { output in output.rawValue == rawValue }) else { return nil }
    self = output
  }

  /// An output of this kind; nil for no servo.
  public init(_ kind: (any ServoOutputSettings.Type)?) {
    self.kind = kind
  }

  /// True if both have the same word.
  public static func == (left: ServoOutput, right: ServoOutput) -> Bool { left.rawValue == right.rawValue }

  /// Feeds the word to `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

/// The detector that sees the dot, as a word of a configuration.
public struct DetectorKind: RawRepresentable, CaseIterable, Hashable, Sendable {
  /// A detector of each of ``DeviceKinds/detectors``.
  public static let allCases = DeviceKinds.detectors.map { kind in DetectorKind(kind) }

  /// The word of the detector in a configuration.
  public var rawValue: String { kind.word }
  /// The kind of detector.
  let kind: any DetectorSettings.Type

  /// The detector that `rawValue` names; nil if no detector has this name.
  public init?(rawValue: String) {
    guard let detector = Self.allCases.first(where: { detector in detector.rawValue == rawValue }) else { return nil }
    self = detector
  }

  /// A detector of this kind.
  public init(_ kind: any DetectorSettings.Type) {
    self.kind = kind
  }

  /// True if both have the same word.
  public static func == (left: DetectorKind, right: DetectorKind) -> Bool { left.rawValue == right.rawValue }

  /// Feeds the word to `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

/// The parameters of devices, by the word of their kind: those of the chosen kind, and those of others, which have no
/// effect until they are chosen.
public struct DeviceValues: Sendable, Equatable {
  private var changed: [String: ParameterValues] = [:]

  /// The parameters of the kind of that word.
  public subscript(word: String) -> ParameterValues {
    get { changed[word] ?? ParameterValues() }
    set { changed[word] = newValue == ParameterValues() ? nil : newValue }
  }
}

/// The settings of one axis of a real rig.
public struct AxisSettings: Sendable, Equatable {
  /// The output that makes the servo's pulses.
  public var output: ServoOutput
  /// The parameters of each kind of output.
  public var outputs = DeviceValues()
  /// The measured angles, in degrees, and their pulses, in µs.
  public var calibration: [CalibrationPoint] = []
  /// The low end of the servo's travel, in degrees.
  public var travelFrom = -45.0
  /// The high end of the servo's travel, in degrees.
  public var travelTo = 45.0
  /// The highest speed in degrees a second.
  public var slewRate: Double?
  /// True if the servo is mounted upside down.
  public var reversed = false
  /// The angle at which the servo begins, in degrees.
  public var start = 0.0
  /// The angle at which the servo is left at the end, in degrees; nil if it stays where it is.
  public var park: Double?
  /// The detector that sees the dot.
  public var sensor = DetectorKind(PhotodiodeStripSettings.self)
  /// The parameters of each kind of detector.
  public var detectors = DeviceValues()

  init(output: ServoOutput) {
    self.output = output
  }
}

/// A point of a servo's calibration: a measured angle, and the pulse that leads there.
public struct CalibrationPoint: Sendable, Equatable {
  /// The measured angle of the servo, in degrees.
  public var degrees: Double
  /// The width of the pulse that leads to the angle, in µs.
  public var microseconds: Double

  /// A calibration point: the angle `degrees` with a pulse of `microseconds`.
  public init(degrees: Double, microseconds: Double) {
    self.degrees = degrees
    self.microseconds = microseconds
  }
}
