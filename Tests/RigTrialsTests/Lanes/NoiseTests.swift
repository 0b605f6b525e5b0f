import RigSimulation
import RigTestSupport
import RigTrials
import Testing

/// That the noise of the lanes is normal and independent. `swift test` takes 2²² draws; `benchmarks noise` hands 2²⁸
/// and more to the same battery.
@Suite struct NoiseTests {
  @Test func `the noise of the lanes passes the battery`() {
    var battery = NoiseBattery(lanes: LaneNoise.lanes)
    for block in 0..<64 as Range<UInt64> {
      var noise = LaneNoise(seed: block % 4, cell: block / 4 % 4, firstTrial: 32 * (block / 16))
      for _ in 0..<8 { noise.next(256) { draws in battery.add(draws) } }
    }
    #expect(battery.draws == 1 << 22)
    #expect(battery.complaints.isEmpty)
    #expect(battery.scores.count > 500)
  }

  @Test func `so does the noise of the general loop`() {
    let normal = NormalDistribution()
    var generator = Xoshiro256PlusPlus(seed: 5)
    var battery = NoiseBattery()
    for _ in 0..<64 { battery.add((0..<8192).map { _ in Float(normal.draw(using: &generator)) }) }
    #expect(battery.complaints.isEmpty)
  }

  /// Noise with a flaw, and the figure that must show it.
  enum Flaw: CaseIterable {
    case sumOfTwelve, countedBits, shortTail, tooWide, goingTogether, following, sharingSize, oneLaneShifted, noNumber

    var figure: String {
      switch self {
      case .sumOfTwelve: "kurtosis"
      case .countedBits: "Kolmogorov–Smirnov"
      case .shortTail: "below -4.0 σ"
      case .tooWide: "variance"
      case .goingTogether: "trials 3 and 17"
      case .following: "autocorrelation at lag 2"
      case .sharingSize: "autocorrelation of the squares at lag 1"
      case .oneLaneShifted: "the trials' means"
      case .noNumber: "mean"
      }
    }

    /// Spoils a block of 256 readings of good noise.
    func spoil(_ block: inout [Float], _ generator: inout Xoshiro256PlusPlus) {
      func uniform() -> Float { Float(generator.next() >> 40) * 0x1p-24 }
      switch self {
      case .sumOfTwelve:
        for place in block.indices { block[place] = (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
      case .countedBits:
        for place in block.indices { block[place] = Float(generator.next().nonzeroBitCount - 32) / 4 }
      case .shortTail:
        for place in block.indices where block[place].magnitude > 3.9 { block[place] = 3.9 * uniform() }
      case .tooWide:
        for place in block.indices { block[place] *= 1.01 }
      case .goingTogether:
        for first in stride(from: 0, to: block.count, by: 32) {
          block[first + 17] = 0.1 * block[first + 3] + 0.994_987_4 * block[first + 17]
        }
      case .following:
        for place in stride(from: block.count - 1, through: 64, by: -1) {
          block[place] = 0.015 * block[place - 64] + 0.999_887_5 * block[place]
        }
      case .sharingSize:
        // As where both draws of a pair had the same distance from the origin more often than not.
        for first in stride(from: 0, to: block.count, by: 64) {
          for lane in first..<first + 32 {
            let factor = uniform() < 0.5 ? 0.9 as Float : 1.090_871_2
            block[lane] *= factor
            block[lane + 32] *= factor
          }
        }
      case .oneLaneShifted:
        for first in stride(from: 0, to: block.count, by: 32) { block[first + 9] += 0.1 }
      case .noNumber:
        block[77] = .nan
      }
    }
  }

  @Test(arguments: Flaw.allCases) func `the battery rejects what is not normal or not independent`(flaw: Flaw) {
    var battery = NoiseBattery()
    var generator = Xoshiro256PlusPlus(seed: 11)
    for block in 0..<64 as Range<UInt64> {
      var noise = LaneNoise(seed: 3, cell: block, firstTrial: 0)
      noise.next(256) { draws in
        var spoilt = Array(draws)
        flaw.spoil(&spoilt, &generator)
        battery.add(spoilt)
      }
    }
    #expect(battery.complaints.contains { score in score.name == flaw.figure }, "\(battery.worst)")
  }

  @Test func `a battery without a draw is never content`() {
    #expect(!NoiseBattery().complaints.isEmpty)
  }
}
