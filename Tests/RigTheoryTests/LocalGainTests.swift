import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import RigTheory
import Testing

@Suite struct LocalGainTests {
  /// By what a step multiplies a small error of the simulated loop, which is 1 - g.
  private func simulatedGain(
    rate: Double, distance: Double, target: Double, _ variable: ControlVariable, _ mounting: Mounting = Mounting()
  ) -> Double {
    let model = RigModel(
      wall: WallModel(
        distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(target))),
      servo: ServoModel(mounting))
    let rig = SimulatedRig(model, seed: RandomSeed(1))
    let start = rig.command(forHeight: .centimeters(target + 1e-5))
    let errors = trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(1), start: start),
      under: GradientDescent<1>(learningRate: rate, assumedDistance: .centimeters(300)), start: start,
      settings: .exactly(1, steering: variable))
    return 1 - errors[1] / errors[0]
  }

  @Test(arguments: [(50, 60), (300, 100), (120, -110), (900, 300)] as [(Double, Double)])
  func `in angle form it is 2α(D + y²/D)/D₀`(distance: Double, target: Double) {
    let gain = LocalGain(
      learningRate: 0.2, assumedDistance: .centimeters(300), steers: .angle, height: .centimeters(target))
    let found = gain.gain(at: .centimeters(distance))
    #expect(abs(found - 0.4 * (distance + target * target / distance) / 300) < 1e-12)
    #expect(abs(found - simulatedGain(rate: 0.2, distance: distance, target: target, .angle)) < 1e-5)
  }

  /// At the rate whose gain is 2 a small error stays as it is, whatever the plain formula says.
  @Test(arguments: [(50, 60), (300, 100), (120, -110), (900, 300)] as [(Double, Double)])
  func `in angle form the edge is at 2`(distance: Double, target: Double) {
    let one = LocalGain(
      learningRate: 1, assumedDistance: .centimeters(300), steers: .angle, height: .centimeters(target)
    ).gain(at: .centimeters(distance))
    var (stable, unstable) = (0.5 * 2 / one, 2 * 2 / one)
    for _ in 0..<30 {
      let middle = (stable + unstable) / 2
      let gain = simulatedGain(rate: middle, distance: distance, target: target, .angle)
      if abs(1 - gain) > 1 { unstable = middle } else { stable = middle }
    }
    #expect(abs(stable * one / 2 - 1) < 1e-5)
  }

  @Test func `in slope form it is 2αD/D₀, unless the laser is askew`() {
    var draws = SeededDraws(1)
    for _ in 0..<50 {
      let (distance, target) = (draws.logUniform(60...900), draws.uniform(-100...100))
      let plain = LocalGain(learningRate: 0.3, assumedDistance: .centimeters(300), height: .centimeters(target))
      #expect(abs(plain.gain(at: .centimeters(distance)) - 0.6 * distance / 300) < 1e-12)
      let mounting = Mounting(offset: .degrees(draws.uniform(-20...20)), isReversed: draws.coin())
      let askew = LocalGain(
        learningRate: 0.3, assumedDistance: .centimeters(300), height: .centimeters(target), offset: mounting.offset,
        isReversed: mounting.isReversed)
      let found = simulatedGain(rate: 0.3, distance: distance, target: target, .slope, mounting)
      #expect(abs(askew.gain(at: .centimeters(distance)) - found) < 1e-5)
    }
  }

  @Test func `at the ends of the stable distances the gain is at the edge`() throws {
    var draws = SeededDraws(2)
    var both = 0
    for _ in 0..<300 {
      let edge = draws.uniform(0.3...2)
      let gain = LocalGain(
        learningRate: draws.logUniform(0.05...1), assumedDistance: .centimeters(draws.logUniform(50...1000)),
        steers: draws.coin() ? .angle : .slope, height: .centimeters(draws.uniform(-150...150)),
        offset: .degrees(draws.coin() ? 0 : draws.uniform(-10...10)))
      let inside = gain.stableDistances(edge: edge)
      // Every distance from 1 mm to 1 km is on the side that is said.
      for _ in 0..<40 {
        let distance = Length.centimeters(draws.logUniform(0.1...1e5))
        let isInside = inside.map { range in distance > range.above && distance < range.below } ?? false
        #expect(isInside == (gain.gain(at: distance) < edge), "\(gain) at \(distance)")
      }
      guard let inside else { continue }
      #expect(abs(gain.gain(at: inside.below) / edge - 1) < 1e-9)
      if inside.above > .centimeters(1e-9) {
        both += 1
        #expect(abs(gain.gain(at: inside.above) / edge - 1) < 1e-9)
      }
    }
    #expect(both > 50)
  }

  @Test func `the range that the manual shows`() throws {
    let gain = LocalGain(learningRate: 0.315, assumedDistance: .centimeters(500))
    let range = try #require(gain.stableDistances(edge: 2))
    #expect(range.above == .zero && abs(range.below.centimeters - 1587.3) < 0.1)
  }

  @Test func `a rate of next to nothing is stable before walls of any distance`() throws {
    let small = LocalGain(
      learningRate: 1e-300, assumedDistance: .centimeters(300), steers: .angle, height: .centimeters(1e6))
    let range = try #require(small.stableDistances(edge: 2))
    #expect(abs(range.below.centimeters / 3e302 - 1) < 1e-12)
    #expect(range.above.centimeters >= 0 && range.above.centimeters < 1e-200)
    let least = LocalGain(learningRate: .leastNonzeroMagnitude, assumedDistance: .centimeters(300))
    #expect(try #require(least.stableDistances(edge: 2)).below.centimeters == .infinity)
  }

  @Test func `a laser that turns the wrong way is stable nowhere`() {
    let gain = LocalGain(learningRate: 0.1, assumedDistance: .centimeters(300), isReversed: true)
    #expect(gain.gain(at: .centimeters(300)) == -0.2)
    #expect(gain.stableDistances(edge: 2) == nil)
  }
}

@Suite struct MeanOfReadingsTests {
  @Test func `σ over the root of k, and back`() {
    var draws = SeededDraws(1)
    for _ in 0..<200 {
      let noise = Length.centimeters(draws.logUniform(0.01...10))
      let error = Length.centimeters(draws.logUniform(0.01...10))
      let readings = MeanOfReadings.readings(noise: noise, to: error)
      #expect(MeanOfReadings.standardError(noise: noise, readings: readings) <= error)
      if readings > 1 { #expect(MeanOfReadings.standardError(noise: noise, readings: readings - 1) > error) }
    }
    #expect(MeanOfReadings.standardError(noise: .centimeters(2), readings: 4) == .centimeters(1))
  }
}
