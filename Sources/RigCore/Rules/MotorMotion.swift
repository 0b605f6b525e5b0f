internal import RealModule

/// The motion of a motor to its goal: a first-order lag with a limited speed, and a dead band.
///
/// `x' = clamp((goal - x) / lag, -rate...rate)`, solved exactly: the motor goes at full speed until the gap is
/// `rate · lag`, and approaches exponentially from there. A motor that is closer to its goal than the dead band stays
/// where it is.
///
/// This is the one model of a slow servo: it is used for a simulated servo and for a rule's estimate of a servo's
/// position.
public struct MotorMotion: Sendable, Equatable {
  /// The highest speed in radians per unit of time, above 0; infinite for no limit.
  public let rate: Double
  /// The time constant of the final approach, at least 0; 0 for none.
  public let lag: Double

  /// A motor with the highest speed `rate` (above 0) and the time constant `lag` (at least 0) of its approach.
  @inlinable
  public init(rate: Double = .infinity, lag: Double = 0) {
    self.rate = rate
    self.lag = lag
  }

  /// True if the motor makes every move at once.
  @inlinable
  public var isPrompt: Bool { lag == 0 && rate == .infinity }

  /// The goal of a motor at `position` whose electronics are told `command` and ignore changes below `deadBand`
  /// (at least 0), all in radians: its own position if the command is that close.
  @inlinable
  public static func goal(_ command: Double, at position: Double, deadBand: Double) -> Double {
    (command - position).magnitude < deadBand ? position : command
  }

  /// The position of the motor a `time` after it was at `position`, on the way to `goal`; both are in radians.
  public func position(from position: Double, to goal: Double, after time: Double) -> Double {
    let gap = (goal - position).magnitude
    let direction: Double = goal < position ? -1 : 1
    let exponentialGap = lag > 0 ? rate * lag : 0
    var remaining = gap
    var rest = time
    if gap > exponentialGap {
      let slewing = (gap - exponentialGap) / rate
      if slewing >= time { return position + direction * rate * time }
      remaining = exponentialGap
      rest -= slewing
    }
    guard lag > 0 else { return goal }
    return goal - direction * remaining * FirstOrderLag.remainder(after: rest, timeConstant: lag)
  }

  /// The time after which `share` (above 0, below 1) of a way of `gap` radians (at least 0) is left.
  public func time(for gap: Double, leaving share: Double) -> Double {
    let left = share * gap
    let exponentialGap = lag > 0 ? rate * lag : 0
    let slewing = gap > exponentialGap ? (gap - max(exponentialGap, left)) / rate : 0
    let start = min(gap, exponentialGap)
    return start > left ? slewing + lag * .log(start / left) : slewing
  }
}

/// A first-order lag, `x' = (goal - x) / τ`: of a servo's motor, and of a filter in a sensor.
package enum FirstOrderLag {
  /// The share of the gap to its goal that a lag with the time constant `timeConstant` leaves after `time`,
  /// `exp(-time/τ)`; 0 without a time constant. Both are at least 0 and in one unit. Of a time of one step it is the pole
  /// that the lag adds to a loop.
  ///
  /// Source: K. J. Åström and B. Wittenmark, *Computer-Controlled Systems*, 3rd ed., 1997, section 2.3, for a first-order
  /// lag that is sampled.
  package static func remainder(after time: Double, timeConstant: Double) -> Double {
    timeConstant > 0 ? .exp(-time / timeConstant) : 0
  }
}
