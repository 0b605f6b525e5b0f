public import RigCore

/// A loop with one axis or several, linearised near its target: a ``LinearLoop`` with a matrix for its gain.
///
/// `e[k+1] = e[k] - G (e[k-d] + n[k]) + β (e[k] - e[k-1])`
///
/// Each axis follows its own error, and every axis may move every error. Each axis may have a servo with a lag of its
/// own.
public struct CoupledLoop<let axes: Int>: Sendable {
  /// How much of each error (row) a step takes away for each unit of each error that was read (column).
  public let gains: SquareMatrix<axes>
  /// The dead time d in steps, at least 0.
  public let deadTime: Int
  /// The part of the last move that the rule carries on.
  public let inertia: LinearLoop.Inertia
  /// The pole of each axis' servo, in 0..<1, as ``LinearLoop/servoPole``.
  public let servoPoles: PerAxis<axes, Double>

  /// A loop with readings that are `deadTime` steps (at least 0) old, and with servos that have these `servoPoles`
  /// (0..<1).
  public init(
    gains: SquareMatrix<axes>, deadTime: Int = 0, inertia: LinearLoop.Inertia = .none,
    servoPoles: PerAxis<axes, Double> = PerAxis(repeating: 0)
  ) {
    precondition(deadTime >= 0, "a dead time is at least 0 steps")
    precondition(
      (0..<axes).allSatisfy { axis in (0..<1).contains(servoPoles[axis]) }, "a servo's pole is at least 0 and below 1")
    self.servoPoles = servoPoles
    self.gains = gains
    self.deadTime = deadTime
    self.inertia = inertia
  }

  /// The number of readings after which the rest of one reading's noise is no longer followed: it is then negligible,
  /// or grows too slowly to wait for.
  fileprivate static var longestMemory: Int { 1 << 14 }

  /// The distance of the dot from the target that noise alone has caused after `readings` (at least 4) readings, all
  /// axes together, if the dot began there and each error is read with independent noise of standard deviation 1: a
  /// root mean square. For many readings it is the root of ``LinearLoop/noiseVariance``. Nil if the effect of a
  /// reading's noise does not decay but grows, since the loop is not stable.
  ///
  /// It is the sum of the squares of the effects of one reading's noise on all later errors. During a short trial a
  /// loop that swings may look as if it grew, so growth is judged over at least 1024 readings and 64 dead times, up to
  /// 16384 readings: the effect of one reading's noise must be no greater in the last quarter of them than in the
  /// third.
  ///
  /// Complexity: O((readings + deadTime) · axes³).
  public func noiseFloorOfTrial(readings: Int) -> Double? {
    precondition(readings >= 4, "a trial has 4 readings or more")
    let count = min(max(readings, 1024 + 64 * deadTime), Self.longestMemory)
    let squares = squares(count: count)
    let (half, lastQuarter) = (count / 2, count / 2 + count / 4)
    let third = squares[half..<lastQuarter].reduce(0, +) / Double(lastQuarter - half)
    let last = squares[lastQuarter...].reduce(0, +) / Double(count - lastQuarter)
    // Written so that NaN counts as growing, and so does an infinite value.
    guard last <= third * (1 + 1e-9), third < .infinity else { return nil }
    return squares.prefix(readings).reduce(0, +).squareRoot()
  }

  /// The squares of the effects of one reading's noise on each of the errors from it on, all axes together.
  fileprivate func squares(count: Int) -> [Double] {
    var squares = [Double](repeating: 0, count: count)
    for axis in 0..<axes {
      for (number, error) in response(toNoiseOn: axis, count: count).enumerated() {
        squares[number] += error.dot(error)
      }
    }
    return squares
  }

  /// The errors from reading 0 up to but excluding reading `count` that follow from noise of 1 on the error `axis` of
  /// reading 0.
  private func response(toNoiseOn axis: Int, count: Int) -> [PerAxis<axes, Double>] {
    let weights = LinearLoop(gain: 1, deadTime: deadTime, inertia: inertia).readingWeights
    let momentum = LinearLoop(gain: 1, inertia: inertia).momentum
    var errors: [PerAxis<axes, Double>] = [PerAxis(repeating: 0)]
    errors.reserveCapacity(count)
    // Of each axis, in errors that were read: the command, the one before it, and the place of the servo.
    var (command, before, place) = (errors[0], errors[0], errors[0])
    func report(_ number: Int, _ element: Int) -> Double {
      let noise: Double = number == 0 && element == axis ? 1 : 0
      return number >= deadTime ? errors[number - deadTime][element] + noise : noise
    }
    while errors.count < count {
      let number = errors.count - 1
      let read = PerAxis<axes, Double> { element in
        weights.now * report(number, element) + (number > 0 ? weights.last * report(number - 1, element) : 0)
      }
      let next = PerAxis<axes, Double> { axis in
        command[axis] - read[axis] + momentum * (command[axis] - before[axis])
      }
      (before, command) = (command, next)
      place = PerAxis { axis in next[axis] + servoPoles[axis] * (place[axis] - next[axis]) }
      errors.append(gains.times(place))
    }
    return errors
  }
}

extension LinearLoop {
  /// The value of ``CoupledLoop/noiseFloorOfTrial(readings:)`` for this loop on one axis; nil if the loop is not
  /// stable.
  public func noiseFloorOfTrial(readings: Int) -> Double? {
    precondition(readings >= 4, "a trial has 4 readings or more")
    guard isStable else { return nil }
    let loop = CoupledLoop<1>(
      gains: SquareMatrix(diagonal: gain), deadTime: deadTime, inertia: inertia, servoPoles: PerAxis(servoPole))
    return loop.squares(count: min(readings, CoupledLoop<1>.longestMemory)).reduce(0, +).squareRoot()
  }
}
