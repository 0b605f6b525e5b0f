import RigCore
import RigSimulation
import Synchronization
import Testing

@testable import RigTrials

/// What holds for every sweep.
@Suite struct SweepPropertyTests {
  /// Cells of many kinds: most go in lanes, with and without losses and drawn walls, every seventh through the control
  /// loop, and not all are of the same length.
  private static let loops = (0..<70).map { number in
    let gain = 0.1 + 0.03 * Double(number)
    return switch number % 7 {
    case 0: LoopCase(gain: gain)
    case 1: LoopCase(gain: gain, dropouts: 0.2)
    case 2: LoopCase(gain: gain / 2, deadTime: 1, isDrawn: true)
    case 3: LoopCase(gain: gain, law: .momentum(0.4), noise: 0)
    case 4: LoopCase(gain: gain, rounding: 0.5, readings: 77)
    case 5: LoopCase(gain: gain, readings: 300)
    default: LoopCase(gain: gain, readings: 30)
    }
  }

  private func cell(_ number: Int) -> SweepCell {
    Self.loops[number].cell(isGeneral: number % 7 == 6)
  }

  private func statistics(
    _ numbers: [Int], isCommon: Bool, threads: Int = 1, seed: UInt64 = 5, trials: Int = 45
  ) -> [Int: CellStatistics] {
    Sweep(trials: trials, seed: seed, hasCommonRandomNumbers: isCommon, threads: threads).statistics(numbers) {
      number in
      cell(number)
    }
  }

  @Test(arguments: [false, true])
  func `a cell comes to the same whatever the threads, the order and its company, to the bit`(isCommon: Bool) {
    let all = Array(Self.loops.indices)
    let expected = statistics(all, isCommon: isCommon)
    #expect(expected.count == all.count)
    for threads in [2, 3, 8] { #expect(statistics(all, isCommon: isCommon, threads: threads) == expected) }
    #expect(statistics(all.reversed(), isCommon: isCommon) == expected)
    var shards: [Int: CellStatistics] = [:]
    for shard in 0..<3 {
      let numbers = all.filter { number in number % 3 == shard }
      shards.merge(statistics(numbers, isCommon: isCommon, threads: shard + 1)) { first, _ in first }
    }
    #expect(shards == expected)
    for number in all.prefix(14) { #expect(statistics([number], isCommon: isCommon)[number] == expected[number]) }
  }

  @Test func `the seed decides everything, and common random numbers is another chance`() {
    let numbers = [0, 1, 2, 6, 7]
    let expected = statistics(numbers, isCommon: true)
    #expect(statistics(numbers, isCommon: true) == expected)
    for (other, isCommon) in [(UInt64(6), true), (5, false)] {
      let found = statistics(numbers, isCommon: isCommon, seed: other)
      #expect(numbers.allSatisfy { number in found[number] != expected[number] })
    }
  }

  @Test func `cells with common random numbers meet the same noise, others each their own`() throws {
    let twins = [LoopCase.onTarget(gain: 0.5, readings: 50), .onTarget(gain: 0.5, readings: 50)]
    for isGeneral in [false, true] {
      let together = try Sweep(trials: 40, seed: 1).statistics(of: twins, isGeneral: isGeneral)
      let apart = try Sweep(trials: 40, seed: 1, hasCommonRandomNumbers: false).statistics(
        of: twins, isGeneral: isGeneral)
      #expect(together[0] == together[1] && apart[0] != apart[1])
    }
  }

  @Test(arguments: [1, 31, 32, 33, 64, 100]) func `fewer trials are the first of more`(trials: Int) throws {
    // One trial more can change each count by one.
    for number in [0, 1, 2, 6] {
      let few = try #require(statistics([number], isCommon: true, trials: trials)[number])
      let more = try #require(statistics([number], isCommon: true, trials: trials + 1)[number])
      #expect(few.trials == trials && more.trials == trials + 1)
      #expect((0...1).contains(more.settled - few.settled) && (0...1).contains(more.reached - few.reached))
      #expect((0...1).contains(more.diverged - few.diverged))
      let sums = (few.totalVariation * Double(trials), more.totalVariation * Double(trials + 1))
      #expect(sums.1 > sums.0)
    }
  }

  @Test func `more noise never lowers the noise floor`() throws {
    let laws: [(LoopCase.Law, Int, Double)] = [
      (.descent, 0, 0), (.momentum(0.5), 0, 0), (.decaying(steps: 10, power: 0.75), 0, 0), (.descent, 2, 0),
      (.descent, 0, 0.3),
    ]
    for (law, deadTime, dropouts) in laws {
      for gain in [0.05, 0.3, 0.55] {
        let loops = (0...8).map { level in
          LoopCase.onTarget(
            gain: gain, law: law, deadTime: deadTime, dropouts: dropouts, noise: 0.25 * Double(level), readings: 200)
        }
        let errors = try Sweep(trials: 40, seed: 3).statistics(of: loops).map { found in
          try #require(found.steadyError)
        }
        #expect(errors[0] == 0)
        #expect(zip(errors, errors.dropFirst()).allSatisfy { less, more in less < more }, "\(law), g = \(gain)")
        // The loop is linear and the noise the same but for its size.
        for (level, error) in errors.enumerated() {
          #expect(abs(error - Double(level) * errors[1]) < 1e-4 * error + 1e-12)
        }
      }
    }
  }

  @Test func `where a rig has no effects the general engine takes the ideal one, which comes to the same bits`() throws
  {
    for loop in [LoopCase(gain: 0.4), LoopCase(gain: 1.7, noise: 0, isDrawn: true), LoopCase(gain: 2.4, reach: 20)] {
      for trial in 0..<8 as Range<UInt64> {
        let rig = loop.course.rig(RandomSeed(2, trial: trial))
        let settings = loop.course.loop
        let rule = GradientDescent<1>(learningRate: loop.gain / 2, assumedDistance: .centimeters(loop.assumedDistance))
        let ideal = try #require(IdealRig(rig))
        func record<Plant: SimulatedPlant>(of plant: Plant) -> TrialRecord<Double> where Plant.Truth == PlantTruth<1> {
          Trial(of: rule, on: plant, RandomSeed(2, trial: trial), loop.judgement, drawsChance: false).record(
            loop.judgement, settings)
        }
        #expect(record(of: ideal) == record(of: rig))
        var read = rig
        _ = read.read()
        #expect(!isIdeal(read))
      }
    }
    #expect(!isIdeal(LoopCase(gain: 1, deadTime: 1).course.rig(RandomSeed(1))))
    #expect(!isIdeal(LoopCase(gain: 1, dropouts: 0.1).course.rig(RandomSeed(1))))
  }

  private func isIdeal(_ rig: SimulatedRig) -> Bool { IdealRig(rig).map { _ in true } ?? false }

  @Test func `a sweep that is stopped hands over whole cells only`() {
    let handed = Mutex(0)
    Sweep(trials: 40, seed: 1, threads: 2).run(Array(0..<70), isStopped: { handed.withLock { $0 } > 0 }) { number in
      cell(number)
    } take: { results in
      handed.withLock { handed in handed += results.count }
      #expect(results.allSatisfy { result in result.statistics.trials == 40 })
    }
    #expect(handed.withLock { $0 } > 0 && handed.withLock { $0 } < 70)
  }
}
