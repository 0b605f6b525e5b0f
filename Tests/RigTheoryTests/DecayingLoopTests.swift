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
    DecayingLoop(gain: 2.5, decaySteps: 3, decayPower: 0.9), .delayed(0.6, 8, 0.7, deadTime: 2),
    .delayed(0.7, 5, 0.9, servoPole: 0.6), .delayed(0.4, 9, 0.6, deadTime: 3, servoPole: 0.4),
  ])
  func `mean and variance are those of many runs`(loop: DecayingLoop) {
    let steps = 30
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(wallDistance)), target: Trajectory(start: .zero)),
      servo: LinearLoop(gain: loop.gain, servoPole: loop.servoPole).laggingServo(ServoModel()),
      sensor: SensorModel(
        DeadTime(steps: loop.deadTime), GaussianNoise(standardDeviation: .centimeters(0.5))))
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
    for loop in [
      DecayingLoop(gain: 3, decaySteps: 4, decayPower: 1), .delayed(0.8, 4, 0.7, deadTime: 2),
      .delayed(0.3, 10, 0.5, deadTime: 1, servoPole: 0.6), .delayed(0.2, 20, 1, deadTime: 8),
    ] {
      guard case .steps(let steps) = loop.settling(to: 0.01) else {
        Issue.record("\(loop) does not settle")
        continue
      }
      #expect(abs(loop.expectation(after: steps - 1).mean) > 0.01, "\(loop)")
      for later in steps..<(steps + 300) {
        #expect(abs(loop.expectation(after: later).mean) <= 0.01, "\(loop), \(later) after \(steps)")
      }
    }
    #expect(DecayingLoop(gain: 1, decaySteps: 1, decayPower: 1).settling(to: 0.01) == .steps(1))
    // A power of 0 is the linear loop.
    let steady = DecayingLoop.delayed(0.3, 5, 0, deadTime: 2)
    #expect(
      steady.settling(to: 0.01) == .steps(try #require(LinearLoop(gain: 0.3, deadTime: 2).settlingSteps(to: 0.01))))
  }

  @Test(
    arguments: [
      .delayed(0.9, 6, 0.7, deadTime: 2), .delayed(0.5, 8, 0.9, deadTime: 1, servoPole: 0.4), .delayed(2.5, 3, 1),
    ] as [DecayingLoop])
  func `a simulated run settles when it says`(loop: DecayingLoop) {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(wallDistance)), target: Trajectory(start: .zero)),
      servo: LinearLoop(gain: 1, servoPole: loop.servoPole).laggingServo(ServoModel()),
      sensor: SensorModel(DeadTime(steps: loop.deadTime)))
    let start = Angle(slope: 1 / wallDistance)
    let errors = trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(1), start: start), under: rule(loop), start: start,
      settings: .exactly(3000))
    let last = errors.lastIndex { error in error.magnitude > 0.01 } ?? -1
    #expect(last < 2500 && loop.settling(to: 0.01) == .steps(last + 1), "\(loop): \(last + 1)")
  }

  @Test(
    arguments: [
      .delayed(0.05, 10, 1), .delayed(0.05, 10, 1, deadTime: 4), .delayed(0.04, 12, 0.95, deadTime: 2, servoPole: 0.5),
      .delayed(0.015, 8, 0.8, servoPole: 0.9),
    ] as [DecayingLoop])
  func `beyond 100 000 steps the number is within a thousandth`(loop: DecayingLoop) {
    var errors = Array(repeating: 1.0, count: loop.deadTime + 2)
    let share = 0.003
    var step = 0
    while errors[0] > share, step < 3_000_000 {
      let next =
        errors[0] + loop.servoPole * (errors[0] - errors[1])
        - (1 - loop.servoPole) * loop.gain(at: step) * errors[loop.deadTime]
      errors = [next] + errors.dropLast()
      step += 1
    }
    guard case .steps(let found) = loop.settling(to: share) else {
      Issue.record("\(loop) does not settle")
      return
    }
    #expect(step > 100_000 && abs(Double(found) / Double(step) - 1) < 1e-3, "\(loop): \(found), \(step)")
  }

  @Test func `never is said only where the gains add up to too little`() {
    #expect(DecayingLoop(gain: 0.1, decaySteps: 1, decayPower: 2).settling(to: 0.01) == .never)
    #expect(DecayingLoop.delayed(0.1, 1, 1.5, deadTime: 3).settling(to: 0.01) == .never)
    // 100^(1/0.02) = 10¹⁰⁰ steps.
    #expect(DecayingLoop(gain: 0.02, decaySteps: 1, decayPower: 1).settling(to: 0.01) == .notKnown)
    // A gain that decays over a billion steps grows beyond all numbers before it is stable.
    #expect(DecayingLoop(gain: 9, decaySteps: 1e9, decayPower: 1).settling(to: 0.01) == .notKnown)
  }

  @Test func `without dead time and lag the mean and the variance are those of the formulas`() {
    let loop = DecayingLoop(gain: 1.4, decaySteps: 7, decayPower: 0.8)
    var (mean, variance) = (1.0, 0.0)
    for step in 0..<200 {
      let found = loop.expectation(after: step)
      #expect(abs(found.mean - mean) < 1e-15 && abs(found.variance - variance) < 1e-13)
      let gain = loop.gain(at: step)
      mean *= 1 - gain
      variance = (1 - gain) * (1 - gain) * variance + gain * gain
    }
  }
}

extension DecayingLoop {
  fileprivate static func delayed(
    _ gain: Double, _ steps: Double, _ power: Double, deadTime: Int = 0, servoPole: Double = 0
  ) -> DecayingLoop {
    DecayingLoop(
      gain: gain, decay: RateDecay(steps: steps, power: power), deadTime: deadTime, servoPole: servoPole)
  }
}
