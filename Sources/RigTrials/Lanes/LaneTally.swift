internal import RigCore

/// The trials of one cell as they come in, 32 at a time: what ``CellTally`` does, in lanes.
struct LaneTally: Sendable {
  private let judgement: TrialJudgement
  private var trials = 0
  private var settled = CountLanes.zero
  private var diverged = CountLanes.zero
  private var limitCycles = CountLanes.zero
  private var reached = CountLanes.zero
  private var firstHits = SumLanes()
  private var firstMeanSquare: Float?
  private var differences = SumLanes()
  private var squaredDifferences = SumLanes()
  private var travel = SumLanes()
  private var settling: SettlingCounts

  init(_ judgement: TrialJudgement) {
    self.judgement = judgement
    settling = SettlingCounts(readings: judgement.readings)
  }

  /// What is kept of 32 trials, as ``TrialRecord`` has it.
  struct Records {
    var firstError: FloatLanes
    var nearerEnd: FloatLanes
    var lastOutside: FloatLanes
    var beforeInside: FloatLanes
    var thirdQuarter: FloatLanes
    var lastQuarter: FloatLanes
    var lateErrors: FloatLanes
    var travel: FloatLanes
  }

  /// Adds the first `count` of 32 trials.
  @inline(never)
  mutating func add(_ records: Records, first count: Int) {
    trials += count
    let isThere = LaneMask(first: count)
    let readings = FloatLanes(repeating: Float(judgement.readings))
    let isReached = isThere & (records.beforeInside < readings)
    reached.count(isReached)
    firstHits.add(records.beforeInside.only(where: isReached))
    travel.add(records.travel.only(where: isThere))

    let lateSum = records.thirdQuarter + records.lastQuarter
    let perReading = Float(1 / Double(judgement.readings - judgement.half))
    let meanSquare = perReading * lateSum
    // Written with 1 more: lanes know less than, of whole numbers, only.
    let isSettled = isThere & (records.lastOutside < FloatLanes(repeating: Float(judgement.latestSettling + 1)))
    let least = Float(judgement.leastSwing)
    let isAtLarge = isThere & !isSettled & (FloatLanes(repeating: least * least) < meanSquare)
    // Mostly there is none.
    let isDiverged = isAtLarge.isAnywhere ? judge(records, isAtLarge, meanSquare: meanSquare) : .none
    settled.count(isSettled)
    let isBounded = isThere & !isDiverged
    if firstMeanSquare == nil, let lane = isBounded.first { firstMeanSquare = meanSquare[lane] }
    if let firstMeanSquare {
      let difference = (meanSquare - FloatLanes(repeating: firstMeanSquare)).only(where: isBounded)
      differences.add(difference)
      squaredDifferences.addSquares(difference)
    }

    settling.add(records.lastOutside.array, first: count)
  }

  /// Tells runaways, which it returns, and limit cycles among those that are `isAtLarge`: as ``TrialJudgement`` does.
  @inline(never)
  private mutating func judge(_ records: Records, _ isAtLarge: LaneMask, meanSquare: FloatLanes) -> LaneMask {
    let mean = Float(1 / Double(judgement.readings - judgement.half)) * records.lateErrors
    func isSwing(_ offset: Double) -> LaneMask { mean * mean < Float(offset * offset) * meanSquare }
    let third = Float(1 / Double(judgement.lastQuarter - judgement.half)) * records.thirdQuarter
    let last = Float(1 / Double(judgement.readings - judgement.lastQuarter)) * records.lastQuarter
    let bound = FloatLanes.max(
      Float(TrialJudgement.growthOfRunaway) * records.firstError, FloatLanes(repeating: Float(judgement.leastRunaway)))
    let end = Float(TrialJudgement.shareOfEnd) * records.nearerEnd
    let isAtEnd = end * end < meanSquare
    let hasNoRoom = isAtEnd | !(records.nearerEnd < FloatLanes(repeating: .infinity))
    let isWider = (bound * bound < meanSquare) & (hasNoRoom | (Float(TrialJudgement.runawayGrowth) * third < last))
    let isDiverged = isAtLarge & (isWider | (isAtEnd & isSwing(TrialJudgement.endOffset)))
    let growth = TrialJudgement.cycleGrowth
    let isSteady = !(last < Float(growth.lowerBound) * third) & !(Float(growth.upperBound) * third < last)
    diverged.count(isDiverged)
    limitCycles.count(isAtLarge & !isDiverged & isSteady & isSwing(TrialJudgement.cycleOffset))
    return isDiverged
  }

  /// What has come in so far, at least one trial.
  var statistics: CellStatistics {
    let sums = CellTally.Sums(
      trials: trials, settled: settled.total, diverged: diverged.total, limitCycles: limitCycles.total,
      reached: reached.total, firstHits: firstHits.total, firstMeanSquare: firstMeanSquare.map(Double.init),
      differences: differences.total, squaredDifferences: squaredDifferences.total, travel: travel.total)
    return CellTally(judgement, sums: sums, settling: settling).statistics
  }
}
