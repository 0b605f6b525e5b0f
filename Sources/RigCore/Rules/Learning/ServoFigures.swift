/// What the data sheet of an actuator says about small moves, for a rule that has to judge whether a missing answer means
/// anything.
public struct ServoFigures: Sendable, Equatable {
  /// The step that commands are rounded to, or the change that is ignored; at least 0.
  public let step: Angle
  /// The play of the gears, at least 0.
  public let backlash: Angle

  /// An actuator that goes exactly where it is told, unless told otherwise.
  @inlinable
  public init(step: Angle = .zero, backlash: Angle = .zero) {
    precondition(step >= .zero && backlash >= .zero, "a step and a play are at least 0")
    self.step = step
    self.backlash = backlash
  }
}
