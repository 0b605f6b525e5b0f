import Foundation
import RigCore
import RigReports
import RigSimulation
import RigTestSupport
import Testing

@Suite struct HalvingTests {
  private func loop(
    rate: Double, halvings: Int, target: Double = 100, offset: Double = 3, reach: Double = 80,
    isReversed: Bool = false, stepLimit: Int = 200, bound: Double = 10_000
  ) -> ControlLoop<1, SimulatedRig, GradientDescent<1>, VirtualPacer> {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(target))),
      servo: ServoModel(
        travel: .degrees(-reach) ... .degrees(reach), Mounting(isReversed: isReversed)))
    let start = Angle(slope: (target + offset) / 300)
    return ControlLoop(
      rig: SimulatedRig(model, seed: RandomSeed(1), start: isReversed ? .slope(-start.slope) : start),
      rule: GradientDescent(learningRate: rate, assumedDistance: .centimeters(300)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(isReversed ? .slope(-start.slope) : start),
      settings: LoopSettings(
        stepLimit: stepLimit,
        divergence: DivergenceCriterion(bound: .centimeters(bound), growingSteps: 8, halvings: halvings)))
  }

  /// The outcome, the steps, and the rule that the loop ended with.
  private func run(
    _ loop: ControlLoop<1, SimulatedRig, GradientDescent<1>, VirtualPacer>
  ) -> (outcome: Outcome, steps: [Step<1>], rate: Double, halvings: Int) {
    var loop = loop
    var steps: [Step<1>] = []
    let outcome = loop.run { step in
      steps.append(step)
      return .proceed
    }
    return (outcome, steps, loop.rule.learningRate, loop.rateHalvings)
  }

  @Test func `one halving mends a rate of 1.5`() throws {
    let end = run(loop(rate: 1.5, halvings: 3))
    #expect(end.outcome.name == "converged" && end.halvings == 1 && end.rate == 0.75)
    // The block of eight steps is full at step 8; the update after it is the first at half the rate.
    let errors = end.steps.compactMap { step in step.reading.error?[0].centimeters }
    #expect(end.steps.map { step in step.rateHalvings } == end.steps.indices.map { index in index <= 8 ? 0 : 1 })
    for step in 0..<8 { #expect(abs(errors[step + 1] + 2 * errors[step]) < 1e-6 * abs(errors[step])) }
    for step in 8..<14 { #expect(abs(errors[step + 1] + 0.5 * errors[step]) < 1e-6 * abs(errors[step])) }
    #expect(end.steps.map { step in step.index } == Array(end.steps.indices))
  }

  @Test func `a rate of 2.1 takes two, and what was watched begins anew after each`() {
    let end = run(loop(rate: 2.1, halvings: 3, offset: 0.01))
    #expect(end.outcome.name == "converged" && end.halvings == 2 && abs(end.rate - 0.525) < 1e-12)
    let first = end.steps.firstIndex { step in step.rateHalvings == 1 } ?? 0
    let second = end.steps.firstIndex { step in step.rateHalvings == 2 } ?? 0
    #expect(first > 3 && second >= first + 8)
  }

  @Test func `a rate that none mends runs away all the same, and the reason speaks of the last rate`() {
    let end = run(loop(rate: 12, halvings: 2))
    #expect(end.outcome.name == "diverged" && end.halvings == 2 && end.rate == 3)
    guard case .diverged(_, let rate) = end.outcome else { return }
    #expect(rate == 3)
    #expect(run(loop(rate: 1.5, halvings: 0)).steps.count == 9)
  }

  @Test func `a swing from end to end is halved too, and counted anew`() {
    // With the target in the middle of the travel every gain above 2 ends in a swing from end to end.
    let end = run(loop(rate: 6, halvings: 8, target: 0, offset: 170, reach: 30))
    #expect(end.outcome.name == "converged" && end.halvings == 3, "\(end.outcome.reason)")
    let beginnings = (1...end.halvings).compactMap { count in
      end.steps.firstIndex { step in step.rateHalvings == count }
    }
    #expect(zip(beginnings, beginnings.dropFirst()).allSatisfy { pair in pair.1 - pair.0 >= 6 })
    #expect(run(loop(rate: 30, halvings: 1, reach: 30)).outcome.name == "diverged")
  }

  @Test(arguments: [2.9, 4.5, 9, 40])
  func `a swing that passes the bound is halved until it is stable`(rate: Double) {
    let end = run(loop(rate: rate, halvings: 8, target: 0, bound: 30))
    #expect(end.outcome.name == "converged", "\(end.outcome.reason)")
    // As few halvings as leave a gain below 2, or one more.
    #expect(end.rate < 1 && end.rate > 0.2 && end.rate == rate / Double(1 << end.halvings))
  }

  @Test func `a swing from end to end is halved beyond the bound too`() {
    // The travel's ends are 300 cm and more off, so that the swing cannot grow any further.
    let end = run(loop(rate: 6, halvings: 8, target: 0, reach: 45, bound: 100))
    #expect(end.outcome.name == "converged" && end.rate < 1, "\(end.outcome.reason)")
    let hopeless = run(loop(rate: 30, halvings: 1, target: 0, reach: 45, bound: 100))
    #expect(hopeless.outcome.name == "diverged" && hopeless.halvings == 1, "\(hopeless.outcome.reason)")
  }

  @Test func `an error that grows on one side is not mended by a smaller rate`() {
    let end = run(loop(rate: 0.1, halvings: 3, isReversed: true))
    #expect(end.outcome.name == "diverged" && end.halvings == 0)
    #expect(end.outcome.reason.contains("reverse the servo's sense"))
  }

  @Test func `a loop that settles is the same, bit for bit`() {
    for rate in [0.1, 0.5, 0.95] {
      let (without, with) = (run(loop(rate: rate, halvings: 0)), run(loop(rate: rate, halvings: 3)))
      #expect(without.steps == with.steps && without.outcome == with.outcome)
    }
  }

  @Test func `step by step is the same as all at once`() {
    let all = run(loop(rate: 2.1, halvings: 3, offset: 0.01))
    var single = loop(rate: 2.1, halvings: 3, offset: 0.01)
    var steps: [Step<1>] = []
    while single.outcome == nil { steps.append(single.advance()) }
    #expect(steps == all.steps && single.outcome == all.outcome)
  }

  @Test func `an observer's stop at the step that would halve the rate is a stop`() {
    for last in 1...12 {
      var loop = loop(rate: 1.1, halvings: 3)
      var indices: [Int] = []
      let outcome = loop.run { step in
        indices.append(step.index)
        return step.index == last ? .stop(.observer) : .proceed
      }
      #expect(outcome == .stopped(.observer) && loop.outcome == outcome, "at step \(last): \(outcome.reason)")
      #expect(indices == Array(0...last) && loop.updates == last)
      #expect(loop.rule.learningRate == (last > 8 ? 0.55 : 1.1))
      #expect(loop.run() == outcome && indices.count == last + 1)
    }
    // Where nothing is left to halve, the run had ended before it was stopped.
    var hopeless = loop(rate: 1.1, halvings: 0)
    #expect(hopeless.run { step in step.index == 8 ? .stop(.observer) : .proceed }.name == "diverged")
  }

  @Test func `the step limit leaves no step for another try`() {
    let end = run(loop(rate: 1.5, halvings: 3, stepLimit: 8))
    #expect(end.outcome.name == "diverged" && end.halvings == 0)
  }

  @Test func `every rule with a rate halves it, and no other says that it does`() {
    let distance = Length.centimeters(300)
    func halved<Rule: UpdateRule>(_ rule: Rule) -> [Double]?
    where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      var (rule, slower) = (rule, rule)
      guard slower.tryHalvingGain() else { return nil }
      let error = PerAxis<1, Length>(.centimeters(30))
      return [rule.update(PerAxis(0), error: error)[0], slower.update(PerAxis(0), error: error)[0]]
    }
    let moves = [
      halved(GradientDescent<1>(learningRate: 0.4, assumedDistance: distance)),
      halved(Momentum<1>(learningRate: 0.4, assumedDistance: distance, momentum: 0.5)),
      halved(Nesterov<1>(learningRate: 0.4, assumedDistance: distance, momentum: 0)),
      halved(DecayingRate<1>(learningRate: 0.4, assumedDistance: distance, decaySteps: 3, decayPower: 0.7)),
      halved(
        ErrorDependentRate<1>(rateNear: 0.4, rateFar: 0.4, changePerCentimeter: 1, assumedDistance: distance)),
      halved(SenseCorrected(GradientDescent<1>(learningRate: 0.4, assumedDistance: distance))),
    ]
    for move in moves {
      #expect(move?.count == 2)
      if let move { #expect(abs(move[0] + 0.08) < 1e-12 && abs(move[1] + 0.04) < 1e-12) }
    }
    #expect(halved(ExtremumSeeking<1>(perturbation: .centimeters(10), assumedDistance: distance)) == nil)
    #expect(halved(Stay<1>()) == nil)
  }
}

/// Swings that take more than two steps.
@Suite struct SlowSwingTests {
  private static let edges = [2, 1, 0.618, 0.445, 0.347]

  private func loop(
    deadTime: Int, gain: Double, halvings: Int, seed: UInt64 = 1, noise: Double = 0, endless steps: Int? = nil,
    bound: Double = 10_000
  ) -> ControlLoop<1, SimulatedRig, GradientDescent<1>, VirtualPacer> {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(100))),
      sensor: SensorModel(DeadTime(steps: deadTime), GaussianNoise(standardDeviation: .centimeters(noise))))
    let start = Angle(slope: 110.0 / 300)
    return ControlLoop(
      rig: SimulatedRig(model, seed: RandomSeed(seed), start: start),
      rule: GradientDescent<1>(gain: gain, distance: 300),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(start),
      settings: LoopSettings(
        stepLimit: steps ?? 2000,
        settling: steps == nil ? LoopSettings().settling : nil,
        divergence: DivergenceCriterion(
          bound: .centimeters(bound), growingSteps: 8, floor: .centimeters(6 * noise), halvings: halvings)))
  }

  @Test(arguments: 1...4, [1.05, 1.2, 1.5, 1.9])
  func `a loop with dead time beyond its edge is halved until it is stable`(deadTime: Int, share: Double) {
    for seed in 1...4 as ClosedRange<UInt64> {
      var loop = loop(deadTime: deadTime, gain: share * Self.edges[deadTime], halvings: 3, seed: seed)
      let outcome = loop.run()
      #expect(outcome.name == "converged", "\(outcome.reason)")
      #expect(loop.rateHalvings >= 1 && loop.rateHalvings <= 2)
    }
  }

  @Test(arguments: [3, 4, 6, 8, 12], [3, 5, 20])
  func `a swing that passes the bound is halved until it is stable`(deadTime: Int, share: Double) {
    let edge = 2 * sin(.pi / (2 * (2 * Double(deadTime) + 1)))
    for bound in [30.0, 300, 10_000] {
      var loop = loop(deadTime: deadTime, gain: share * edge, halvings: 8, bound: bound)
      let outcome = loop.run()
      #expect(outcome.name == "converged", "\(outcome.reason)")
      #expect(loop.rateHalvings <= 7)
    }
  }

  @Test(arguments: [1, 3, 5, 8, 12], [1.5, 3])
  func `the reason at the bound names a rate that is stable`(deadTime: Int, share: Double) throws {
    let edge = 2 * sin(.pi / (2 * (2 * Double(deadTime) + 1)))
    for bound in [200.0, 1000] {
      var swinging = loop(deadTime: deadTime, gain: share * edge, halvings: 0, bound: bound)
      let reason = swinging.run().reason
      #expect(reason.contains("with a dead time of \(deadTime) step"), "\(reason)")
      let rate = try #require(reason.firstMatch(of: /learning rate of at most ([0-9.]+), half of the edge/)?.1)
      let advised = try #require(Double(rate))
      #expect(abs(advised / (edge / 4) - 1) < 0.3, "\(reason)")
    }
  }

  @Test(arguments: 1...4, [1.05, 1.2, 1.5, 2, 3])
  func `the reason names the dead time, and a rate that is stable with it`(deadTime: Int, share: Double) throws {
    let gain = share * Self.edges[deadTime]
    var swinging = loop(deadTime: deadTime, gain: gain, halvings: 0)
    let reason = swinging.run().reason
    #expect(reason.contains("with a dead time of \(deadTime) step"), "\(reason)")
    let rate = try #require(reason.firstMatch(of: /learning rate of at most ([0-9.]+), half of the edge/)?.1)
    let advised = try #require(Double(rate))
    // Half of the edge, as well as a few swings tell it.
    #expect(abs(advised / (Self.edges[deadTime] / 4) - 1) < 0.2, "\(reason)")
    var calm = loop(deadTime: deadTime, gain: 2 * advised, halvings: 0)
    #expect(calm.run().name == "converged")
  }

  @Test func `noise on a stable loop hardly ever counts as running away, near the edge either`() {
    var diverged = 0
    for deadTime in 0...4 {
      for share in [0.5, 0.8, 0.95, 0.98] {
        for seed in 1...50 as ClosedRange<UInt64> {
          let gain = share * Self.edges[deadTime]
          var loop = loop(deadTime: deadTime, gain: gain, halvings: 0, seed: seed, noise: 0.5, endless: 1000)
          if loop.run().name == "diverged" { diverged += 1 }
        }
      }
    }
    // Of 1000 runs of 1000 steps each, one in 200 at most.
    #expect(diverged <= 5)
  }

  @Test(arguments: 0...4) func `a loop beyond its edge runs away promptly in noise too`(deadTime: Int) {
    for seed in 1...10 as ClosedRange<UInt64> {
      var loop = loop(deadTime: deadTime, gain: 1.1 * Self.edges[deadTime], halvings: 0, seed: seed, noise: 0.5)
      #expect(loop.run().name == "diverged")
      // A dead time makes a swing that many times as long, and its growth that much slower.
      #expect(loop.updates <= 60 * (1 + deadTime))
    }
  }

  @Test(arguments: 1...4) func `noise on a late loop that is stable makes no growing swing, at 0.99 of the edge either`(
    deadTime: Int
  ) {
    for share in [0.3, 0.8, 0.99] {
      let gain = share * Self.edges[deadTime]
      var loop = loop(deadTime: deadTime, gain: gain, halvings: 0, seed: 5, noise: 0.5, endless: 100_000)
      let outcome = loop.run()
      #expect(outcome.name == "stepLimit", "\(outcome.reason)")
    }
  }

  @Test func `outliers hardly ever make a growing swing`() {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(100))),
      sensor: SensorModel(
        GaussianNoise(standardDeviation: .centimeters(1)), Outliers(probability: 0.1, size: .centimeters(50))))
    let start = Angle(slope: 130.0 / 300)
    let diverged = (0..<200 as Range<UInt64>).count { seed in
      var loop = ControlLoop(
        rig: SimulatedRig(model, seed: RandomSeed(seed), start: start),
        rule: GradientDescent<1>(gain: 0.2, distance: 300),
        pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(start),
        settings: LoopSettings(
          stepLimit: 1000, settling: nil,
          divergence: DivergenceCriterion(bound: .centimeters(10_000), growingSteps: 8, floor: .centimeters(6))))
      return loop.run().name == "diverged"
    }
    // If the largest reading of a side counted, whatever stands beside it, it would be about five: 100 outliers a run
    // answer each other now and then.
    #expect(diverged <= 1)
  }
}
