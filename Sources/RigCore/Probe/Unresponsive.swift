/// Why a probe could not tell what the laser does.
public enum Unresponsive: Sendable, Equatable {
  /// The sensor never saw a dot.
  case noDot(readings: Int)
  /// The dot is seen, but a turn does not move it by more than the noise explains; a turn by 0° is all that the travel
  /// has room for.
  case still(Turn)
  /// The dot moves, but no more clearly than by so many standard errors.
  case unclear(Turn)
  /// The dot moves, but not back again; what has moved is how far from where it began that leaves it.
  case notUndone(Turn)
  /// The dot moves, but not in the direction of the axis that is turned.
  case crosswise(Turn)
  /// Even a small turn takes the dot out of sight, to either side.
  case outOfSight(Turn)

  /// The turn that told nothing, and what it did to the dot.
  ///
  /// Kept in few bytes: an outcome is a part of the loop, and one that does not fit into registers costs every step of
  /// a noisy loop a third of its speed.
  public struct Turn: Sendable, Equatable {
    private let axisNumber: Int8
    private let degrees: Float
    private let movedCentimeters: Float
    private let errorCentimeters: Float

    /// A turn of `axis` by `turned` that moved the dot by `moved`, with its standard error; an only axis is nil.
    public init(axis: Int?, turned: Angle, moved: Length = .zero, standardError: Length = .zero) {
      axisNumber = Int8(clamping: axis ?? -1)
      degrees = Float(turned.degrees)
      movedCentimeters = Float(moved.centimeters)
      errorCentimeters = Float(standardError.centimeters)
    }

    /// The axis that was turned, counted from 0; nil for an only one.
    public var axis: Int? { axisNumber < 0 ? nil : Int(axisNumber) }
    /// How far it was turned, to seven digits.
    public var turned: Angle { .degrees(Double(degrees)) }
    /// How far the dot moved, to seven digits.
    public var moved: Length { .centimeters(Double(movedCentimeters)) }
    /// The standard error of that, to seven digits.
    public var standardError: Length { .centimeters(Double(errorCentimeters)) }
  }
}
