import RigCore
import Testing

@testable import RigGPIO

/// The figures of a lateness against those of the sorted samples.
@Suite struct LatenessTests {
  @Test(arguments: 0..<40 as Range<UInt64>) func `figures agree with the samples to three digits`(seed: UInt64) {
    var draws = Draws(seed: seed)
    var lateness = Lateness()
    let count = Int.random(in: 1...5000, using: &draws)
    var samples: [Int64] = []
    for _ in 0..<count {
      // Over all orders of magnitude, from nanoseconds to seconds.
      var sample: Int64 = 1
      for _ in 0..<Int.random(in: 0...9, using: &draws) { sample *= 10 }
      samples.append(sample * .random(in: 0...9, using: &draws) + .random(in: 0..<sample, using: &draws))
      lateness.record(nanoseconds: samples[samples.count - 1])
    }
    samples.sort()
    let summary = lateness.summary
    #expect(summary.count == count)
    func expect(_ found: Int, near sample: Int64, _ name: Comment) {
      #expect(abs(Double(found) - Double(sample)) <= 0.001 * Double(sample) + 1, name)
    }
    expect(summary.median, near: samples[(count + 1) / 2 - 1], "median")
    expect(summary.percentile99, near: samples[(99 * count + 99) / 100 - 1], "99 %")
    expect(summary.greatest, near: samples[count - 1], "greatest")
    let mean = Double(samples.reduce(0, +)) / Double(count)
    #expect(abs(summary.mean - mean) <= 0.001 * mean + 1)
  }

  @Test func `early is on time, and endless is long`() {
    var lateness = Lateness(longestNanoseconds: 1000)
    lateness.record(nanoseconds: .min)
    lateness.record(nanoseconds: -1)
    #expect(lateness.summary.greatest == 0 && lateness.summary.mean == 0)
    lateness.record(nanoseconds: .max)
    #expect(lateness.summary.count == 3 && lateness.summary.greatest == 1000)
  }

  @Test func `nothing recorded`() {
    let summary = Lateness().summary
    #expect(summary.count == 0 && summary.mean == 0 && summary.median == 0)
    #expect(summary.percentile99 == 0 && summary.greatest == 0)
  }
}
