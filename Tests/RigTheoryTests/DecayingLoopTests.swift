import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import RigTheory
import Testing

@Suite struct DecayingLoopTests {
  private func rule(_ loop: DecayingLoop) -> DecayingRate<1> {
    DecayingRate(
      learningRate: loop.gain / 2, assumedDistance: .centimeters(wallDistance), decaySteps: loop.decay.steps,
      decayPower: loop.decay.power)
  }

  @Test(arguments: [
    DecayingLoop(gain: 0.5, decaySteps: 10, decayPower: 0.7), DecayingLoop(gain: 1, decaySteps: 1, decayPower: 1),
    DecayingLoop(gain: 2.5, decaySteps: 3, decayPower: 0.9),
  ])
  func `mean and variance are those of many runs`(loop: DecayingLoop) {
    let steps = 30
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(wallDistance)), target: Trajectory(start: .zero)),
      sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(0.5))))
    let start = Angle(slope: 10 / wallDistance)
    let last = (0..<3000 as Range<UInt64>).map { seed in
      let rig = SimulatedRig(model, seed: RandomSeed(seed), start: start)
      return trueErrors(of: rig, under: rule(loop), start: start, settings: .exactly(steps))[steps]
    }
    let expected = loop.expectation(after: steps)
    let found = Statistics(last)
    #expect(abs(found.mean - 10 * expected.mean) < 4 * (found.variance / 3000).squareRoot())
    #expect(abs(found.variance / (0.25 * expected.variance) - 1) < 4 * (2 / 3000.0).squareRoot())
  }

  @Test func `with g = 1, p = 1 and k₀ = 1 it is the mean of all readings`() {
    let loop = DecayingLoop(gain: 1, decaySteps: 1, decayPower: 1)
    for steps in [1, 2, 7, 100] {
      let found = loop.expectation(after: steps)
      #expect(found.mean == 0)
      #expect(abs(found.variance * Double(steps) - 1) < 1e-12)
      let bound = MeanOfReadings.standardError(noise: .centimeters(1), readings: steps).centimeters
      #expect(abs(found.variance.squareRoot() / bound - 1) < 1e-12)
    }
  }

  @Test func `nothing beats the bound`() {
    var draws = SeededDraws(1)
    for _ in 0..<200 {
      let loop = DecayingLoop(
        gain: draws.uniform(0.05...1.9), decaySteps: draws.uniform(0.5...20), decayPower: draws.uniform(0...1))
      for steps in [1, 5, 50] {
        let found = loop.expectation(after: steps)
        // A loop that keeps a share m of the first error may have less noise: at best the mean of the rest.
        let weight = 1 - found.mean
        #expect(found.variance >= weight * weight / Double(steps) * (1 - 1e-9))
      }
    }
  }

  @Test(
    arguments: [
      (0.5, 10, 0.7, 0.7), (0.8, 20, 0.3, 0.3), (1, 5, 1, 1), (0.3, 1, 1, 0.6),
    ] as [(Double, Double, Double, Double)])
  func `the orders`(gain: Double, steps: Double, power: Double, order: Double) {
    let loop = DecayingLoop(gain: gain, decaySteps: steps, decayPower: power)
    #expect(loop.limit == .vanishing(power: order))
    func square(_ count: Int) -> Double {
      let found = loop.expectation(after: count)
      return found.mean * found.mean * 1e4 + found.variance
    }
    let found = log(square(10_000) / square(160_000)) / log(16)
    #expect(abs(found - order) < 0.03, "\(found)")
  }

  @Test func `the limits at the borders`() {
    #expect(DecayingLoop(gain: 0.5, decaySteps: 1, decayPower: 1).limit == .barelyVanishing)
    #expect(DecayingLoop(gain: 0.5, decaySteps: 1, decayPower: 0).limit == .steady)
    let stopping = DecayingLoop(gain: 0.5, decaySteps: 1, decayPower: 1.5)
    #expect(stopping.limit == .stopping)
    #expect(abs(stopping.expectation(after: 1_000).mean - stopping.expectation(after: 100_000).mean) < 0.02)
    #expect(stopping.expectation(after: 100_000).mean > 0.05)
    // A steady gain is the linear loop.
    let steady = DecayingLoop(gain: 0.5, decaySteps: 1, decayPower: 0)
    #expect(abs(steady.expectation(after: 1000).variance - LinearLoop(gain: 0.5).noiseVariance) < 1e-12)
  }

  @Test func `the variance comes to half the gain`() {
    let loop = DecayingLoop(gain: 0.5, decaySteps: 10, decayPower: 0.7)
    let count = 300_000
    #expect(abs(loop.expectation(after: count).variance / (loop.gain(at: count) / 2) - 1) < 0.01)
  }

  @Test func `the steps to settle are those of the mean`() throws {
    let loop = DecayingLoop(gain: 3, decaySteps: 4, decayPower: 1)
    let steps = try #require(loop.settlingSteps(to: 0.01, limit: 10_000))
    #expect(abs(loop.expectation(after: steps - 1).mean) > 0.01)
    for later in steps..<(steps + 300) { #expect(abs(loop.expectation(after: later).mean) <= 0.01) }
    #expect(DecayingLoop(gain: 0.1, decaySteps: 1, decayPower: 2).settlingSteps(to: 0.01, limit: 10_000) == nil)
    #expect(DecayingLoop(gain: 1, decaySteps: 1, decayPower: 1).settlingSteps(to: 0.01, limit: 10) == 1)
  }
}
