import RigCore
import RigSimulation
import Testing

@testable import RigTrials

/// The lanes against the general engine as a sweep runs it, on the very rigs of a sweep and with their chance.
@Suite struct SimulatedTrialTests {
  private static let looking = SpotSearch(hold: 3, sweep: 60, reach: .degrees(10))

  private static let cases = [
    LoopCase(gain: 0.4), LoopCase(gain: 1.7, isDrawn: true), LoopCase(gain: 0.3, deadTime: 3),
    LoopCase(gain: 0.5, dropouts: 0.3, search: looking),
    LoopCase(gain: 0.2, deadTime: 2, dropouts: 0.4, isDrawn: true, search: looking),
    LoopCase(gain: 0.2, law: .momentum(0.6), deadTime: 1, dropouts: 0.3, search: looking),
    LoopCase(gain: 1, law: .decaying(steps: 5, power: 0.75), deadTime: 1, dropouts: 0.4, search: looking),
    LoopCase(gain: 0.4, dropouts: 0.7, isDrawn: true, search: SpotSearch(hold: 1, sweep: 5, reach: .degrees(6))),
    LoopCase(gain: 0.3, deadTime: 1, rounding: 0.5, dropouts: 0.3, noise: 0, search: looking),
    LoopCase(gain: 2.4, reach: 20), LoopCase(gain: 0.5, deadTime: 4, dropouts: 0.1, reach: 15, search: looking),
  ]

  @Test(arguments: cases) func `each lane does what the same trial of the general engine does`(loop: LoopCase) throws {
    let cell = loop.cell()
    let lanes = try #require(cell.lanes)
    let seeds = (0..<FloatLanes.count).map { lane in RandomSeed(6, trial: UInt64(lane)) }
    let chance = BlockChance(of: seeds.map(lanes.rig), readings: loop.readings)
    let found = LaneCourse(lanes, loop.judgement, chance, firstTrial: 0).records
    var alike = 0
    for (record, seed) in zip(found, seeds) {
      let expected = InGeneral(rig: lanes.rig(seed), judgement: loop.judgement, settings: lanes.settings(loop))
        .visit(known: loop.rule)
      #expect(isNear(record.firstError, expected.firstError) && isNear(record.nearerEnd, expected.nearerEnd))
      // A reading at the edge of a unit may be rounded otherwise, and an error at the edge of the tolerance counted so.
      let isAlike =
        record.lastOutside == expected.lastOutside && record.beforeInside == expected.beforeInside
        && isNear(record.thirdQuarter, expected.thirdQuarter) && isNear(record.lastQuarter, expected.lastQuarter)
        && isNear(record.totalVariation, expected.totalVariation)
        && loop.judgement.fate(of: record) == loop.judgement.fate(of: expected)
      if isAlike { alike += 1 }
      #expect(isAlike || loop.rounding > 0, "\(record) instead of \(expected)")
    }
    #expect(alike >= FloatLanes.count * 9 / 10)
  }

  private func isNear(_ found: Double, _ expected: Double) -> Bool {
    abs(found - expected) <= 2e-4 * abs(expected) + 1e-6
  }
}

/// A trial by the general engine.
private struct InGeneral: RuleVisitor {
  typealias Command = PerAxis<1, Double>
  typealias Errors = PerAxis<1, Length>

  let rig: SimulatedRig
  let judgement: TrialJudgement
  let settings: LoopSettings

  func visit<Rule: UpdateRule>(_ rule: Rule) -> TrialRecord<Double>
  where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    Trial(of: rule, on: rig, rig.seed, judgement, drawsChance: rule.drawsChance).record(judgement, settings)
  }
}
