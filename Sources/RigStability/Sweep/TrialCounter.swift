internal import RigCore

/// Counts the truth of a trial's readings as its record needs it.
struct TrialCounter<let axes: Int> {
  private let squaredTolerance: Double
  private let half: Int
  private let lastQuarter: Int

  private(set) var readings = 0
  private var firstError = 0.0
  private var lastOutside = 0
  private var beforeInside = 0
  private var isOutsideSoFar = true
  private var thirdSquares = 0.0
  private var lastSquares = 0.0
  private var lateErrors = PerAxis<axes, Double>(repeating: 0)
  private var way = 0.0
  private var slopes = PerAxis<axes, Double>(repeating: 0)

  init(_ judgement: TrialJudgement) {
    squaredTolerance = judgement.tolerance.centimeters * judgement.tolerance.centimeters
    half = judgement.half
    lastQuarter = judgement.lastQuarter
  }

  /// Counts the next readings, at least one. Each figure by itself: noise carries the dot in and out, and a branch that
  /// nobody can foresee would cost more than to look at a kilobyte again.
  @inline(__always)
  mutating func see(_ sights: UnsafeBufferPointer<Sight<axes>>) {
    let first = readings
    readings += sights.count
    if first == 0 {
      unsafe firstError = sights[0].errors.sumOfSquares.squareRoot()
      unsafe slopes = sights[0].slopes
    }
    for place in 0..<sights.count {
      let next = unsafe sights[place].slopes
      for axis in 0..<axes { way += (next[axis] - slopes[axis]).magnitude }
      slopes = next
    }
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
    for reading in third { thirdSquares += unsafe late(sights[reading - first]) }
    for reading in max(lastQuarter, first)..<max(lastQuarter, readings) {
      lastSquares += unsafe late(sights[reading - first])
    }
  }

  /// Written so that an error that is no number counts as outside.
  @inline(__always)
  private func isOutside(_ sight: Sight<axes>) -> Bool { !(sight.errors.sumOfSquares <= squaredTolerance) }

  /// The square of an error in the second half.
  @inline(__always)
  private mutating func late(_ sight: Sight<axes>) -> Double {
    let square = sight.errors.sumOfSquares
    // A dot that is not on the wall is on neither side.
    if square < .infinity { for axis in 0..<axes { lateErrors[axis] += sight.errors[axis] } }
    return square
  }

  /// What is kept of the trial.
  var record: TrialRecord {
    TrialRecord(
      firstError: firstError, lastOutside: lastOutside, beforeInside: beforeInside, thirdQuarter: thirdSquares,
      lastQuarter: lastSquares, lateErrors: lateErrors.sumOfSquares.squareRoot(), travel: way)
  }
}

extension PerAxis where Element == Double {
  fileprivate var sumOfSquares: Double {
    var sum = 0.0
    for axis in 0..<axes { sum += self[axis] * self[axis] }
    return sum
  }
}
