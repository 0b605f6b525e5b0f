internal import RigCore

/// The trials of one cell as they come in, 32 at a time: what ``CellTally`` does, in lanes.
struct LaneTally: Sendable {
  private let judgement: TrialJudgement
  private var trials = 0
  private var settled = CountLanes.zero
  private var diverged = CountLanes.zero
  private var limitCycles = CountLanes.zero
  private var reached = CountLanes.zero
  private var reach = SumLanes()
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
    reach.add(records.beforeInside.only(where: isReached))
    travel.add(records.travel.only(where: isThere))

    let lateSum = records.thirdQuarter + records.lastQuarter
    let perReading = Float(1 / Double(judgement.readings - judgement.half))
    let meanSquare = perReading * lateSum
    let mean = perReading * records.lateErrors
    // Written with 1 more: lanes know less than, of whole numbers, only.
    let isSettled = isThere & (records.lastOutside < FloatLanes(repeating: Float(judgement.latestSettling + 1)))
    let isAtLarge = isThere & !isSettled
    let bound = FloatLanes.max(records.firstError, FloatLanes(repeating: Float(judgement.leastRunaway)))
    let swing = FloatLanes(repeating: Float(judgement.leastSwing))
    let end = FloatLanes.max(swing, Float(TrialJudgement.shareOfEnd) * records.nearerEnd)
    func isSwing(above least: FloatLanes, offset: Double) -> LaneMask {
      (least * least < meanSquare) & (mean * mean < Float(offset * offset) * meanSquare)
    }
    let isStayingPut = !(bound * bound < meanSquare) & !isSwing(above: end, offset: TrialJudgement.endOffset)
    let isDiverged = isAtLarge & !isStayingPut
    let third = Float(1 / Double(judgement.lastQuarter - judgement.half)) * records.thirdQuarter
    let last = Float(1 / Double(judgement.readings - judgement.lastQuarter)) * records.lastQuarter
    let growth = TrialJudgement.cycleGrowth
    let isSteady =
      !(last < Float(growth.lowerBound) * third) & !(Float(growth.upperBound) * third < last)
    let isCycle =
      isAtLarge & !isDiverged & isSteady & isSwing(above: swing, offset: TrialJudgement.cycleOffset)
    settled.count(isSettled)
    diverged.count(isDiverged)
    limitCycles.count(isCycle)
    let isCalm = isThere & !isDiverged
    if firstMeanSquare == nil, let lane = isCalm.first { firstMeanSquare = meanSquare[lane] }
    if let firstMeanSquare {
      let difference = (meanSquare - FloatLanes(repeating: firstMeanSquare)).only(where: isCalm)
      differences.add(difference)
      squaredDifferences.addSquares(difference)
    }

    let lastOutside = records.lastOutside.array
    for lane in 0..<count { settling.add(Int(lastOutside[lane])) }
  }

  /// What has come in so far, at least one trial.
  var statistics: CellStatistics {
    let sums = CellTally.Sums(
      trials: trials, settled: settled.total, diverged: diverged.total, limitCycles: limitCycles.total,
      reached: reached.total, reach: reach.total, firstMeanSquare: firstMeanSquare.map(Double.init),
      differences: differences.total, squaredDifferences: squaredDifferences.total, travel: travel.total)
    return CellTally(judgement, sums: sums, settling: settling).statistics
  }
}
