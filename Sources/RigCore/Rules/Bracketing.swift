/// A rule for a sensor whose readings are in proportion to the error only near the target, as those of a quadrant
/// detector or of a sensor that saturates: farther off a reading tells the side, and the base learns nothing from it.
///
/// While readings lie beyond the range, the laser turns against their side, four times as far each time, until the dot
/// has passed the target; from then on each turn halves the angle between the two sides. After a turn the rule waits
/// until a reading with a dead time of up to three steps has caught up. If the end of the travel brings no other side,
/// the search goes the other way: the servo may be reversed. As soon as a reading lies within the range, the base
/// steers, from a reset that keeps what it has learned of the distance.
///
/// A dot that was within the range counts as beyond it after three readings in a row, so that an outlier changes
/// nothing. If the bracket closes without such a reading, the rule waits twice as long from then on: the target has
/// moved, or readings are later. On a rig with several axes, or without readings beyond the range, the rule behaves as
/// its base, bit for bit.
///
/// Source: W. H. Press et al., *Numerical Recipes*, 3rd ed., 2007, section 9.1 (bracketing and bisection).
public struct Bracketing<let axes: Int, Base: UpdateRule>: RuleWrapper
where Base.Command == PerAxis<axes, Double>, Base.Errors == PerAxis<axes, Length> {
  /// The rule that steers within the range.
  public var base: Base
  /// The largest error to which readings are in proportion, above 0.
  public let range: Length
  /// The farthest distance at which the wall may stand, above 0.
  public let farthest: Length

  /// Nil while readings lie within the range.
  @usableFromInline
  var search: Search?
  /// The number of readings in a row that lay beyond the range; a dot that has never been within it counts as lost.
  @usableFromInline
  var strays = Self.patience
  /// 1 if a larger command raises the dot, -1 if it lowers it.
  @usableFromInline
  var sense = 1.0

  /// `base` on a sensor with readings in proportion up to `range`, and a wall that stands at `farthest` at most.
  @inlinable
  public init(_ base: Base, range: Length, farthest: Length) {
    precondition(range > .zero && farthest > .zero, "a range and a distance are above 0 cm")
    self.base = base
    self.range = range
    self.farthest = farthest
  }

  @inlinable
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    guard axes == 1, error[0].magnitude > range, error[0].centimeters.isFinite else {
      search = nil
      strays = 0
      return base.update(command, error: error)
    }
    if search == nil {
      strays += 1
      guard strays >= Self.patience else {
        base.skip(command)
        return command
      }
      base.reset()
      search = Search(from: command[0], step: error[0] / farthest)
    }
    base.skip(command)
    // So narrow a bracket would put the dot within the range on any wall.
    let narrowest = range / farthest
    let next = search?.next(at: command[0], isAbove: error[0] > .zero, sense: &sense, narrowest: narrowest)
    return PerAxis(repeating: next ?? command[0])
  }

  /// The number of readings in a row beyond the range from which on the dot counts as lost.
  @inlinable
  static var patience: Int { 3 }
}

extension Bracketing: Sendable where Base: Sendable {}

extension Bracketing {
  /// A search for the command that brings the dot within the range.
  @usableFromInline
  struct Search: Sendable {
    @usableFromInline
    let start: Double
    @usableFromInline
    let firstStep: Double
    @usableFromInline
    var step: Double
    /// The latest commands at which the dot was above the target and below it.
    @usableFromInline
    var above: Double?
    @usableFromInline
    var below: Double?
    /// The command that was given; nil before the first turn.
    @usableFromInline
    var wish: Double?
    /// The number of readings to wait for the answer to the latest turn.
    @usableFromInline
    var wait = 0
    /// The number of ends of the travel that brought no other side.
    @usableFromInline
    var ends = 0

    /// The number of readings after a turn until the first one that tells its result.
    @usableFromInline
    var answer = 4
    /// The most readings to wait after a turn.
    @usableFromInline
    static var patience: Int { 64 }

    @inlinable
    init(from start: Double, step: Double) {
      self.start = start
      firstStep = step.magnitude
      self.step = step.magnitude
    }

    /// The next command, while the actuator holds `position` and the dot is above the target or below it.
    @inlinable
    mutating func next(at position: Double, isAbove: Bool, sense: inout Double, narrowest: Double) -> Double {
      if wait > 0 {
        wait -= 1
        return position
      }
      if isAbove { above = position } else { below = position }
      if let above, let below, (above - below).magnitude <= narrowest {
        // The target has moved since one of them, or readings are later than was thought.
        answer = min(2 * answer, Self.patience)
        self.above = isAbove ? position : nil
        self.below = isAbove ? nil : position
        step = firstStep
      }
      var goal: Double
      if let above, let below {
        sense = above > below ? 1 : -1
        goal = below + (above - below) / 2
      } else {
        var origin = position
        if let wish, (wish - position).magnitude > 1e-6 {
          // The travel ends here.
          ends += 1
          guard ends <= 2 else { return position }
          sense = -sense
          step = firstStep
          if ends == 1 { origin = start }
        }
        goal = origin + (isAbove ? -sense : sense) * step
        step *= 4
      }
      wish = goal
      wait = answer
      return goal
    }
  }
}
