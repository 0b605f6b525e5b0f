import RigCore
import RigTestSupport
import Testing

@testable import RigTrials

/// The one tally, in lanes and one by one, on the same records.
@Suite struct TallyTests {
  private let judgement = TrialJudgement(tolerance: .centimeters(1), noise: .centimeters(0.3), readings: 200, hold: 20)

  /// Records of every kind: settled, run away, swinging, resting beside the target, wandering.
  private func records(_ seed: UInt64) -> TrialRecord<FloatLanes> {
    var draws = SeededDraws(seed)
    var records = TrialRecord<FloatLanes>(
      firstError: .zero, nearerEnd: .zero, lastOutside: .zero, beforeInside: .zero, thirdQuarter: .zero,
      lastQuarter: .zero,
      lateErrors: .zero, totalVariation: .zero)
    for lane in 0..<FloatLanes.count {
      let size = draws.logUniform(0.01...1000)
      records.firstError[lane] = Float(draws.logUniform(1...100))
      records.nearerEnd[lane] = draws.coin() ? Float(draws.logUniform(10...10_000)) : .infinity
      let isSettled = draws.coin()
      records.lastOutside[lane] = isSettled ? Float(Int(draws.uniform(0...199))) : 200
      records.beforeInside[lane] = isSettled || draws.coin() ? Float(Int(draws.uniform(0...199))) : 200
      records.thirdQuarter[lane] = Float(50 * size * size)
      records.lastQuarter[lane] = Float(50 * size * size * draws.uniform(0.7...1.3))
      records.lateErrors[lane] = Float(100 * size * draws.uniform(-1...1))
      records.totalVariation[lane] = Float(draws.logUniform(0.01...10))
      records.isOutOfReach[lane] = draws.coin() ? 1 : 0
    }
    // A limit cycle is rare among these.
    (records.firstError[0], records.nearerEnd[0], records.lastOutside[0]) = (100, .infinity, 200)
    (records.thirdQuarter[0], records.lastQuarter[0], records.lateErrors[0]) = (50 * 100, 51 * 100, 0)
    if seed.isMultiple(of: 4) {
      records.lastOutside[5] = 200
      records.lastQuarter[5] = .infinity
    }
    return records
  }

  @Test(arguments: [1, 5, 31, 32, 33, 100]) func `both tallies come to the same`(trials: Int) throws {
    var inLanes = CellTally<FloatLanes>(judgement)
    var inTurn = CellTally<Double>(judgement)
    var fates: [TrialFate: Int] = [:]
    for first in stride(from: 0, to: trials, by: FloatLanes.count) {
      let records = records(UInt64(first / 32 + 3))
      inLanes.add(records, first: min(FloatLanes.count, trials - first))
      for record in records.each.prefix(trials - first) {
        inTurn.add(record)
        fates[judgement.fate(of: record), default: 0] += 1
      }
    }
    try expectAgreement(inLanes.statistics, inTurn.statistics)
    #expect(trials < 32 || fates.count == 4)
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func `lanes judge each trial as one number does, to the bit`(seed: UInt64) {
    let records = records(seed)
    let fates = judgement.fates(of: records, wanted: LaneMask(first: FloatLanes.count))
    let meanSquare = judgement.lateMeanSquare(records)
    for lane in 0..<FloatLanes.count {
      let alone = TrialRecord<Float>(
        firstError: records.firstError[lane], nearerEnd: records.nearerEnd[lane],
        lastOutside: records.lastOutside[lane], beforeInside: records.beforeInside[lane],
        thirdQuarter: records.thirdQuarter[lane], lastQuarter: records.lastQuarter[lane],
        lateErrors: records.lateErrors[lane], totalVariation: records.totalVariation[lane])
      let fate = judgement.fate(of: alone)
      #expect((fates.settled.lanes[lane] != 0) == (fate == .settled))
      #expect((fates.diverged.lanes[lane] != 0) == (fate == .diverged))
      #expect((fates.limitCycle.lanes[lane] != 0) == (fate == .limitCycle))
      #expect(judgement.lateMeanSquare(alone) == meanSquare[lane])
    }
  }

  @Test func `a dot that swings past the target at the very end has not settled`() {
    func judgement(hold: Int) -> TrialJudgement {
      TrialJudgement(tolerance: .centimeters(1), noise: .zero, readings: 200, hold: hold)
    }
    var record = TrialRecord<Double>(
      firstError: 50, nearerEnd: 400, lastOutside: 195, beforeInside: 7, thirdQuarter: 50 * 9e4, lastQuarter: 50 * 9e4,
      lateErrors: 0, totalVariation: 1)
    #expect(judgement(hold: 1).fate(of: record) == .settled)
    #expect(judgement(hold: 5).fate(of: record) == .settled)
    #expect(judgement(hold: 6).fate(of: record) == .diverged)
    // No longer than half of the trial, or none could settle.
    record.lastOutside = 100
    #expect(judgement(hold: 1000).fate(of: record) == .settled)
    record.lastOutside = 101
    #expect(judgement(hold: 1000).fate(of: record) == .diverged)
  }

  @Test func `a trial that missed the wall on its way has no steady error`() {
    var tally = CellTally<Double>(judgement)
    for third in [50.0, .infinity] {
      tally.add(
        TrialRecord<Double>(
          firstError: 50, nearerEnd: 400, lastOutside: 130, beforeInside: 7, thirdQuarter: third, lastQuarter: 0.1,
          lateErrors: 0, totalVariation: 1))
    }
    #expect(tally.statistics.settled == 2 && tally.statistics.steadyError == .infinity)
    #expect(tally.statistics.steadyErrorUncertainty == nil)
  }

  @Test func `trials that are all alike do not scatter`() throws {
    // Noise-free trials before one wall, as far off as no sum of squares would show to the last digit.
    for gain in [0.011, 0.37, 1.93] {
      for isGeneral in [false, true] {
        let loop = LoopCase(gain: gain, noise: 0, readings: 40)
        let found = try Sweep(trials: 70, seed: 1).statistics(of: [loop], isGeneral: isGeneral)
        #expect(found.map(\.steadyErrorUncertainty) == [0], "g = \(gain)")
        #expect(found.allSatisfy { found in found.steadyError ?? 0 > 0 })
      }
    }
  }

  @Test func `a small scatter about a large error is told from none`() throws {
    var inLanes = CellTally<FloatLanes>(judgement)
    var inTurn = CellTally<Double>(judgement)
    for first in 0..<4 {
      var records = records(3)
      for lane in 0..<FloatLanes.count {
        // The very first has run away.
        let meanSquare: Float = first == 0 && lane == 0 ? 1e12 : 400 + (lane.isMultiple(of: 2) ? 0x1p-10 : 0)
        (records.firstError[lane], records.nearerEnd[lane]) = (100, 1000)
        records.lastOutside[lane] = 200
        (records.thirdQuarter[lane], records.lastQuarter[lane]) = (50 * meanSquare, 50 * meanSquare)
      }
      inLanes.add(records, first: FloatLanes.count)
      for record in records.each { inTurn.add(record) }
    }
    for found in [inLanes.statistics, inTurn.statistics] {
      #expect(found.diverged == 1)
      let scatter = try #require(found.steadyErrorUncertainty)
      #expect(abs(scatter / (0x1p-11 / (2 * 20 * 126.0.squareRoot())) - 1) < 0.01, "\(scatter)")
    }
  }

  @Test func `a sweep's figures are those of its trials' records`() throws {
    let loops = [
      LoopCase(gain: 0.5), LoopCase(gain: 0.3, deadTime: 4), LoopCase(gain: 2.1, reach: 20),
      LoopCase(gain: 0.4, dropouts: 0.3, isDrawn: true), LoopCase(gain: 1.99, noise: 0),
    ]
    let trials = 50
    for (loop, found) in zip(loops, try Sweep(trials: trials, seed: 6).statistics(of: loops)) {
      let cell = loop.cell()
      let lanes = try #require(cell.lanes)
      var tally = CellTally<Double>(loop.judgement)
      for first in [0, 32] {
        let chance = BlockChance(seed: 6, firstTrial: first, readings: loop.readings)
        let course = LaneCourse(lanes, loop.judgement, chance, firstTrial: first)
        for record in course.records.prefix(trials - first) { tally.add(record) }
      }
      try expectAgreement(found, tally.statistics)
    }
  }

  private func expectAgreement(_ left: CellStatistics, _ right: CellStatistics) throws {
    #expect(left.trials == right.trials && left.settled == right.settled && left.diverged == right.diverged)
    #expect(left.limitCycles == right.limitCycles && left.reached == right.reached)
    #expect(left.outOfReach == right.outOfReach)
    #expect(left.medianSettling == right.medianSettling && left.settling95 == right.settling95)
    #expect(isNear(left.meanFirstHit, right.meanFirstHit) && isNear(left.steadyError, right.steadyError))
    // What is left of the difference of two sums of squares.
    let uncertainties = (left.steadyErrorUncertainty ?? -1, right.steadyErrorUncertainty ?? -1)
    #expect(abs(uncertainties.0 - uncertainties.1) <= 1e-5 * (uncertainties.1.magnitude + (right.steadyError ?? 0)))
    #expect(isNear(left.totalVariation, right.totalVariation))
  }

  private func isNear(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return abs(left - right) <= 2e-6 * abs(right)
  }
}
