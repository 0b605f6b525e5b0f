internal import RigCore
internal import RigSimulation

/// Counts the truth of a trial's readings for its record.
struct TrialCounter<let axes: Int> {
  private let squaredTolerance: Double
  private let judgement: TrialJudgement
  private let half: Int
  private let lastQuarter: Int

  private(set) var readings = 0
  private var firstError = 0.0
  private let nearerEnd: Double
  private let isOutOfReach: Bool
  private var lastOutside = 0
  private var beforeInside = 0
  private var isOutsideSoFar = true
  private var thirdSquares = 0.0
  private var lastSquares = 0.0
  private var lateErrors = PerAxis<axes, Double>(repeating: 0)
  private var way = 0.0
  private var slopes = PerAxis<axes, Double>(repeating: 0)

  /// Counts a trial with an error of the size `nearerEnd` in cm with the servo at the nearer end of its travel;
  /// `isOutOfReach` is true if the target lies beyond that travel.
  init(_ judgement: TrialJudgement, nearerEnd: Double, isOutOfReach: Bool = false) {
    self.judgement = judgement
    self.nearerEnd = nearerEnd
    self.isOutOfReach = isOutOfReach
    squaredTolerance = judgement.tolerance.centimeters * judgement.tolerance.centimeters
    half = judgement.half
    lastQuarter = judgement.lastQuarter
  }

  /// Counts a trial of `rig` before its first reading.
  init<Plant: SimulatedPlant>(_ judgement: TrialJudgement, of rig: Plant) where Plant.Truth == PlantTruth<axes> {
    self.init(
      judgement, nearerEnd: rig.errorAtNearerEnd?.centimeters ?? .infinity, isOutOfReach: !rig.hasTargetInReach)
  }

  /// Counts the next readings, at least one. Each figure is counted by itself: noise carries the dot in and out, and a
  /// branch that the processor mispredicts would cost more than reading a kilobyte again.
  @inline(__always)
  mutating func see(_ sights: UnsafeBufferPointer<Sight<axes>>) {
    let first = readings
    readings += sights.count
    if first == 0 {
      unsafe firstError = sights[0].errors.sumOfSquares.squareRoot()
      unsafe slopes = sights[0].slopes
    }
    way += unsafe way(sights)
    unsafe slopes = sights[sights.count - 1].slopes
    var place = 0
    while isOutsideSoFar, place < sights.count {
      isOutsideSoFar = isOutside(unsafe sights[place])
      if isOutsideSoFar { beforeInside += 1 }
      place += 1
    }
    place = sights.count
    while place > 0, !isOutside(unsafe sights[place - 1]) { place -= 1 }
    if place > 0 { lastOutside = first + place }
    let third = (max(half, first)..<max(half, min(lastQuarter, readings), first))
    thirdSquares += unsafe late(sights, third, since: first)
    lastSquares += unsafe late(sights, max(lastQuarter, first)..<max(lastQuarter, readings), since: first)
  }

  // Alternate summands go to two sums, since each addition waits for the one before.

  @inline(__always)
  private func way(_ sights: UnsafeBufferPointer<Sight<axes>>) -> Double {
    var even = 0.0
    var odd = 0.0
    for axis in 0..<axes { unsafe even += (sights[0].slopes[axis] - slopes[axis]).magnitude }
    var place = 1
    while place + 1 < sights.count {
      for axis in 0..<axes {
        unsafe odd += (sights[place].slopes[axis] - sights[place - 1].slopes[axis]).magnitude
        unsafe even += (sights[place + 1].slopes[axis] - sights[place].slopes[axis]).magnitude
      }
      place += 2
    }
    if place < sights.count {
      for axis in 0..<axes { unsafe odd += (sights[place].slopes[axis] - sights[place - 1].slopes[axis]).magnitude }
    }
    return even + odd
  }

  /// The sum of the squares of the errors in `range`, a part of the second half; the errors themselves are added to
  /// ``lateErrors``.
  @inline(__always)
  private mutating func late(_ sights: UnsafeBufferPointer<Sight<axes>>, _ range: Range<Int>, since first: Int)
    -> Double
  {
    var even = 0.0
    var odd = 0.0
    var evenErrors = PerAxis<axes, Double>(repeating: 0)
    var oddErrors = evenErrors
    var place = range.lowerBound - first
    let end = range.upperBound - first
    while place + 1 < end {
      unsafe Self.add(sights[place], to: &even, &evenErrors)
      unsafe Self.add(sights[place + 1], to: &odd, &oddErrors)
      place += 2
    }
    if place < end { unsafe Self.add(sights[place], to: &even, &evenErrors) }
    for axis in 0..<axes { lateErrors[axis] += evenErrors[axis] + oddErrors[axis] }
    return even + odd
  }

  @inline(__always)
  private static func add(_ sight: Sight<axes>, to squares: inout Double, _ errors: inout PerAxis<axes, Double>) {
    let square = sight.errors.sumOfSquares
    squares += square
    // A dot that is not on the wall is on neither side of the target.
    if square < .infinity { for axis in 0..<axes { errors[axis] += sight.errors[axis] } }
  }

  /// Written so that NaN counts as outside.
  @inline(__always)
  private func isOutside(_ sight: Sight<axes>) -> Bool { !(sight.errors.sumOfSquares <= squaredTolerance) }

  /// The record of the trial.
  var record: TrialRecord<Double> {
    TrialRecord(
      firstError: firstError, nearerEnd: nearerEnd, lastOutside: Double(lastOutside),
      beforeInside: Double(beforeInside), thirdQuarter: thirdSquares, lastQuarter: lastSquares,
      lateErrors: lateErrors.sumOfSquares.squareRoot(), totalVariation: way.isNaN ? .infinity : way,
      isOutOfReach: isOutOfReach ? 1 : 0)
  }

  /// The number of readings after which the dot stayed within the tolerance, as defined by ``TrialJudgement``; nil if
  /// the trial has not settled.
  var readingsToSettle: Int? { judgement.hasSettled(lastOutside: lastOutside) ? lastOutside : nil }
}

extension PerAxis where Element == Double {
  var sumOfSquares: Double {
    var sum = 0.0
    for axis in 0..<axes { sum += self[axis] * self[axis] }
    return sum
  }
}
