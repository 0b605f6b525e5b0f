import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct ArticleTests {
  /// The heights of the article's run: start 103 cm, target 100 cm, α = 0.1, and the true distance assumed.
  private func heights(start: Double = 103, rate: Double = 0.1, steps: Int = 60) -> [Double] {
    let rig = IdealRig(distance: .centimeters(300), target: .centimeters(100), seed: RandomSeed(1))
    let rule = GradientDescent<1>(learningRate: rate, assumedDistance: .centimeters(300))
    return errors(of: rig, under: rule, start: .slope(start / 300), settings: .exactly(steps)).map { $0 + 100 }
  }

  @Test func `step k stands at 100 + 3 · 0.8^k`() {
    let heights = heights()
    #expect(heights.count == 61)
    for (step, height) in heights.enumerated() {
      #expect(abs(height - (100 + 3 * pow(0.8, Double(step)))) < 1e-12, "step \(step)")
    }
  }

  @Test func `the first steps are the article's`() {
    for (height, printed) in zip(heights(), [103, 102.4, 101.92, 101.536, 101.2288]) {
      #expect(abs(height - printed) < 1e-12)
    }
  }

  @Test func `steps 10 and 15 are what the rule gives, not what the article prints`() {
    let heights = heights()
    #expect(heights[10].formatted(decimals: 3) == "100.322")  // The article prints 100.07, which is step 17.
    #expect(heights[17].formatted(decimals: 2) == "100.07")
    #expect(heights[15].formatted(decimals: 3) == "100.106")  // The article prints 100.003, which is step 31.
    #expect(heights[31].formatted(decimals: 3) == "100.003")
  }

  @Test func `a start at 97 mirrors the start at 103`() {
    // Bit for bit about a target at the origin, where no height is rounded differently from its mirror image.
    func errors(from start: Double) -> [Double] {
      let rig = IdealRig(distance: .centimeters(300), target: .zero, seed: RandomSeed(1))
      let rule = GradientDescent<1>(learningRate: 0.1, assumedDistance: .centimeters(300))
      return RigTestSupport.errors(of: rig, under: rule, start: .slope(start / 300), settings: .exactly(60))
    }
    #expect(errors(from: -3) == errors(from: 3).map { -$0 })
    for (low, high) in zip(heights(start: 97), heights()) {
      #expect(abs((low - 100) + (high - 100)) < 1e-12)
    }
  }
}
