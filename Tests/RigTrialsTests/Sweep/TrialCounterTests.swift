import RigCore
import RigTestSupport
import Testing

@testable import RigTrials

/// What is kept of a trial, against the definitions, in blocks of any length.
@Suite struct TrialCounterTests {
  /// Two axes; now and then the beam misses the wall.
  private func sights(_ count: Int, seed: UInt64, misses: Bool) -> [Sight<2>] {
    var draws = SeededDraws(seed)
    let bias = draws.uniform(0...3)
    return (0..<count).map { _ in
      let isMiss = misses && draws.uniform(0...1) < 0.05
      return Sight(
        errors: isMiss ? PerAxis(repeating: .infinity) : PerAxis { _ in bias + draws.normal() },
        slopes: PerAxis { _ in draws.normal() })
    }
  }

  private func size(_ sight: Sight<2>) -> Double {
    (sight.errors[0] * sight.errors[0] + sight.errors[1] * sight.errors[1]).squareRoot()
  }

  @Test(arguments: [1, 3, 64, 1000], [4, 37, 203])
  func `a record says what its readings say`(block: Int, readings: Int) {
    let judgement = TrialJudgement(tolerance: .centimeters(2), noise: .zero, readings: readings)
    for seed in 0..<12 as Range<UInt64> {
      let sights = sights(readings, seed: seed, misses: seed.isMultiple(of: 3))
      var counter = TrialCounter<2>(judgement, nearerEnd: 7.5)
      for first in stride(from: 0, to: readings, by: block) {
        sights[first..<min(first + block, readings)].withUnsafeBufferPointer { block in
          counter.see(UnsafeBufferPointer(rebasing: block[...]))
        }
      }
      let record = counter.record
      let sizes = sights.map(size)
      #expect(record.firstError == sizes[0] && record.nearerEnd == 7.5)
      #expect(record.lastOutside == Double((sizes.lastIndex { size in size > 2 }).map { $0 + 1 } ?? 0))
      #expect(record.beforeInside == Double(sizes.firstIndex { size in size <= 2 } ?? readings))
      func squares(_ range: Range<Int>) -> Double { sizes[range].reduce(0) { sum, size in sum + size * size } }
      expectNear(record.thirdQuarter, squares(judgement.half..<judgement.lastQuarter))
      expectNear(record.lastQuarter, squares(judgement.lastQuarter..<readings))
      let late = sights[judgement.half...].filter { sight in size(sight) < .infinity }
      let sums = (0..<2).map { axis in late.reduce(0) { sum, sight in sum + sight.errors[axis] } }
      expectNear(record.lateErrors, (sums[0] * sums[0] + sums[1] * sums[1]).squareRoot())
      let way = zip(sights, sights.dropFirst()).reduce(0) { way, pair in
        way + abs(pair.1.slopes[0] - pair.0.slopes[0]) + abs(pair.1.slopes[1] - pair.0.slopes[1])
      }
      expectNear(record.totalVariation, way)
      #expect(counter.readings == readings)
    }
  }

  private func expectNear(_ found: Double, _ expected: Double) {
    #expect(found == expected || abs(found - expected) <= 1e-12 * expected)
  }
}
