import RigTestSupport
import Testing

@testable import RigCore

@Suite struct BirgeRatioTests {
  private func factor(width: Double, readings: Int, seed: UInt64) -> Double {
    var draws = SeededDraws(seed)
    var ratio = BirgeRatio()
    for _ in 0..<readings {
      let off = width * draws.normal()
      ratio.take(off * off)
    }
    return ratio.factor
  }

  @Test(arguments: [1, 2, 10, 100]) func `chance alone widens next to nothing`(readings: Int) {
    let widened = (0..<2000 as Range<UInt64>).count { seed in
      factor(width: 1, readings: readings, seed: seed) != 1
    }
    #expect(widened <= 20, "\(widened) of 2000")
  }

  @Test(arguments: [3.0, 10, 1000]) func `what scatters more widely is told so`(width: Double) {
    for seed in 0..<20 as Range<UInt64> {
      #expect(abs(factor(width: width, readings: 500, seed: seed) / width - 1) < 0.15)
    }
  }

  @Test func `before the first reading, and for one that is no number, it is 1`() {
    var ratio = BirgeRatio()
    #expect(ratio.factor == 1)
    ratio.take(.nan)
    ratio.take(.infinity)
    #expect(ratio.factor == 1)
  }
}
