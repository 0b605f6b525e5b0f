/// A rule for a servo with play in its gears: it steers the horn, and each command goes beyond the horn's goal by half
/// of the play, to the side to which the motor pushes.
///
/// The base is given the position of the horn that the play leaves, and its wish is a position of the horn; if it
/// wishes no move, the motor stays where it is. If the play is exactly as wide as assumed and the servo makes every
/// move within a frame, the base acts as on a servo without play. If the assumed play is too wide, every turn
/// overshoots by half of the difference.
///
/// Source: G. Tao and P. V. Kokotović, *Adaptive Control of Systems with Actuator and Sensor Nonlinearities*, 1996,
/// chapter 2 (the backlash inverse).
public struct BacklashInversion<let axes: Int, Base: UpdateRule>: RuleWrapper
where Base.Command == PerAxis<axes, Double>, Base.Errors == PerAxis<axes, Length> {
  /// The rule that steers the horn.
  public var base: Base
  /// The quantity that the base steers.
  public let controlVariable: ControlVariable

  @usableFromInline
  let gears: Play
  /// The position of the horn in radians; nil before the first reading and after a search, when the horn is taken to be
  /// in the middle of the play.
  @usableFromInline
  var horn: PerAxis<axes, Double>?

  /// `base` on a servo with a `play` of at least 0, which steers `controlVariable`.
  @inlinable
  public init(_ base: Base, play: Angle, steers controlVariable: ControlVariable = .slope) {
    precondition(play >= .zero, "a play is at least 0")
    self.base = base
    self.controlVariable = controlVariable
    gears = Play(half: play.radians / 2)
  }

  @inlinable
  public mutating func place(at command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    let motor = command.map { command in controlVariable.angle(of: command).radians }
    let last = horn ?? motor
    let now = PerAxis<axes, Double> { axis in gears.driven(from: last[axis], by: motor[axis]) }
    horn = now
    return now.map { angle in controlVariable.command(at: Angle(radians: angle)) }
  }

  @inlinable
  public mutating func realized(_ wish: PerAxis<axes, Double>, at command: PerAxis<axes, Double>) -> PerAxis<
    axes, Double
  > {
    guard let horn else { return wish }
    return PerAxis { axis in
      let goal = controlVariable.angle(of: wish[axis]).radians
      if goal == horn[axis] { return command[axis] }
      let motor = gears.driving(toPush: goal, upwards: goal > horn[axis])
      // Beyond a right angle a slope would change its sign; the loop clamps the command to the travel.
      if motor.magnitude >= .pi / 2 { return motor < 0 ? -.infinity : .infinity }
      return controlVariable.command(at: Angle(radians: motor))
    }
  }

  @inlinable
  public mutating func reset() {
    horn = nil
    base.reset()
  }
}

extension BacklashInversion: Sendable where Base: Sendable {}
