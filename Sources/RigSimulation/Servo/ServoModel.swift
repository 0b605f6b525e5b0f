public import RigCore

/// A servo's effects. All but the travel are off by default, and each is a small type of its own.
///
/// They apply in this order: fault injection, resolution, travel limits, dead band, slew rate and lag, backlash, and
/// last the mounting, which turns the horn's angle into the beam's.
public struct ServoModel: Sendable, Equatable {
  /// The lowest and highest command that is obeyed, both within ±90°.
  public var travel: ClosedRange<Angle>
  /// The rounding of the command.
  public var resolution: Resolution
  /// The changes that are too small to move for.
  public var deadBand: DeadBand
  /// How the motor gets from angle to angle.
  public var motor: Motor
  /// The play in the gears.
  public var backlash: Backlash
  /// How the laser sits on the horn.
  public var mounting: Mounting

  /// A servo that goes at once and exactly where it is told, unless told otherwise.
  public init(
    travel: ClosedRange<Angle> = .degrees(-89) ... .degrees(89),
    resolution: Resolution = Resolution(), deadBand: DeadBand = DeadBand(), motor: Motor = Motor(),
    backlash: Backlash = Backlash(), mounting: Mounting = Mounting()
  ) {
    self.travel = travel
    self.resolution = resolution
    self.deadBand = deadBand
    self.motor = motor
    self.backlash = backlash
    self.mounting = mounting
  }

  /// True where the beam is always at the command, clamped to the travel.
  public var isIdeal: Bool {
    !resolution.isOn && !deadBand.isOn && !motor.isOn && !backlash.isOn && !mounting.isOn
  }
}
