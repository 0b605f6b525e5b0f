public import RigCore

// Effects of a servo's electronics on a command: resolution, travel limits and dead band.

// MARK: Resolution

extension ServoParameters {
  /// The step in degrees that commands are rounded to.
  public var resolution: Parameter<Double> {
    Parameter("resolution", default: 0, .smallAngle, unit: "°", "what commands are rounded to")
  }
}

/// The step that commands are rounded to: a pulse width in whole microseconds, a converter's bits.
public struct Resolution: ServoEffect {
  /// The step; 0 for none.
  public var step = Angle.zero

  public static let declaration = EffectDeclaration(
    "resolution",
    [EffectParameter(ServoParameters().resolution, theory: .modelledApart("resolution"), holdsBeamBack: false)])

  public init() {}

  /// Rounds to multiples of `step`, at least 0.
  public init(step: Angle) {
    precondition(step >= .zero, "a resolution is at least 0")
    self.step = step
  }

  public init(_ values: ParameterValues) { self.init(step: .degrees(values[ServoParameters().resolution])) }
}

extension Resolution: ServoStage {
  typealias State = NoState

  @inline(__always)
  func apply(to parts: inout ServoParts, _: inout NoState, seconds: Double) {
    let steps = (parts.angle / step.radians).rounded()
    // A step that is too small to count in counts as none.
    if step > .zero && steps.isFinite { parts.angle = steps * step.radians }
  }
}

extension ServoModel {
  /// The rounding of the command.
  public var resolution: Resolution {
    get { chain[Resolution.self] }
    set { chain[Resolution.self] = newValue }
  }
}

// MARK: Travel

extension ServoParameters {
  /// The lowest command in degrees that is obeyed.
  public var travelFrom: Parameter<Double> {
    Parameter("travelFrom", default: -89, .between(-89, 89), unit: "°", "the lowest command")
  }

  /// The highest command in degrees that is obeyed.
  public var travelTo: Parameter<Double> {
    Parameter("travelTo", default: 89, .between(-89, 89), unit: "°", "the highest command")
  }
}

/// The commands that a servo obeys. A command beyond them ends at the limit.
public struct TravelLimits: ServoEffect {
  /// The lowest and the highest command, both within ±90°.
  public var range = Angle.degrees(-89) ... .degrees(89)

  public static let declaration = EffectDeclaration(
    "travel limits",
    [
      EffectParameter(ServoParameters().travelFrom, theory: .modelled),
      EffectParameter(ServoParameters().travelTo, theory: .modelled),
    ])

  public init() {}

  /// Obeys commands within `range`, both ends within ±90°.
  public init(range: ClosedRange<Angle>) {
    self.range = range
  }

  public init(_ values: ParameterValues) {
    self.init(range: .degrees(values[ServoParameters().travelFrom]) ... .degrees(values[ServoParameters().travelTo]))
  }

  /// The limits, in the exact form that a loop in slopes reaches.
  var slopes: (lowest: Angle, highest: Angle) {
    (Angle(slope: range.lowerBound.slope), Angle(slope: range.upperBound.slope))
  }
}

extension TravelLimits: ServoStage {
  struct State: Sendable {
    let lowest: Double
    let highest: Double
  }

  func state(_ streams: DeviceStreams) -> State {
    State(lowest: slopes.lowest.radians, highest: slopes.highest.radians)
  }

  @inline(__always)
  func apply(to parts: inout ServoParts, _ limits: inout State, seconds: Double) {
    parts.angle = min(max(parts.angle, limits.lowest), limits.highest)
  }

  func rest(_ parts: inout ServoParts, _ limits: inout State) { apply(to: &parts, &limits, seconds: 0) }
}

extension ServoModel {
  /// The lowest and highest command that is obeyed, both within ±90°.
  public var travel: ClosedRange<Angle> {
    get { chain[TravelLimits.self].range }
    set { chain[TravelLimits.self].range = newValue }
  }
}

// MARK: Dead band

extension ServoParameters {
  /// The change of command in degrees that is ignored.
  public var deadBand: Parameter<Double> {
    Parameter("deadBand", default: 0, .smallAngle, unit: "°", "the change that is ignored")
  }
}

/// The change of command that a servo's electronics ignore as noise: the servo rests if the command is closer than this
/// to its position.
public struct DeadBand: ServoEffect {
  /// The smallest change that is obeyed; 0 for all.
  public var width = Angle.zero

  public static let declaration = EffectDeclaration(
    "dead band", [EffectParameter(ServoParameters().deadBand, theory: .unmodelled("dead band"))])

  public init() {}

  /// Ignores commands closer than `width` (at least 0) to the motor's angle.
  public init(width: Angle) {
    precondition(width >= .zero, "a dead band is at least 0")
    self.width = width
  }

  public init(_ values: ParameterValues) { self.init(width: .degrees(values[ServoParameters().deadBand])) }
}

extension DeadBand: ServoStage {
  typealias State = NoState

  @inline(__always)
  func apply(to parts: inout ServoParts, _: inout NoState, seconds: Double) {
    parts.angle = MotorMotion.goal(parts.angle, at: parts.motor, deadBand: width.radians)
  }

  func rest(_ parts: inout ServoParts, _: inout NoState) {}
}

extension ServoModel {
  /// The changes of command that are too small to be obeyed.
  public var deadBand: DeadBand {
    get { chain[DeadBand.self] }
    set { chain[DeadBand.self] = newValue }
  }
}
