import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// Swings that grow, and yet are no sign of divergence.
@Suite struct WayOnTests {
  private func end<Rule: UpdateRule>(
    _ rule: Rule, deadTime: Int, offset: Double = 10, steps: Int = 2000,
    _ change: (inout LoopSettings) -> Void = { _ in }
  ) -> (outcome: Outcome, halvings: Int, updates: Int)
  where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(100))),
      sensor: SensorModel(DeadTime(steps: deadTime)))
    let start = Angle(slope: (100 + offset) / 300)
    var settings = LoopSettings(stepLimit: steps)
    change(&settings)
    var loop = ControlLoop(
      rig: SimulatedRig(model, seed: RandomSeed(1), start: start), rule: rule,
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(start), settings: settings)
    return (loop.run(), loop.rateHalvings, loop.updates)
  }

  private func decaying(share: Double, deadTime: Int) -> DecayingRate<1> {
    let edges = [2, 1, 0.618, 0.445, 0.347]
    return DecayingRate(
      learningRate: share * edges[deadTime] / 2, assumedDistance: .centimeters(300), decaySteps: 40, decayPower: 0.7)
  }

  @Test(arguments: 0...4, [1.1, 1.3]) func `a rate that falls below the edge settles`(deadTime: Int, share: Double) {
    // Small enough that the swing stays within the bound while the rate is above the edge.
    let end = end(decaying(share: share, deadTime: deadTime), deadTime: deadTime, offset: 1)
    #expect(end.outcome.name == "converged" && end.halvings == 0, "\(end.outcome)")
  }

  @Test func `a rate that falls too slowly swings beyond the bound`() {
    let rule = DecayingRate<1>(
      learningRate: 0.7, assumedDistance: .centimeters(300), decaySteps: 1e6, decayPower: 0.7)
    guard case .diverged(.beyondBound(_, _, .oscillating(let factor, let period)), _) = end(rule, deadTime: 2).outcome
    else {
      Issue.record("no swing beyond the bound")
      return
    }
    #expect(factor > 1.1 && period > 6 && period < 10)
  }

  @Test func `a rate that falls is halved first, where a halving is allowed`() {
    let end = end(decaying(share: 2, deadTime: 2), deadTime: 2) { settings in
      settings.divergence = DivergenceCriterion(bound: .centimeters(10_000), growingSteps: 8, halvings: 1)
    }
    #expect(end.outcome.name == "converged" && end.halvings == 1)
  }

  @Test(arguments: [0, 2]) func `without the watch a swing counts only beyond the bound`(deadTime: Int) {
    let rule = GradientDescent<1>(gain: deadTime == 0 ? 2.2 : 0.7, distance: 300)
    func end(_ bound: Double, halvings: Int, steps: Int = 2000) -> (outcome: Outcome, halvings: Int, updates: Int) {
      self.end(rule, deadTime: deadTime, steps: steps) { settings in
        settings.divergence = DivergenceCriterion(
          bound: .centimeters(bound), growingSteps: 8, halvings: halvings, watchesOscillation: false)
      }
    }
    let far = end(1000, halvings: 0)
    guard case .diverged(.beyondBound(let error, _, _), _) = far.outcome else {
      Issue.record("\(far.outcome)")
      return
    }
    #expect(error.centimeters > 1000)
    #expect(end(1000, halvings: 0, steps: far.updates - 1).outcome.name == "stepLimit")
    #expect(end(1000, halvings: 1).outcome.name == "converged")
  }
}
