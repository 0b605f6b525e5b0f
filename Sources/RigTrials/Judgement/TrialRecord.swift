internal import RigTheory

/// The record of a trial, or of several side by side. Lengths in cm.
struct TrialRecord<Number: TrialNumber>: Sendable {
  /// The size of the true error at the first reading.
  var firstError: Number
  /// The size of the true error with the servo at the nearer end of its travel; infinite if it is not known.
  var nearerEnd: Number
  /// The number of the last reading with the dot outside the tolerance, counted from 1; 0 if there is none.
  var lastOutside: Number
  /// The number of readings before the first one with the dot within the tolerance.
  var beforeInside: Number
  /// The sum of the squares of the true error over the third quarter.
  var thirdQuarter: Number
  /// The sum of the squares of the true error over the last quarter.
  var lastQuarter: Number
  /// The sum of the true error over the second half; for several axes the size of the sums of all axes.
  var lateErrors: Number
  /// The total variation of the beam's slope.
  var totalVariation: Number
  /// 1 if no command within the travel puts the dot on the target as it stands at the beginning, else 0.
  var isOutOfReach = Number(0)
}

extension TrialRecord: Equatable where Number: Equatable {}

/// The judgement of a trial, or of several side by side. At most one of the three is true; if none is, the dot moves
/// about with the noise, or is still on its way.
struct TrialFates<Answer: TrialAnswer> {
  var settled: Answer
  var diverged: Answer
  var limitCycle: Answer
}

extension TrialJudgement {
  /// The mean square of the true error over the second half of `record`, in cm².
  @inline(__always)
  func lateMeanSquare<Number>(_ record: TrialRecord<Number>) -> Number {
    (record.thirdQuarter + record.lastQuarter).mean(of: readings - half)
  }

  /// Where trials have settled whose last readings with the dot outside the tolerance have the numbers `lastOutside`,
  /// counted from 1, or 0 if there is none.
  @inline(__always)
  func isSettled<Number: TrialNumber>(lastOutside: Number) -> Number.Answer {
    // Lanes compare with "less" alone; whole numbers that are at most n are less than n + 1.
    lastOutside < Number(Double(readings - hold + 1))
  }

  /// True if a trial has settled whose last reading with the dot outside the tolerance has the number `lastOutside`,
  /// counted from 1, or 0 if there is none.
  package func hasSettled(lastOutside: Int) -> Bool { isSettled(lastOutside: Double(lastOutside)) }

  /// The judgement of those trials of `record` for which `wanted` is true.
  @inline(__always)
  func fates<Number>(of record: TrialRecord<Number>, wanted: Number.Answer) -> TrialFates<Number.Answer> {
    let isSettled = wanted & isSettled(lastOutside: record.lastOutside)
    let meanSquare = lateMeanSquare(record)
    // Written so that NaN, and a dot that missed the wall, count as a divergence.
    let isUnbounded = !(meanSquare < Number(.infinity))
    let isFarOff = wanted & !isSettled & (isUnbounded | (Number(leastSwing * leastSwing) < meanSquare))
    var fates = TrialFates<Number.Answer>(settled: isSettled, diverged: .none, limitCycle: .none)
    // In most blocks no trial has a large error.
    if isFarOff.isAnywhere {
      (fates.diverged, fates.limitCycle) = swings(record, isFarOff, isUnbounded, meanSquare: meanSquare)
    }
    return fates
  }

  /// Finds divergences and limit cycles among the trials for which `isFarOff` is true, which have a large error.
  @inline(never)
  private func swings<Number>(
    _ record: TrialRecord<Number>, _ isFarOff: Number.Answer, _ isUnbounded: Number.Answer, meanSquare: Number
  ) -> (diverged: Number.Answer, limitCycle: Number.Answer) {
    let mean = record.lateErrors.mean(of: readings - half)
    func isSwing(_ offset: Double) -> Number.Answer { mean * mean < Number(offset * offset) * meanSquare }
    let third = record.thirdQuarter.mean(of: lastQuarter - half)
    let last = record.lastQuarter.mean(of: readings - lastQuarter)
    let bound = Number.max(Number(Self.growthOfRunaway) * record.firstError, Number(leastRunaway))
    let end = Number(Self.shareOfEnd) * record.nearerEnd
    let isAtEnd = end * end < meanSquare
    // If the end is not known, it may have been reached.
    let hasNoRoom = isAtEnd | !(record.nearerEnd < Number(.infinity))
    let isWider = (bound * bound < meanSquare) & (hasNoRoom | (Number(Self.runawayGrowth) * third < last))
    let isDiverged = isFarOff & (isUnbounded | isWider | (isAtEnd & isSwing(Self.endOffset)))
    let isSteady =
      !(last < Number(Self.cycleGrowth.lowerBound) * third) & !(Number(Self.cycleGrowth.upperBound) * third < last)
    let isCycle = isFarOff & !isDiverged & isSteady & isSwing(Self.cycleOffset)
    guard let stability else { return (isDiverged, isCycle) }
    let isLinear = isFarOff & !isUnbounded & !isAtEnd
    let grows = stability == .growing ? isLinear : .none
    return (isDiverged & !isLinear | grows, isCycle & !isLinear)
  }

  /// The least root mean square of a divergence, in first errors. A dot that does not move keeps its first error, but
  /// for rounding.
  private static var growthOfRunaway: Double { 1.01 }
  /// The least mean square of the last quarter of a divergence, in mean squares of the third, if there is room to grow.
  private static var runawayGrowth: Double { 1.1 }
  /// The least root mean square of a swing from end to end, in errors at the nearer end.
  private static var shareOfEnd: Double { 0.7 }
  /// The greatest mean error of a swing from end to end, in root mean squares.
  private static var endOffset: Double { 0.8 }
  /// The greatest mean error of a limit cycle, in root mean squares.
  private static var cycleOffset: Double { 0.5 }
  /// The steadiness of a limit cycle: how much the mean square of one quarter may differ from the other's.
  private static var cycleGrowth: ClosedRange<Double> { (0.9 * 0.9)...(1 / (0.9 * 0.9)) }
}
