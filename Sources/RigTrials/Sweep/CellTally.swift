/// The trials of one cell as they come in. What comes out depends on their order by rounding only, and that order is
/// always that of their numbers.
struct CellTally: Sendable {
  let judgement: TrialJudgement
  private var sums = Sums()
  private var settling: SettlingCounts

  /// Counts and sums over trials.
  struct Sums: Sendable {
    var trials = 0
    var settled = 0
    var diverged = 0
    var limitCycles = 0
    /// The trials that had the dot within the tolerance, and the readings before that.
    var reached = 0
    var firstHits = 0.0
    /// The mean square of the first trial that did not diverge, by how much those of all such trials differ from it,
    /// and the squares of these differences: of mean squares that are all but alike nothing else would tell the
    /// scatter.
    var firstMeanSquare: Double?
    var differences = 0.0
    var squaredDifferences = 0.0
    /// The trials that missed the wall in the second half and settled all the same.
    var unbounded = 0
    var travel = 0.0
  }

  init(_ judgement: TrialJudgement) {
    self.judgement = judgement
    settling = SettlingCounts(readings: judgement.readings)
  }

  /// Trials that were counted elsewhere.
  init(_ judgement: TrialJudgement, sums: Sums, settling: SettlingCounts) {
    self.judgement = judgement
    self.sums = sums
    self.settling = settling
  }

  mutating func add(_ record: TrialRecord) {
    sums.trials += 1
    sums.travel += record.travel
    if record.beforeInside < judgement.readings {
      sums.reached += 1
      sums.firstHits += Double(record.beforeInside)
    }
    settling.add(record.lastOutside)
    switch judgement.fate(of: record) {
    case .settled: sums.settled += 1
    case .diverged:
      sums.diverged += 1
      return
    case .limitCycle: sums.limitCycles += 1
    case .unsettled: break
    }
    let meanSquare = judgement.lateMeanSquare(record)
    guard meanSquare < .infinity else {
      sums.unbounded += 1
      return
    }
    let first = sums.firstMeanSquare ?? meanSquare
    sums.firstMeanSquare = first
    sums.differences += meanSquare - first
    sums.squaredDifferences += (meanSquare - first) * (meanSquare - first)
  }

  /// What has come in so far, at least one trial.
  var statistics: CellStatistics {
    let sums = self.sums
    let trials = sums.trials
    let bounded = Double(trials - sums.diverged)
    let mean: Double? =
      sums.unbounded > 0 ? .infinity : sums.firstMeanSquare.map { first in max(0, first + sums.differences / bounded) }
    return CellStatistics(
      trials: trials, settled: sums.settled, diverged: sums.diverged, limitCycles: sums.limitCycles,
      medianSettling: settling(of: 0.5), settling95: settling(of: 0.95),
      reached: sums.reached, meanFirstHit: sums.reached > 0 ? sums.firstHits / Double(sums.reached) : nil,
      steadyError: mean?.squareRoot(), steadyErrorUncertainty: mean.flatMap { mean in uncertainty(mean, of: bounded) },
      servoTravel: sums.travel / Double(trials) * 180 / .pi)
  }

  /// After how many readings so large a share of the trials had settled.
  private func settling(of share: Double) -> Int? {
    let rank = Quantile.rank(share, of: sums.trials)
    return rank < sums.settled ? settling.readings(ofRank: rank) : nil
  }

  /// The standard error of the root of the mean `mean` of `count` squares: half of the mean's own, over the root.
  private func uncertainty(_ mean: Double, of count: Double) -> Double? {
    guard count > 1, mean < .infinity else { return nil }
    guard mean > 0 else { return 0 }
    let difference = sums.differences / count
    let variance = max(0, sums.squaredDifferences / count - difference * difference) / (count - 1)
    return variance.squareRoot() / (2 * mean.squareRoot())
  }
}
