public import RigCore

/// The loop in linear theory: an error that each step changes in proportion to an old reading of it.
///
/// `e[k+1] = e[k] - g (e[k-d] + n[k]) + β (e[k] - e[k-1])`
///
/// with the loop gain `g = 2αD/D₀`, a dead time of d steps, the noise n of a reading, and the share β of the last move
/// that carries on. It is exact for a rule that steers the slope before a wall that stands still, as long as no axis is
/// at an end of its travel; any smooth loop approaches it near the target (see ``LocalGain``).
///
/// Source: K. J. Åström and R. M. Murray, *Feedback Systems*, 2008, chapters 5 and 9, for the figures of a linear loop;
/// the formulas for this one are derived beside the code.
public struct LinearLoop: Sendable, Equatable {
  /// The part of the last move that a rule carries on.
  public typealias Inertia = LinearForm.Inertia

  /// The loop gain g, a plain number; negative if the servo turns the wrong way.
  public let gain: Double
  /// The dead time d in steps, at least 0.
  public let deadTime: Int
  /// The part of the last move that the rule carries on.
  public let inertia: Inertia

  /// A loop with the gain `gain` (finite), and with readings that are `deadTime` steps (at least 0) old.
  public init(gain: Double, deadTime: Int = 0, inertia: Inertia = .none) {
    precondition(gain.isFinite, "a loop gain is finite")
    precondition(deadTime >= 0, "a dead time is at least 0 steps")
    self.gain = gain
    self.deadTime = deadTime
    self.inertia = inertia
    precondition((0..<1).contains(momentum), "a momentum is at least 0 and below 1")
  }

  /// The share β of the last move that carries on, in 0..<1.
  public var momentum: Double {
    switch inertia {
    case .none: 0
    case .heavyBall(let share), .lookAhead(let share): share
    }
  }

  /// The same loop with another gain.
  public func with(gain: Double) -> LinearLoop {
    LinearLoop(gain: gain, deadTime: deadTime, inertia: inertia)
  }

  /// The same loop with another dead time in steps.
  public func with(deadTime: Int) -> LinearLoop {
    LinearLoop(gain: gain, deadTime: deadTime, inertia: inertia)
  }

  /// The weights with which this reading and the last one, times -g, move the dot: 1 and 0, except for Nesterov's rule
  /// with `1 + β` and `-β`, since it looks ahead by β of the correction as well.
  var readingWeights: (now: Double, last: Double) {
    if case .lookAhead(let share) = inertia { return (1 + share, -share) }
    return (1, 0)
  }

  /// The weights of the errors of the steps up to now, the latest first, in the sum that is the next error. At least
  /// one.
  var errorWeights: [Double] {
    let reading = readingWeights
    var weights = Array(repeating: 0.0, count: deadTime + 2)
    weights[0] += 1 + momentum
    weights[1] -= momentum
    weights[deadTime] -= gain * reading.now
    weights[deadTime + 1] -= gain * reading.last
    while weights.count > 1, weights.last == 0 { weights.removeLast() }
    return weights
  }
}
