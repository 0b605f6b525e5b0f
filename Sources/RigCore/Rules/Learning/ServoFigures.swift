public import RealModule

/// What the data sheet of an actuator says, for a rule that has to judge where the beam was when a reading was taken, and
/// whether a missing answer means anything.
public struct ServoFigures: Sendable, Equatable {
  /// The step that commands are rounded to, at least 0.
  public let step: Angle
  /// The change of command that is ignored, at least 0.
  public let deadBand: Angle
  /// The play of the gears, at least 0.
  public let backlash: Angle
  /// The share of the way to its goal that it makes from one reading to the next, above 0 and at most 1: with a time
  /// constant τ and a frame of T seconds `1 - exp(-T/τ)`.
  public let arrival: Double
  /// How far it turns at most from one reading to the next, above 0; infinite for no limit.
  public let slew: Angle

  /// An actuator that goes at once and exactly where it is told, unless told otherwise.
  @inlinable
  public init(
    step: Angle = .zero, deadBand: Angle = .zero, backlash: Angle = .zero, arrival: Double = 1,
    slew: Angle = .radians(.infinity)
  ) {
    precondition(step >= .zero && deadBand >= .zero && backlash >= .zero, "a step, a dead band, a play: at least 0")
    precondition(arrival > 0 && arrival <= 1, "a share of the way is above 0 and at most 1")
    precondition(slew > .zero, "a slew rate is above 0")
    self.step = step
    self.deadBand = deadBand
    self.backlash = backlash
    self.arrival = arrival
    self.slew = slew
  }

  /// An actuator that approaches its goal with the time constant `lagSeconds` (at least 0) and turns by no more than
  /// `slewRateDegreesPerSecond` (above 0), read every `frameSeconds` (above 0).
  @inlinable
  public init(
    step: Angle = .zero, deadBand: Angle = .zero, backlash: Angle = .zero, lagSeconds: Double,
    slewRateDegreesPerSecond: Double,
    frameSeconds: Double
  ) {
    precondition(lagSeconds >= 0 && frameSeconds > 0, "a lag is at least 0 s, a frame above 0 s")
    self.init(
      step: step, deadBand: deadBand, backlash: backlash,
      // However slow, it gets on a little.
      arrival: lagSeconds > 0 ? max(-.expMinusOne(-frameSeconds / lagSeconds), 1e-6) : 1,
      slew: .degrees(slewRateDegreesPerSecond * frameSeconds))
  }

  /// True where it stops exactly where it is told to.
  @inlinable
  var isExact: Bool { step == .zero && deadBand == .zero && backlash == .zero }

  /// True where it has always arrived.
  @inlinable
  var isPrompt: Bool { arrival == 1 && slew.radians == .infinity }

  /// Where it is one reading after it was at `angle`, on its way to `goal`.
  @inlinable
  func angle(after angle: Angle, onTheWayTo goal: Angle) -> Angle {
    let gap = goal.radians - angle.radians
    let way = min(max(arrival * gap, -slew.radians), slew.radians)
    // The last thousandth of a degree is no move any more.
    return (gap - way).magnitude < 1e-5 ? goal : Angle(radians: angle.radians + way)
  }
}

/// What the data sheet of a servo says, as far as a rule may have to know it.
public struct ServoDataSheet: Sendable, Equatable {
  /// The step that commands are rounded to; 0 for none.
  public var resolution = Angle.zero
  /// The change of command that is ignored; 0 for none.
  public var deadBand = Angle.zero
  /// The play of the gears; 0 for none.
  public var backlash = Angle.zero
  /// The time constant of the approach in seconds; 0 for none.
  public var lagSeconds = 0.0
  /// The highest speed in degrees a second; infinite for no limit.
  public var slewRateDegreesPerSecond = Double.infinity

  /// A servo that goes at once and exactly where it is told.
  public init() {}
}
