internal import RealModule
public import RigCore

// Effects between a servo's goal and the beam: the motor, the backlash of the gears and the mounting on the horn.

// MARK: Motor

extension ServoParameters {
  /// The highest speed in degrees a second; nil for no limit.
  public var slewRate: Parameter<Double?> {
    Parameter("slewRate", .speed, unit: "°/s", "the highest speed")
  }

  /// The time constant of the approach in seconds.
  public var lag: Parameter<Double> {
    Parameter("lag", default: 0, .duration, unit: "s", "the time constant of the approach")
  }
}

/// The motion of a motor to its goal: a first-order lag with a limited speed, as ``RigCore/MotorMotion`` has it.
public struct Motor: ServoEffect {
  /// The highest speed in degrees a second; infinite for no limit.
  public var slewRateDegreesPerSecond = Double.infinity
  /// The time constant of the final approach in seconds; 0 for none.
  public var lagSeconds = 0.0

  public static let declaration = EffectDeclaration(
    "slew rate and lag",
    [
      EffectParameter(ServoParameters().slewRate, theory: .unmodelled("slew rate")),
      EffectParameter(ServoParameters().lag, theory: .modelled, holdsBeamBack: true),
    ])

  public init() {}

  /// A motor no faster than `slewRateDegreesPerSecond` (above 0) that approaches its goal with the time constant
  /// `lagSeconds` (at least 0).
  public init(slewRateDegreesPerSecond: Double = .infinity, lagSeconds: Double = 0) {
    precondition(slewRateDegreesPerSecond > 0 && lagSeconds >= 0, "a slew rate is above 0, a lag at least 0")
    self.slewRateDegreesPerSecond = slewRateDegreesPerSecond
    self.lagSeconds = lagSeconds
  }

  public init(_ values: ParameterValues) {
    self.init(
      slewRateDegreesPerSecond: values[ServoParameters().slewRate] ?? .infinity,
      lagSeconds: values[ServoParameters().lag])
  }

  private var motion: MotorMotion { MotorMotion(rate: slewRateDegreesPerSecond * .pi / 180, lag: lagSeconds) }
}

extension Motor: ServoStage {
  typealias State = NoState

  @inline(__always)
  func apply(to parts: inout ServoParts, _: inout NoState, seconds: Double) {
    let motion = motion
    parts.motor = motion.isPrompt ? parts.angle : motion.position(from: parts.motor, to: parts.angle, after: seconds)
    parts.angle = parts.motor
  }

  func rest(_ parts: inout ServoParts, _: inout NoState) { parts.motor = parts.angle }
}

extension ServoModel {
  /// The motion of the motor from angle to angle.
  public var motor: Motor {
    get { chain[Motor.self] }
    set { chain[Motor.self] = newValue }
  }
}

// MARK: Continuous rotation

extension ServoParameters {
  /// How fast a continuous-rotation servo turns, in degrees a second for each degree of the command; 0 for a servo that
  /// goes to its command.
  public var continuousRotation: Parameter<Double> {
    Parameter(
      "continuousRotation", default: 0, .between(0, 1e4), unit: "1/s",
      "above 0 for a continuous-rotation servo: its °/s for each degree of the command")
  }
}

/// A continuous-rotation servo: its command sets a speed and not a place, `dθ/dt = k · command`, so that the horn never
/// stops while the command is not 0.
///
/// Source: Parallax, *Continuous Rotation Servo (#900-00008)*, data sheet: the pulse width controls speed and direction,
/// and 1.5 ms is standstill.
public struct ContinuousRotation: ServoEffect {
  /// The speed for each unit of the command, in 1/s; 0 for a servo that goes to its command.
  public var speedPerCommand = 0.0

  public static let declaration = EffectDeclaration(
    "continuous rotation",
    [
      EffectParameter(
        ServoParameters().continuousRotation, theory: .unmodelled("continuous rotation"), isInPresets: false)
    ])

  public init() {}

  /// A servo that turns by `speedPerCommand` (at least 0) degrees a second for each degree of its command.
  public init(speedPerCommand: Double) {
    precondition(speedPerCommand >= 0, "a speed is at least 0")
    self.speedPerCommand = speedPerCommand
  }

  public init(_ values: ParameterValues) { self.init(speedPerCommand: values[ServoParameters().continuousRotation]) }
}

extension ContinuousRotation: ServoStage {
  /// The place of the shaft in radians.
  struct State: Sendable {
    var place = 0.0
  }

  func state(_ streams: DeviceStreams) -> State { State() }

  @inline(__always)
  func apply(to parts: inout ServoParts, _ state: inout State, seconds: Double) {
    guard speedPerCommand > 0 else { return }
    // The beam cannot turn past the rig, however long the servo turns.
    let limit = Double.pi / 2
    state.place = min(max(state.place + speedPerCommand * parts.angle * seconds, -limit), limit)
    parts.angle = state.place
  }

  /// The shaft begins where a servo that goes to its command would stand: a person has turned it there.
  func rest(_ parts: inout ServoParts, _ state: inout State) { state.place = parts.angle }
}

extension ServoModel {
  /// The rotation without end of a continuous-rotation servo.
  public var continuousRotation: ContinuousRotation {
    get { chain[ContinuousRotation.self] }
    set { chain[ContinuousRotation.self] = newValue }
  }
}

// MARK: Backlash

extension ServoParameters {
  /// The play of the gears in degrees.
  public var backlash: Parameter<Double> {
    Parameter("backlash", default: 0, .smallAngle, unit: "°", "the play of the gears")
  }
}

/// The play between motor and horn: when the motor turns back, the horn waits until the play is taken up.
public struct Backlash: ServoEffect {
  /// The width of the play; 0 for none.
  public var play = Angle.zero

  public static let declaration = EffectDeclaration(
    "backlash", [EffectParameter(ServoParameters().backlash, theory: .modelledApart("backlash"))])

  public init() {}

  /// Gears with a play of `play`, at least 0.
  public init(play: Angle) {
    precondition(play >= .zero, "a play is at least 0")
    self.play = play
  }

  public init(_ values: ParameterValues) { self.init(play: .degrees(values[ServoParameters().backlash])) }
}

extension Backlash: ServoStage {
  typealias State = NoState

  @inline(__always)
  func apply(to parts: inout ServoParts, _: inout NoState, seconds: Double) {
    parts.horn = Play(half: play.radians / 2).driven(from: parts.horn, by: parts.angle)
    parts.angle = parts.horn
  }

  func rest(_ parts: inout ServoParts, _: inout NoState) { parts.horn = parts.angle }
}

extension ServoModel {
  /// The play in the gears.
  public var backlash: Backlash {
    get { chain[Backlash.self] }
    set { chain[Backlash.self] = newValue }
  }
}

// MARK: Mounting

extension ServoParameters {
  /// How much higher the beam points than the horn says, in degrees.
  public var offset: Parameter<Double> {
    Parameter("offset", default: 0, .between(-89, 89), unit: "°", "how much too high the beam points")
  }

  /// True if a larger command lowers the beam.
  public var reversed: Parameter<Bool> {
    Parameter("reversed", default: false, "a larger command lowers the beam")
  }
}

/// The mounting of the laser on the servo's horn.
public struct Mounting: ServoEffect {
  /// How much higher the beam points than the horn says.
  public var offset = Angle.zero
  /// True if a larger command lowers the beam.
  public var isReversed = false

  public static let declaration = EffectDeclaration(
    "mounting",
    [
      EffectParameter(ServoParameters().offset, theory: .modelled, isInPresets: false),
      EffectParameter(ServoParameters().reversed, theory: .modelled, isInPresets: false),
    ])

  public init() {}

  /// A laser that is `offset` off its horn and, if `isReversed`, on the wrong side of it.
  public init(offset: Angle = .zero, isReversed: Bool = false) {
    self.offset = offset
    self.isReversed = isReversed
  }

  public init(_ values: ParameterValues) {
    self.init(offset: .degrees(values[ServoParameters().offset]), isReversed: values[ServoParameters().reversed])
  }

  private var isOn: Bool { isReversed || offset != .zero }

  func beam(horn: Double) -> Double {
    (isReversed ? -horn : horn) + offset.radians
  }

  func horn(beam: Double) -> Double {
    isReversed ? offset.radians - beam : beam - offset.radians
  }

  /// The beam with the horn at the command `command`.
  func beam(command: Angle) -> Angle {
    isOn ? Angle(radians: beam(horn: command.radians)) : command
  }

  /// The command at which a servo without other effects sends the beam to `beam`.
  func command(beam: Angle) -> Angle {
    isOn ? Angle(radians: horn(beam: beam.radians)) : beam
  }

  /// The change of the beam's slope for each unit of the horn's slope, with the beam at `beam`.
  func slopeGain(beam: Angle) -> Double {
    guard isOn else { return 1 }
    let horn = Angle(radians: horn(beam: beam.radians))
    let gain = (1 + beam.slope * beam.slope) / (1 + horn.slope * horn.slope)
    return isReversed ? -gain : gain
  }
}

extension Mounting: ServoStage {
  typealias State = NoState

  @inline(__always)
  func apply(to parts: inout ServoParts, _: inout NoState, seconds: Double) {
    parts.angle = beam(horn: parts.angle)
  }
}

extension ServoModel {
  /// The mounting of the laser on the horn.
  public var mounting: Mounting {
    get { chain[Mounting.self] }
    set { chain[Mounting.self] = newValue }
  }
}
