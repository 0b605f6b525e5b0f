/// The criterion by which a loop counts as diverging.
///
/// Any of four signs is enough: an error beyond `bound`; an error that grows at every one of `growingSteps` steps,
/// faster at the end than on average and in proportion to itself; an error that swings about the target with four peaks
/// in a row of which each is larger than the one before, the last twice the first, ten times the floor, and larger than
/// the error at the beginning; an actuator that swings from one end of its travel to the other `railSwings` times. An
/// error that grows evenly is a drift, and one that grows ever more slowly is a lag; neither counts. Nor does growth
/// that the scatter of the readings explains. Growth is judged in blocks of `growingSteps` steps, so without noise it is
/// found after at most twice as many.
///
/// A swing that grows about the target is no sign of divergence while a rule learns its response, or for a rule whose
/// rate falls: it comes below every edge.
public struct DivergenceCriterion: Sendable, Equatable {
  /// The error beyond which the loop gives up at once, above 0.
  public let bound: Length
  /// For how many steps in a row the error must grow, at least 2.
  public let growingSteps: Int
  /// How often the actuator may swing from one end of its travel to the other, at least 1.
  public let railSwings: Int
  /// How often the loop may have its rule halve the rate if it swings ever wider, before it gives up; at least 0. A
  /// smaller rate does not help against an error that grows on one side. A swing that passes the bound is a reason to
  /// halve the rate too; after that an error beyond the bound counts only if the swing goes on growing.
  public let halvings: Int
  /// False if an error that swings ever wider counts only once it passes the bound, or the actuator the ends of its
  /// travel.
  public let watchesOscillation: Bool
  /// Errors up to this size never count as growing: they may be noise.
  public let floor: Length

  /// Diverged beyond `bound` (above 0), after `growingSteps` (at least 2) steps of growth above `floor`, or after
  /// `railSwings` (at least 1) swings from end to end; a swing that grows only after the rate has been halved
  /// `halvings` times (at least 0), and not at all unless `watchesOscillation`.
  public init(
    bound: Length, growingSteps: Int, railSwings: Int = 6, floor: Length = .zero, halvings: Int = 0,
    watchesOscillation: Bool = true
  ) {
    precondition(bound > .zero, "a bound is above 0 cm")
    precondition(growingSteps >= 2, "growth takes at least 2 steps")
    precondition(railSwings >= 1, "at least 1 swing")
    precondition(floor >= .zero, "a floor is at least 0 cm")
    precondition(halvings >= 0, "at least 0 halvings")
    self.bound = bound
    self.growingSteps = growingSteps
    self.railSwings = railSwings
    self.floor = floor
    self.halvings = halvings
    self.watchesOscillation = watchesOscillation
  }

  /// A criterion by which nothing short of 1e300 cm counts as diverging, for a loop that is to make all its steps.
  public static var never: DivergenceCriterion {
    DivergenceCriterion(
      bound: .centimeters(1e300), growingSteps: 1 << 60, railSwings: 1 << 60, floor: .centimeters(1e300))
  }
}

/// The way in which a loop diverged.
public enum Divergence: Sendable, Equatable {
  /// The error grew at every step, by the factor `1 - loop gain` each time; the factor is negative if the dot changed
  /// sides.
  case growing(factor: Double)
  /// The error passed the bound, on this course.
  case beyondBound(error: Length, bound: Length, course: Course)
  /// The error swung about the target with a period of so many steps, and its size grew by the factor `growth` a step.
  case oscillating(growth: Double, period: Double)
  /// The actuator swung from one end of its travel to the other.
  case railToRail(swings: Int)

  /// The course of an error that passed the bound.
  public enum Course: Sendable, Equatable {
    /// The error was beyond the bound from the beginning.
    case unknown
    /// The error grew by this factor a step on average.
    case growing(factor: Double)
    /// The error changed sides once, and was larger on the second one.
    case turning
    /// The error swung about the target and grew by `factor` a step, with a period in steps; both to seven digits.
    // In few bytes: an outcome is a part of the loop, and a loop that does not fit into registers makes every step a
    // third slower.
    case oscillating(factor: Float, period: Float)

    /// True if the error changed sides.
    @inlinable
    var isSwing: Bool {
      switch self {
      case .unknown, .growing: false
      case .turning, .oscillating: true
      }
    }
  }

  /// True for an error within the bound that swings ever wider.
  @inlinable
  var isOscillation: Bool {
    switch self {
    case .growing(let factor): factor < 0
    case .oscillating: true
    case .beyondBound, .railToRail: false
    }
  }

  /// True for a swing from side to side, which a smaller rate may calm.
  @inlinable
  var isSwing: Bool {
    switch self {
    case .beyondBound(_, _, let course): course.isSwing
    case .railToRail: true
    case .growing, .oscillating: isOscillation
    }
  }
}
