public import RigCore

/// A loop with one axis or several as the linear theory sees it near its target: a ``LinearLoop`` whose gain is a
/// matrix.
///
/// `e[k+1] = e[k] - G (e[k-d] + n[k]) + β (e[k] - e[k-1])`
///
/// where each axis follows its own error and every axis may move every error.
public struct CoupledLoop<let axes: Int>: Sendable {
  /// How much of each error (row) a step takes away for each unit of each error that was read (column).
  public let gains: SquareMatrix<axes>
  /// The dead time d in steps, at least 0.
  public let deadTime: Int
  /// What the rule remembers of its last move.
  public let inertia: LinearLoop.Inertia

  /// A loop whose readings are `deadTime` steps (at least 0) old.
  public init(gains: SquareMatrix<axes>, deadTime: Int = 0, inertia: LinearLoop.Inertia = .none) {
    precondition(deadTime >= 0, "a dead time is at least 0 steps")
    self.gains = gains
    self.deadTime = deadTime
    self.inertia = inertia
  }

  /// Beyond so many readings what is left of one reading's noise is too little to count, or so much that nobody waits
  /// for the end of it.
  fileprivate static var longestMemory: Int { 1 << 14 }

  /// How far from the target noise alone has brought the dot after `readings` (at least 4) readings, all axes together,
  /// if it began there and each error is read with independent noise of standard deviation 1: a root mean square. For
  /// many readings that is the root of ``LinearLoop/noiseVariance``. Nil where the noise of a reading is not forgotten
  /// but grows, since the loop is not stable.
  ///
  /// The sum of the squares of what one reading's noise does to all later errors. A loop that swings may look as if it
  /// grew for as long as a short trial lasts, so that whether it does is seen over 1024 readings and 64 dead times at
  /// least, up to 16384 readings: there what one reading's noise does must be no more in the last quarter than in the
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
    // Written so that what is no number counts as growing, and so does what grows beyond all numbers.
    guard last <= third * (1 + 1e-9), third < .infinity else { return nil }
    return squares.prefix(readings).reduce(0, +).squareRoot()
  }

  /// What one reading's noise does to each of the errors from it on, in squares, all axes together.
  fileprivate func squares(count: Int) -> [Double] {
    var squares = [Double](repeating: 0, count: count)
    for axis in 0..<axes {
      for (number, error) in response(toNoiseOn: axis, count: count).enumerated() {
        squares[number] += error.dot(error)
      }
    }
    return squares
  }

  /// The errors from reading 0 on that follow from noise of 1 on the error `axis` of reading 0, up to reading `count`,
  /// that excluded.
  private func response(toNoiseOn axis: Int, count: Int) -> [PerAxis<axes, Double>] {
    let weights = LinearLoop(gain: 1, deadTime: deadTime, inertia: inertia).readingWeights
    let momentum = LinearLoop(gain: 1, inertia: inertia).momentum
    var errors: [PerAxis<axes, Double>] = [PerAxis(repeating: 0)]
    errors.reserveCapacity(count)
    func report(_ number: Int, _ element: Int) -> Double {
      let noise: Double = number == 0 && element == axis ? 1 : 0
      return number >= deadTime ? errors[number - deadTime][element] + noise : noise
    }
    while errors.count < count {
      let number = errors.count - 1
      let read = PerAxis<axes, Double> { element in
        weights.now * report(number, element) + (number > 0 ? weights.last * report(number - 1, element) : 0)
      }
      let correction = gains.times(read)
      let (error, before) = (errors[number], errors[max(0, number - 1)])
      errors.append(
        PerAxis { element in
          error[element] - correction[element] + momentum * (error[element] - before[element])
        })
    }
    return errors
  }
}

extension LinearLoop {
  /// As ``CoupledLoop/noiseFloorOfTrial(readings:)``; nil where the loop is not stable.
  public func noiseFloorOfTrial(readings: Int) -> Double? {
    precondition(readings >= 4, "a trial has 4 readings or more")
    guard isStable else { return nil }
    let loop = CoupledLoop<1>(gains: SquareMatrix(diagonal: gain), deadTime: deadTime, inertia: inertia)
    return loop.squares(count: min(readings, CoupledLoop<1>.longestMemory)).reduce(0, +).squareRoot()
  }
}
