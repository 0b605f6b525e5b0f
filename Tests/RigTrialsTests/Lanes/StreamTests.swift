import RigTestSupport
import Testing

@testable import RigTrials

/// That every trial has a chance of its own, and the same one wherever it runs.
@Suite struct StreamTests {
  private typealias Purpose = LaneGenerator.Purpose

  /// The first words of 32 trials, trial by trial.
  private func words(
    _ seed: UInt64, cell: UInt64, firstTrial: UInt64, for purpose: Purpose, count: Int
  ) -> [[UInt32]] {
    var generator = LaneGenerator(seed, cell: cell, firstTrial: firstTrial, for: purpose)
    var words = Array(repeating: [UInt32](), count: FloatLanes.count)
    for _ in 0..<count {
      let next = generator.next().lanes
      for lane in 0..<FloatLanes.count { words[lane].append(next[lane]) }
    }
    return words
  }

  @Test func `no two of seed, cell, trial and purpose share a stream, not even some words later`() {
    var pairs: Set<UInt64> = []
    var count = 0
    let numbers: [UInt64] = [0, 1, 2, 3, 64, 1 << 32, 1 << 63, .max]
    for seed in numbers {
      for cell in numbers {
        for firstTrial in [0, 32, 1 << 20] as [UInt64] {
          for purpose in [Purpose.noise, .dropout] {
            for stream in words(seed, cell: cell, firstTrial: firstTrial, for: purpose, count: 25) {
              for (first, second) in zip(stream, stream.dropFirst()) {
                pairs.insert(UInt64(first) << 32 | UInt64(second))
                count += 1
              }
            }
          }
        }
      }
    }
    // Of so many pairs of true chance two would agree once in 10⁸ times.
    #expect(pairs.count == count)
  }

  @Test(arguments: [(0, 5), (7, 0)] as [(UInt64, UInt64)])
  func `a trial has the same noise, whatever trials stand beside it`(seed: UInt64, cell: UInt64) {
    let purposes = [Purpose.noise, .dropout]
    let straight = purposes.map { purpose in words(seed, cell: cell, firstTrial: 64, for: purpose, count: 8) }
    for shift in 1..<FloatLanes.count {
      for (place, purpose) in purposes.enumerated() {
        let shifted = words(seed, cell: cell, firstTrial: 64 - UInt64(shift), for: purpose, count: 8)
        #expect(Array(shifted[shift...]) == Array(straight[place][..<(FloatLanes.count - shift)]))
      }
    }
    var noise = LaneNoise(seed: seed, cell: cell, firstTrial: 64)
    var draws: [Float] = []
    noise.next(16) { block in draws = Array(block) }
    for shift in [1, 13, 31] {
      var shiftedNoise = LaneNoise(seed: seed, cell: cell, firstTrial: 64 - UInt64(shift))
      shiftedNoise.next(16) { block in
        for reading in 0..<16 {
          for lane in shift..<32 { #expect(block[32 * reading + lane] == draws[32 * reading + lane - shift]) }
        }
      }
    }
  }

  @Test func `noise comes out the same in stretches of any length`() {
    var whole = LaneNoise(seed: 1, cell: 2, firstTrial: 3)
    var expected: [Float] = []
    whole.next(256) { block in expected = Array(block) }
    var parts = LaneNoise(seed: 1, cell: 2, firstTrial: 3)
    var found: [Float] = []
    for length in [2, 64, 100, 90] { parts.next(length) { block in found += block } }
    #expect(found == expected)
  }

  /// Streams that differ by one number only, side by side as trials are.
  enum Neighbours: CaseIterable { case seeds, cells, blocks, commonAndOwn }

  @Test(arguments: Neighbours.allCases) func `neighbouring streams do not go together`(neighbours: Neighbours) {
    var noises = (0..<32 as Range<UInt64>).map { number in
      switch neighbours {
      case .seeds: LaneNoise(seed: number, cell: 0, firstTrial: 0)
      case .cells: LaneNoise(seed: 0, cell: number, firstTrial: 0)
      case .blocks: LaneNoise(seed: 0, cell: 0, firstTrial: 32 * number)
      case .commonAndOwn: LaneNoise(seed: number / 2, cell: number % 2, firstTrial: 0)
      }
    }
    var battery = NoiseBattery()
    for _ in 0..<8 {
      var blocks = Array(repeating: Array(repeating: 0 as Float, count: 256 * 32), count: 4)
      for lane in noises.indices {
        noises[lane].next(256) { draws in
          for (place, trial) in [0, 1, 16, 31].enumerated() {
            for reading in 0..<256 { blocks[place][32 * reading + lane] = draws[32 * reading + trial] }
          }
        }
      }
      for block in blocks { battery.add(block) }
    }
    #expect(battery.complaints.isEmpty)
  }

  @Test func `shares of the lanes lie evenly in 0...1`() {
    var generator = LaneGenerator(9, cell: 1, firstTrial: 0, for: .dropout)
    var counts = Array(repeating: 0, count: 64)
    for _ in 0..<2048 {
      let shares = generator.share()
      for lane in 0..<32 {
        let share = shares[lane]
        #expect(share >= 0 && share <= 1)
        counts[min(63, Int(64 * share))] += 1
      }
    }
    let squares = counts.reduce(0.0) { sum, count in sum + (Double(count) - 1024) * (Double(count) - 1024) / 1024 }
    // χ² with 63 degrees of freedom: beyond 126 once in 200,000 seeds, below 24 as rarely.
    #expect(squares > 24 && squares < 126)
  }
}
