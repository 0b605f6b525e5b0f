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

    fileprivate func name(_ nameOfAxis: (Int) -> String) -> String { axis.map(nameOfAxis) ?? "the laser" }
    fileprivate func words(_ nameOfAxis: (Int) -> String) -> String {
      "\(name(nameOfAxis)) turns by \(text(degrees))°"
    }
    fileprivate var movedText: String { text(movedCentimeters) + " cm" }
    fileprivate var errorText: String { text(errorCentimeters) + " cm" }

    private func text(_ number: Float) -> String { Double(number).formatted(significantDigits: 3) }
  }

  /// What is wrong, in one sentence, and how to mend it.
  public var reason: String {
    reason { axis in "axis \(axis + 1)" }
  }

  /// What is wrong, in one sentence, and how to mend it; `nameOfAxis` is what an axis, counted from 0, is called.
  public func reason(nameOfAxis: (Int) -> String) -> String {
    switch self {
    case .noDot(let readings):
      return """
        no dot was ever seen in \(readings) readings, though the laser searched: is it on, and does the sensor see the \
        place it points at?
        """
    case .still(let turn) where turn.turned == .zero:
      return "\(turn.name(nameOfAxis)) has no travel to turn in: widen its travel"
    case .still(let turn):
      let noise = turn.standardError > .zero ? " by more than the standard error of \(turn.errorText)" : ""
      return """
        the dot is seen but does not move\(noise) when \(turn.words(nameOfAxis)): is the servo stuck or without power, or its \
        backlash larger than that?
        """
    case .unclear(let turn):
      return """
        when \(turn.words(nameOfAxis)) the dot moves by \(turn.movedText) ± \(turn.errorText), no clearer than the noise: let the \
        probe turn farther, or calm the sensor
        """
    case .notUndone(let turn):
      return """
        when \(turn.words(nameOfAxis)) and back, the dot ends \(turn.movedText) from where it began: does the sensor tell of a \
        turn later than the probe waits, or did the target jump?
        """
    case .crosswise(let turn):
      return """
        when \(turn.words(nameOfAxis)) the dot moves by \(turn.movedText), but not in that axis's own direction: are the axes \
        swapped, or does the sensor stand askew?
        """
    case .outOfSight(let turn):
      return """
        when \(turn.words(nameOfAxis)) the dot leaves the sensor's sight, to either side: begin nearer to the middle of the \
        sensor, or let the probe turn less
        """
    }
  }
}
