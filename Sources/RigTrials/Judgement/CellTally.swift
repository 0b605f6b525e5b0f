/// Adds up the trials of one cell, one by one or several side by side. The result depends on their order by rounding
/// only, and that order is always that of their numbers.
struct CellTally<Number: TrialNumber>: Sendable {
  let judgement: TrialJudgement
  private var trials = 0
  private var settled = Number.Count()
  private var diverged = Number.Count()
  private var limitCycles = Number.Count()
  /// The trials that had the dot within the tolerance, and the sum of the readings before that.
  private var reached = Number.Count()
  private var firstHits = Number.Sum()
  private var outOfReach = Number.Count()
  /// The mean square of the first trial that did not diverge, the differences of all such trials from it, and the
  /// squares of these differences: if the mean squares are nearly equal, only this form keeps the digits of their
  /// scatter.
  private var firstMeanSquare: Double?
  private var differences = Number.Sum()
  private var squaredDifferences = Number.Sum()
  /// The trials that missed the wall in the second half and yet settled.
  private var unbounded = Number.Count()
  private var totalVariation = Number.Sum()
  private var settling: SettlingCounts

  init(_ judgement: TrialJudgement) {
    self.judgement = judgement
    settling = SettlingCounts(readings: judgement.readings)
  }

  /// Adds the first `count` trials of `record`.
  @inline(never)
  mutating func add(_ record: TrialRecord<Number>, first count: Int = Number.trials) {
    trials += count
    let isThere = Number.Answer(first: count)
    let isReached = isThere & (record.beforeInside < Number(Double(judgement.readings)))
    reached.count(isReached)
    firstHits.add(record.beforeInside.only(where: isReached))
    outOfReach.count(isThere & !isReached & (Number(0) < record.isOutOfReach))
    totalVariation.add(record.totalVariation.only(where: isThere))
    settling.add(record.lastOutside, first: count)

    let fates = judgement.fates(of: record, wanted: isThere)
    settled.count(fates.settled)
    diverged.count(fates.diverged)
    limitCycles.count(fates.limitCycle)
    let meanSquare = judgement.lateMeanSquare(record)
    let isFinite = meanSquare < Number(.infinity)
    let isKept = isThere & !fates.diverged
    unbounded.count(isKept & !isFinite)
    let isBounded = isKept & isFinite
    if firstMeanSquare == nil {
      firstMeanSquare = isBounded.first.map { trial in meanSquare.number(ofTrial: trial) }
    }
    guard let firstMeanSquare else { return }
    let difference = (meanSquare - Number(firstMeanSquare)).only(where: isBounded)
    differences.add(difference)
    squaredDifferences.addSquares(difference)
  }

  /// The statistics of the trials so far, at least one.
  var statistics: CellStatistics {
    let bounded = Double(trials - diverged.total)
    let mean: Double? =
      unbounded.total > 0
      ? .infinity : firstMeanSquare.map { first in max(0, first + differences.total / bounded) }
    return CellStatistics(
      trials: trials, settled: settled.total, diverged: diverged.total, limitCycles: limitCycles.total,
      medianSettling: settling(of: 0.5), settling95: settling(of: 0.95),
      reached: reached.total, meanFirstHit: reached.total > 0 ? firstHits.total / Double(reached.total) : nil,
      outOfReach: outOfReach.total,
      steadyError: mean?.squareRoot(), steadyErrorUncertainty: mean.flatMap { mean in uncertainty(mean, of: bounded) },
      totalVariation: totalVariation.total / Double(trials))
  }

  /// The number of readings after which the given share of the trials had settled.
  private func settling(of share: Double) -> Int? {
    let rank = Quantile.rank(share, of: trials)
    return rank < settled.total ? settling.readings(ofRank: rank) : nil
  }

  /// The standard error of the root of the mean `mean` of `count` squares: half of the mean's own, divided by the root.
  private func uncertainty(_ mean: Double, of count: Double) -> Double? {
    guard count > 1, mean < .infinity else { return nil }
    guard mean > 0 else { return 0 }
    let difference = differences.total / count
    let variance = max(0, squaredDifferences.total / count - difference * difference) / (count - 1)
    return variance.squareRoot() / (2 * mean.squareRoot())
  }
}
