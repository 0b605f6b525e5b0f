import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// At most 5 of 100 runs in noise count as settled with the dot outside the tolerance, as the criterion claims.
@Suite struct SettledDotTests {
  /// The outcomes of runs, by the true error at their end.
  private struct Count {
    var converged = 0
    var outside = 0
    var steps = 0
    var claim: String { "\(outside) of \(converged) outside, \(steps / max(1, converged)) steps" }
    /// True if no more than 5 of 100 of so many runs are outside, within three standard errors.
    func isKept(of runs: UInt64) -> Bool {
      Double(outside) <= 0.05 * Double(runs) + 3 * (0.05 * 0.95 * Double(runs)).squareRoot()
    }
  }

  private func count<Rule: UpdateRule>(
    runs: UInt64, noise: Double, tolerance: Double, deadTime: Int = 0, reports: SensorModel.Report = .error, steps: Int,
    _ rule: (UInt64) -> Rule
  ) -> Count where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    var count = Count()
    for seed in 0..<runs {
      let model = RigModel(
        wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(30))),
        sensor: SensorModel(
          GaussianNoise(standardDeviation: .centimeters(noise)), DeadTime(steps: deadTime), reports: reports))
      let settings = LoopSettings(
        stepLimit: steps,
        settling: SettlingCriterion(
          tolerance: .centimeters(tolerance), window: 3, noise: .centimeters(noise), deadTime: deadTime),
        divergence: DivergenceCriterion(bound: .centimeters(1e6), growingSteps: 8, floor: .centimeters(6 * noise)))
      var loop = ControlLoop(
        rig: SimulatedRig(model, seed: RandomSeed(seed)), rule: rule(seed), pacer: VirtualPacer(frameSeconds: 0.1),
        start: PerAxis(.zero), settings: settings)
      guard case .converged = loop.run() else { continue }
      count.converged += 1
      count.steps += loop.updates
      if !((loop.rig.truth.error?.centimeters.magnitude ?? .infinity) <= tolerance) { count.outside += 1 }
    }
    return count
  }

  @Test(arguments: [(0.02, 0.5), (0.02, 2), (0.2, 0.5), (0.2, 1), (0.5, 1), (0.8, 1), (0.8, 2), (1.5, 2)])
  func `under a fixed rate`(gain: Double, tolerance: Double) {
    let (runs, steps): (UInt64, Int) = (1000, 500)
    for deadTime in [0, 2] where gain < 0.618 || deadTime == 0 {
      let found = count(runs: runs, noise: 1, tolerance: tolerance, deadTime: deadTime, steps: steps) { _ in
        GradientDescent<1>(gain: gain, distance: 300)
      }
      #expect(found.isKept(of: runs), "\(found.claim)")
    }
  }

  @Test(arguments: RuleDefinition.all.filter { definition in definition.family == .learner }, [1.0, 4])
  func `under a rule that learns`(definition: RuleDefinition, tolerance: Double) {
    let runs: UInt64 = 300
    let found = count(runs: runs, noise: 1, tolerance: tolerance, steps: 600) { _ in
      var setup = RuleSetup()
      setup.noise = .centimeters(1)
      setup.tolerance = .centimeters(tolerance)
      return AnyRule<1>(definition.rule(setup))
    }
    #expect(found.isKept(of: runs), "\(found.claim)")
  }

  /// A rule that feels its way by the cost moves the dot as long as it runs.
  @Test(arguments: RuleDefinition.all.filter { definition in definition.family == .costSeeker }, [0.2, 0.5, 0.7, 1])
  func `under a rule that knows the cost alone`(definition: RuleDefinition, noise: Double) {
    let runs: UInt64 = 200
    let found = count(runs: runs, noise: noise, tolerance: 1, reports: .cost, steps: 2000) { seed in
      var setup = RuleSetup()
      setup.noise = .centimeters(noise)
      setup.perturbation = 1
      var rule = AnyRule<1>(definition.rule(setup))
      rule.reseed(RandomSeed(seed).ofRule)
      return rule
    }
    #expect(found.isKept(of: runs), "\(found.claim)")
    // It settles at all.
    #expect(noise > 0.5 || found.converged > runs / 2, "\(found.claim)")
  }
}
