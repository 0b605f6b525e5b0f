public import RigGPIO

/// The pins of a real rig, as a file names them. Lengths in cm, angles in degrees.
public struct PinSettings: Sendable, Equatable {
  /// The chip of every line that names none of its own.
  public var chip: String?
  /// Servo pulses a second.
  public var pulseRate = 50.0
  /// After how many seconds without a change a servo's pulses stop.
  public var idleDetach: Double?
  /// For how many frames the loop may be silent.
  public var watchdog = 5
  /// The priority of the threads that keep time.
  public var priority = 80
  /// The line that lets the laser shine.
  public var laser = InputSettings()
  /// The line that must be active for the laser to shine.
  public var interlock = InputSettings()
  /// Up and down.
  public var tilt = AxisSettings(output: .line)
  /// Left and right.
  public var pan = AxisSettings(output: .none)
  /// Where the target is on the pan axis.
  public var panTarget = 0.0
}

/// One line.
public struct InputSettings: Sendable, Equatable {
  /// The line: an offset, a name, or either behind a chip and a colon.
  public var line: String?
  /// True where a low level means active.
  public var activeLow = false
  /// What pulls the line.
  public var bias = LineRequest.Bias.asIs
}

/// What makes a servo's pulses.
public enum ServoOutput: String, Sendable, CaseIterable {
  /// There is no such servo.
  case none
  /// A line that the program raises and lowers in time.
  case line
  /// A channel of a PWM chip.
  case pwm
}

/// What sees the dot.
public enum DetectorKind: String, Sendable, CaseIterable {
  /// Photodiodes on lines.
  case strip
  /// A position-sensitive detector behind a converter.
  case detector
}

/// One axis of a real rig.
public struct AxisSettings: Sendable, Equatable {
  /// What makes the servo's pulses.
  public var output: ServoOutput
  /// The line that carries them.
  public var line: String?
  /// The PWM chip that makes them.
  public var pwmChip: String?
  /// Its channel.
  public var pwmChannel = 0
  /// The measured angles, in degrees, and their pulses, in µs.
  public var calibration: [CalibrationPoint] = []
  /// The lowest angle.
  public var travelFrom = -45.0
  /// The highest angle.
  public var travelTo = 45.0
  /// The highest speed in degrees a second.
  public var slewRate: Double?
  /// True where the servo is mounted upside down.
  public var reversed = false
  /// Where it begins.
  public var start = 0.0
  /// Where it is left.
  public var park: Double?
  /// What sees the dot.
  public var sensor = DetectorKind.strip
  /// The strip's lines, the lowest first.
  public var stripLines: [String] = []
  /// From photodiode to photodiode.
  public var pitch = 0.5
  /// The height of the first.
  public var stripHeight = 0.0
  /// True where a lit photodiode pulls its line low.
  public var stripActiveLow = false
  /// What pulls the strip's lines.
  public var stripBias = LineRequest.Bias.asIs
  /// How many snapshots vote.
  public var snapshots = 1
  /// The converter.
  public var device: String?
  /// Its channel for the detector's lower end.
  public var lowerChannel = 0
  /// Its channel for the detector's upper end.
  public var upperChannel = 1
  /// Half of the detector's length.
  public var halfLength = 1.0
  /// The height of its middle.
  public var detectorHeight = 0.0
  /// The sum of both channels below which there is no dot.
  public var minimum = 0.05

  init(output: ServoOutput) {
    self.output = output
  }
}

/// A measured angle and the pulse that leads there.
public struct CalibrationPoint: Sendable, Equatable {
  /// The angle.
  public var degrees: Double
  /// The pulse.
  public var microseconds: Double

  /// A point.
  public init(degrees: Double, microseconds: Double) {
    self.degrees = degrees
    self.microseconds = microseconds
  }
}
