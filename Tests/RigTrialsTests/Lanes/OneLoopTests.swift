import Foundation
import RigCore
import RigSimulation
import Testing

@testable import RigTheory
@testable import RigTrials

/// One loop, two speeds: each trial of the lanes against the control loop itself, with the real rule, on a rig that is
/// fed with the very noise and the very losses that the lane met.
@Suite struct OneLoopTests {
  private static let edges = (0...8).map { delay in 2 * sin(.pi / (2 * (2 * Double(delay) + 1))) }

  private static let looking = SpotSearch(hold: 3, sweep: 60, reach: .degrees(10))

  private static let cases: [LoopCase] =
    [0.05, 0.5, 1, 1.6, 1.98].map { gain in LoopCase(gain: gain) }
    + (0...8).map { delay in LoopCase(gain: 0.6 * edges[delay], deadTime: delay) }
    + (1...8).map { delay in LoopCase(gain: 0.9 * edges[delay], deadTime: delay, noise: 0, isDrawn: true) }
    + [
      LoopCase(gain: 0.3, law: .momentum(0.5)), LoopCase(gain: 2.5, law: .momentum(0.4)),
      LoopCase(gain: 0.1, law: .momentum(0.9), isDrawn: true),
      LoopCase(gain: 1.5, law: .decaying(steps: 5, power: 0.75)),
      LoopCase(gain: 0.9, law: .decaying(steps: 10, power: 1), deadTime: 2, isDrawn: true),
      LoopCase(gain: 0.4, rounding: 0.5, target: 50.07), LoopCase(gain: 0.8, rounding: 1, noise: 0),
      LoopCase(gain: 0.2, law: .momentum(0.6), rounding: 0.25),
      LoopCase(gain: 0.3, deadTime: 2, rounding: 2, noise: 2, target: 50.07),
      LoopCase(gain: 0.6, dropouts: 0.3), LoopCase(gain: 1.4, dropouts: 0.5, isDrawn: true),
      LoopCase(gain: 0.3, law: .momentum(0.5), dropouts: 0.2),
      LoopCase(gain: 0.2, law: .momentum(0.3), deadTime: 1, rounding: 0.1, dropouts: 0.2, isDrawn: true),
      // Lost for so long that the loop looks for the dot, finds it, and at last gives up.
      LoopCase(gain: 0.6, dropouts: 0.3, search: looking),
      LoopCase(gain: 1.4, dropouts: 0.6, isDrawn: true, search: looking),
      LoopCase(gain: 0.3, law: .momentum(0.5), dropouts: 0.3, search: looking),
      LoopCase(gain: 0.2, law: .momentum(0.8), dropouts: 0.5, isDrawn: true, search: looking, readings: 600),
      LoopCase(gain: 0.2, deadTime: 3, dropouts: 0.3, search: looking),
      LoopCase(gain: 0.15, law: .momentum(0.5), deadTime: 2, rounding: 0.1, dropouts: 0.3, search: looking),
      LoopCase(gain: 0.5, dropouts: 0.5, search: SpotSearch(hold: 0, sweep: 40, reach: .degrees(30))),
      LoopCase(
        gain: 0.5, dropouts: 0.4, reach: 11, search: SpotSearch(hold: 1, sweep: 8, reach: .degrees(20), turns: 1)),
      LoopCase(gain: 0.5, dropouts: 0.6, search: SpotSearch(hold: 2, sweep: 4, reach: .degrees(5))),
      LoopCase(gain: 0.5, dropouts: 0.6, search: SpotSearch(hold: 2, sweep: 0, reach: .zero), readings: 300),
      LoopCase(gain: 0.5, dropouts: 0.9, isDrawn: true, search: SpotSearch(hold: 0, sweep: 0, reach: .zero)),
      LoopCase(gain: 0.6, dropouts: 1, search: looking),
      LoopCase(gain: 1.2, law: .decaying(steps: 5, power: 0.75), dropouts: 0.2),
      LoopCase(
        gain: 1.2, law: .decaying(steps: 20, power: 0.9), deadTime: 1, dropouts: 0.4, isDrawn: true, search: looking),
      LoopCase(gain: 0.7, isDrawn: true), LoopCase(gain: 0.7, noise: 0, isDrawn: true),
      // The travel's ends: out of reach, reached while overshooting, and thrown from one to the other for ever.
      LoopCase(gain: 0.4, reach: 8), LoopCase(gain: 1.9, reach: 15), LoopCase(gain: 2.3, reach: 20),
      LoopCase(gain: 0.2, law: .momentum(0.9), reach: 12), LoopCase(gain: 0.35, deadTime: 2, reach: 11),
      LoopCase(gain: 3, noise: 0, reach: 30, isDrawn: true),
      // More than one stretch of noise, quarters that begin within one, and an odd number of readings.
      LoopCase(gain: 0.5, readings: 256), LoopCase(gain: 0.5, readings: 257), LoopCase(gain: 0.5, readings: 701),
      LoopCase(gain: 0.15, law: .momentum(0.4), deadTime: 3, readings: 600),
      LoopCase(gain: 0.6, dropouts: 0.3, readings: 515), LoopCase(gain: 0.5, readings: 4),
      LoopCase(gain: 0.5, readings: 7),
    ]

  private static let firstTrial = 32

  @Test(arguments: cases) func `each lane does what the control loop does`(loop: LoopCase) throws {
    let cell = loop.cell()
    let lanes = try #require(cell.lanes)
    let chance = BlockChance(seed: 6, firstTrial: Self.firstTrial, readings: loop.readings)
    let inLanes = LaneCourse(lanes, loop.judgement, chance, firstTrial: Self.firstTrial)
    var (compared, counted) = (0, 0)
    for lane in 0..<FloatLanes.count {
      let fed = FedRig(lanes.rig(Self.seed(lane)), chance.trial(lane))
      let run = FedRun(rig: fed, start: .zero, judgement: loop.judgement, settings: lanes.settings(loop)).visit(
        known: loop.rule)
      let bound = RoundingBound(loop, run.rig)
      // The comparison is a sharp one.
      #expect(bound.sizes.allSatisfy { size in size < 0.05 })
      let errors = inLanes.errors.map { errors in Double(errors[lane]) }
      let agreed = Self.agreement(errors, run.rig, bound, loop)
      #expect(agreed.isWithin, "trial \(lane) at reading \(agreed.readings)")
      compared += agreed.readings
      guard agreed.readings == loop.readings else { continue }
      Self.compare(inLanes.records[lane], run, bound, loop)
      // Rounding may put an error to the other side of the tolerance, and then the counts differ.
      guard zip(errors, run.rig.errors).allSatisfy({ one, other in Self.isOutside(one) == Self.isOutside(other) })
      else {
        continue
      }
      counted += 1
      let record = inLanes.records[lane]
      #expect(record.lastOutside == run.record.lastOutside && record.beforeInside == run.record.beforeInside)
    }
    // Rounding may explain a few differing trials, but not many.
    #expect(compared >= FloatLanes.count * loop.readings * 9 / 10)
    #expect(counted >= FloatLanes.count * 9 / 10)
  }

  private static func isOutside(_ error: Double) -> Bool { error.magnitude > 1 }

  private static func seed(_ lane: Int) -> RandomSeed { RandomSeed(6, trial: UInt64(firstTrial + lane)) }

  /// For how many readings the errors agree within `bound`; less than all only where a reading was so near to the next
  /// unit that it may have been rounded there.
  private static func agreement(
    _ errors: [Double], _ fed: FedRig, _ bound: RoundingBound, _ loop: LoopCase
  ) -> (readings: Int, isWithin: Bool) {
    var mayPart = false
    for number in errors.indices {
      if (errors[number] - fed.errors[number]).magnitude > bound.sizes[number] { return (number, mayPart) }
      if loop.rounding > 0 {
        let halves = fed.reports[number] / loop.rounding - 0.5
        let apart = (halves - halves.rounded()).magnitude * loop.rounding
        mayPart = mayPart || apart <= bound.sizes[number] + 0x1p-20 * fed.reports[number].magnitude
      }
    }
    return (errors.count, true)
  }

  /// Compares the sums in the record of a trial.
  private static func compare(
    _ record: TrialRecord<Double>, _ run: FedRun.Course, _ bound: RoundingBound, _ loop: LoopCase
  ) {
    let errors = run.rig.errors
    let judgement = loop.judgement
    // A sum of n numbers in single precision may be off by n roundings of itself; a stretch has 256.
    let summing = Double(min(256, loop.readings) + 4) * 0x1p-24
    func squares(_ range: Range<Int>) -> (sum: Double, bound: Double) {
      let sum = errors[range].reduce(0) { sum, error in sum + error * error }
      let bound = range.reduce(summing * sum) { total, number in
        total + bound.sizes[number] * (2 * errors[number].magnitude + bound.sizes[number])
      }
      return (sum, bound)
    }
    let whole = 0..<loop.readings
    #expect((record.firstError - run.record.firstError).magnitude <= bound.sizes[0])
    #expect((record.nearerEnd / run.record.nearerEnd - 1).magnitude <= 0x1p-24)
    let third = squares(judgement.half..<judgement.lastQuarter)
    #expect((record.thirdQuarter - run.record.thirdQuarter).magnitude <= third.bound + 1e-9 * third.sum)
    let last = squares(judgement.lastQuarter..<loop.readings)
    #expect((record.lastQuarter - run.record.lastQuarter).magnitude <= last.bound + 1e-9 * last.sum)
    let late = whole[judgement.half...]
    let lateBound = late.reduce(1e-9) { $0 + bound.sizes[$1] + summing * errors[$1].magnitude }
    #expect((record.lateErrors.magnitude - run.record.lateErrors).magnitude <= lateBound)
    let variationBound =
      whole.reduce(1e-9) { $0 + 2 * (bound.sizes[$1] + summing * errors[$1].magnitude) } / run.rig.distance
    #expect((record.totalVariation - run.record.totalVariation).magnitude <= variationBound)
  }
}

/// A run of the control loop on a rig that is fed: its record as the general engine keeps it, and the rig.
private struct FedRun: RuleVisitor {
  typealias Command = PerAxis<1, Double>
  typealias Errors = PerAxis<1, Length>

  struct Course {
    let record: TrialRecord<Double>
    let rig: FedRig
  }

  let rig: FedRig
  let start: Angle
  let judgement: TrialJudgement
  let settings: LoopSettings

  func visit<Rule: UpdateRule>(_ rule: Rule) -> Course
  where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    let trial = Trial(of: rule, on: rig, RandomSeed(0), judgement, drawsChance: rule.drawsChance)
    let record = trial.record(judgement, settings)
    var loop = ControlLoop(
      rig: rig, rule: rule, pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(start),
      settings: settings.withoutEnd(readings: judgement.readings))
    _ = loop.run()
    // A loop that has given up looking for the dot stays where it is.
    while loop.rig.errors.count < judgement.readings { _ = loop.rig.read() }
    return Course(record: record, rig: loop.rig)
  }
}

/// A block of trials in the lanes: its records as a sweep makes them, and its errors reading by reading.
struct LaneCourse {
  let records: [TrialRecord<Double>]
  private(set) var errors: [FloatLanes] = []

  init(_ lanes: SweepCell.Lanes, _ judgement: TrialJudgement, _ chance: BlockChance, firstTrial: Int) {
    let rigs = LaneRigs(lanes.loop) { lane in
      lanes.rig(RandomSeed(6, trial: UInt64(firstTrial + lane)))
    }
    var running = LaneTrials(lanes.loop, rigs, judgement)
    for first in stride(from: 0, to: judgement.readings, by: 256) {
      chance.advance(&running, first..<min(first + 256, judgement.readings))
    }
    records = running.records.each
    running.restart()
    for reading in 0..<judgement.readings {
      errors.append(running.error)
      chance.advance(&running, reading..<reading + 1)
    }
  }
}

extension SweepCell.Lanes {
  func settings(_ loop: LoopCase) -> LoopSettings { loop.course.loop }
}

extension TrialRecord<FloatLanes> {
  /// The record of each trial.
  var each: [TrialRecord<Double>] {
    (0..<FloatLanes.count).map { lane in
      TrialRecord<Double>(
        firstError: Double(firstError[lane]), nearerEnd: Double(nearerEnd[lane]),
        lastOutside: Double(lastOutside[lane]),
        beforeInside: Double(beforeInside[lane]),
        thirdQuarter: Double(thirdQuarter[lane]), lastQuarter: Double(lastQuarter[lane]),
        lateErrors: Double(lateErrors[lane]), totalVariation: Double(totalVariation[lane]),
        isOutOfReach: Double(isOutOfReach[lane]))
    }
  }
}
