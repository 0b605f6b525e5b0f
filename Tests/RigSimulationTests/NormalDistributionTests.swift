import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct NormalDistributionTests {
  @Test func `mean, variance, skewness, kurtosis and tails are the normal distribution's`() {
    let count = 1_000_000
    let normal = NormalDistribution()
    var generator = Xoshiro256PlusPlus(seed: 2026)
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    var (beyond3, beyond4) = (0, 0)
    for _ in 0..<count {
      let draw = normal.draw(using: &generator)
      let square = draw * draw
      first += draw
      second += square
      third += draw * square
      fourth += square * square
      if square > 9 { beyond3 += 1 }
      if square > 16 { beyond4 += 1 }
    }
    // A mean of n powers x^m has the variance (E x^2m - (E x^m)²) / n: 1, 2, 15 and 96 for m = 1 to 4.
    let total = Double(count)
    let moments: [(Double, Double, Double)] = [(first, 0, 1), (second, 1, 2), (third, 0, 15), (fourth, 3, 96)]
    for (sum, mean, variance) in moments {
      #expect(abs(sum / total - mean) < 4 * (variance / total).squareRoot())
    }
    for (seen, sigmas) in [(beyond3, 3.0), (beyond4, 4.0)] {
      let expected = total * erfc(sigmas / 2.0.squareRoot())
      #expect(abs(Double(seen) - expected) < 4 * expected.squareRoot(), "beyond \(sigmas) σ")
    }
  }

  @Test func `the whole distribution is the normal one`() {
    let count = 200_000
    let normal = NormalDistribution()
    var generator = Xoshiro256PlusPlus(seed: 4)
    let draws = (0..<count).map { _ in normal.draw(using: &generator) }.sorted()
    let distance = draws.indices.map { index in
      abs((Double(index) + 0.5) / Double(count) - 0.5 * erfc(-draws[index] / 2.0.squareRoot()))
    }.max()
    // Kolmogorov and Smirnov, 99.9 %.
    #expect((distance ?? 1) < 1.95 / Double(count).squareRoot())
  }

  @Test func `draws from the tail are distributed as the tail`() {
    // Every draw begins with a word that leads into the tail; its other words are random.
    let normal = NormalDistribution()
    var words = Xoshiro256PlusPlus(seed: 12)
    let draws = (0..<20_000).map { _ in
      var generator = StuckGenerator([0x7FFF_FFFF_FFFF_FF00] + (0..<40).map { _ in words.next() })
      return normal.draw(using: &generator)
    }
    let edge = width(1)
    #expect(draws.allSatisfy { draw in draw > edge })
    let share = 0.5 * erfc(edge / 2.0.squareRoot())
    let mean = exp(-edge * edge / 2) / (2 * Double.pi).squareRoot() / share
    let statistics = Statistics(draws)
    #expect(abs(statistics.mean - mean) < 4 * (statistics.variance / 20_000).squareRoot())
  }

  /// The width of a layer, found by a draw whose place in the layer is 2^-12 of it: well inside every layer but the
  /// topmost, and there let in by the words that follow.
  private func width(_ layer: UInt64) -> Double {
    var generator = StuckGenerator(1 << 51 | layer, 0)
    return NormalDistribution().draw(using: &generator) * 0x1p12
  }

  @Test func `all layers of the ziggurat have the same area and the last ends at the top`() {
    let widths = (0..<256).map { layer in width(layer) }
    func density(_ value: Double) -> Double { exp(-value * value / 2) }
    let tail = widths[1]
    let area = tail * density(tail) + (Double.pi / 2).squareRoot() * erfc(tail / 2.0.squareRoot())
    #expect(abs(widths[0] * density(tail) - area) < 1e-12)
    for layer in 1..<256 {
      let top = layer == 255 ? 1 : density(widths[layer + 1])
      #expect(abs(widths[layer] * (top - density(widths[layer])) - area) < 1e-12, "layer \(layer)")
    }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { pair in pair.0 > pair.1 })
  }

  @Test(
    arguments: [
      StuckGenerator.zeros, .ones, .alternating, StuckGenerator(0x7FFF_FFFF_FFFF_FF00),
      StuckGenerator(0x8000_0000_0000_0000, 0), StuckGenerator(0x7FFF_FFFF_FFFF_FF01, .max),
    ])
  func `a stuck generator still gives finite draws`(stuck: StuckGenerator) {
    var generator = stuck
    for _ in 0..<100 {
      let draw = NormalDistribution().draw(using: &generator)
      #expect(draw.magnitude < 40)
    }
  }

  @Test func `draws come from both sides alike`() {
    let normal = NormalDistribution()
    var generator = Xoshiro256PlusPlus(seed: 8)
    let high = (0..<40_000).count { _ in normal.draw(using: &generator) > 0 }
    #expect(abs(high - 20_000) < 400)
  }
}
