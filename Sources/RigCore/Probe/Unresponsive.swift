/// The reason why a probe, or a run, could not find out what the laser does.
public enum Unresponsive: Sendable, Equatable {
  /// The sensor never saw a dot.
  case noDot(readings: Int)
  /// The dot is seen, but a turn does not move it by more than the noise explains. A turn by 0° means that the travel
  /// has no room for a turn.
  case still(Turn)
  /// The dot moves, but by too few standard errors to be clear.
  case unclear(Turn)
  /// The dot moves, but not back again; ``Turn/moved`` is then its distance from the place at which it began.
  case notUndone(Turn)
  /// The dot drifts on for as long as the axis is turned, and does not come back: the command sets a speed.
  /// ``Turn/moved`` is the way of the dot in one reading.
  case spinning(Turn)
  /// The dot moves, but not in the direction of the axis that is turned.
  case crosswise(Turn)
  /// Even a small turn takes the dot out of sight, to either side.
  case outOfSight(Turn)
  /// The dot is seen, but has not followed the laser in any move of the run. The moves came to this turn; its standard
  /// error is the range of the readings.
  case ignored(Turn)
  /// The sensor repeats the same reading to the last digit, though its readings are noisy: so many in a row.
  case frozen(readings: Int)

  /// True if a probe found it out, and not a run.
  public var isOfProbe: Bool {
    switch self {
    case .noDot, .still, .unclear, .notUndone, .spinning, .crosswise, .outOfSight: true
    case .ignored, .frozen: false
    }
  }

  /// The last turn of a probe that gave up, and its effect on the dot.
  ///
  /// The values are kept in few bytes: an outcome is a part of the loop, and a loop that does not fit into registers
  /// makes every step of a noisy loop a third slower.
  public struct Turn: Sendable, Equatable {
    private let axisNumber: Int8
    private let askewDegrees: Int16
    private let degrees: Float
    private let movedCentimeters: Float
    private let errorCentimeters: Float

    /// A turn of `axis` by `turned` that moved the dot by `moved`, with its standard error, in a direction that is
    /// `askew` to that of the axis; `axis` is nil for a rig's only axis.
    public init(
      axis: Int?, turned: Angle, moved: Length = .zero, standardError: Length = .zero, askew: Angle = .zero
    ) {
      askewDegrees = Int16(clamping: Int(askew.degrees.rounded()))
      axisNumber = Int8(clamping: axis ?? -1)
      degrees = Float(turned.degrees)
      movedCentimeters = Float(moved.centimeters)
      errorCentimeters = Float(standardError.centimeters)
    }

    /// The axis that was turned, counted from 0; nil for a rig's only axis.
    public var axis: Int? { axisNumber < 0 ? nil : Int(axisNumber) }
    /// The angle of the turn, to seven digits.
    public var turned: Angle { .degrees(Double(degrees)) }
    /// How far the dot moved, to seven digits.
    public var moved: Length { .centimeters(Double(movedCentimeters)) }
    /// The angle between the dot's way and the direction of the axis, 0...90°, to a whole degree.
    public var askew: Angle { .degrees(Double(askewDegrees)) }
    /// The standard error of ``moved``, to seven digits.
    public var standardError: Length { .centimeters(Double(errorCentimeters)) }
  }
}
