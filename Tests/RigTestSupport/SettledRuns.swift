public import RigCore
public import RigSimulation

/// Runs that counted as settled, and those of them whose dot was outside the tolerance: what a ``SettlingCriterion``
/// promises of the dot.
public struct SettledRuns: Sendable {
  /// The number of runs.
  public let runs: Int
  /// The number of runs that counted as settled.
  public private(set) var settled = 0
  /// The number of those whose dot was outside the tolerance at the end.
  public private(set) var outside = 0
  private var steps = 0

  /// Lets the rule that `rule` returns for each seed steer `runs` rigs 300 cm from a wall, with the target 30 cm high.
  ///
  /// - Parameters:
  ///   - noise: the standard deviation of a reading in cm, above 0.
  ///   - tolerance: the tolerance in cm, above 0.
  ///   - deadTime: the age of a reading in steps.
  ///   - reports: what the sensor reports.
  ///   - steps: the most steps of a run.
  public init<Rule: UpdateRule>(
    _ runs: Int, noise: Double = 1, tolerance: Double, deadTime: Int = 0, reports: SensorModel.Report = .error,
    steps: Int, rule: (UInt64) -> Rule
  ) where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    self.runs = runs
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(30))),
      sensor: SensorModel(
        GaussianNoise(standardDeviation: .centimeters(noise)), DeadTime(steps: deadTime), reports: reports))
    let settings = LoopSettings(
      stepLimit: steps,
      settling: SettlingCriterion(
        tolerance: .centimeters(tolerance), window: 3, noise: .centimeters(noise), deadTime: deadTime),
      divergence: DivergenceCriterion(bound: .centimeters(1e6), growingSteps: 8, floor: .centimeters(6 * noise)))
    for seed in 0..<UInt64(runs) {
      var loop = ControlLoop(
        rig: SimulatedRig(model, seed: RandomSeed(seed)), rule: rule(seed), pacer: VirtualPacer(frameSeconds: 0.1),
        start: PerAxis(.zero), settings: settings)
      guard case .converged = loop.run() else { continue }
      settled += 1
      self.steps += loop.updates
      if !((loop.rig.truth.error?.centimeters.magnitude ?? .infinity) <= tolerance) { outside += 1 }
    }
  }

  /// The share of all runs that settled with the dot outside.
  public var outsideShare: Double { Double(outside) / Double(runs) }

  /// The greatest such share of so many runs if the true one is 5 in 100: three standard errors more.
  public var greatestShare: Double { 0.05 + 3 * (0.05 * 0.95 / Double(runs)).squareRoot() }

  /// True if no more than 5 in 100 runs are outside, within three standard errors.
  public var isClaimKept: Bool { outsideShare <= greatestShare }

  /// The figures in words.
  public var text: String {
    "\(outside) of \(runs) settled outside, \(settled) in all, after \(steps / max(1, settled)) steps"
  }
}

extension SettledRuns {
  /// The gains and the tolerances in standard deviations of the noise that are tried under a fixed rate.
  public static let fixedRates: [(gain: Double, tolerance: Double)] = [
    (0.02, 0.5), (0.02, 2), (0.2, 0.5), (0.2, 1), (0.5, 1), (0.8, 1), (0.8, 2), (1.5, 2),
  ]

  /// `runs` runs under gradient descent with the loop gain `gain`; nil if the loop is not stable with `deadTime`.
  public static func underFixedRate(
    _ runs: Int, gain: Double, tolerance: Double, deadTime: Int
  ) -> SettledRuns? {
    // The edge of the gain for readings that are two steps old is 0.618.
    if deadTime > 0 && gain > 0.6 { return nil }
    return SettledRuns(runs, tolerance: tolerance, deadTime: deadTime, steps: 500) { _ in
      GradientDescent<1>(gain: gain, distance: 300)
    }
  }

  /// `runs` runs under a rule of `definition` that learns the distance.
  public static func underLearner(_ runs: Int, _ definition: RuleDefinition, tolerance: Double) -> SettledRuns {
    SettledRuns(runs, tolerance: tolerance, steps: 600) { _ in
      var setup = RuleSetup()
      setup.noise = .centimeters(1)
      setup.tolerance = .centimeters(tolerance)
      return AnyRule<1>(definition.rule(setup))
    }
  }

  /// `runs` runs under a rule of `definition` that knows the cost alone, with a tolerance of 1 cm. Such a rule moves the
  /// dot as long as it runs.
  public static func underCostSeeker(_ runs: Int, _ definition: RuleDefinition, noise: Double) -> SettledRuns {
    SettledRuns(runs, noise: noise, tolerance: 1, reports: .cost, steps: 2000) { seed in
      var setup = RuleSetup()
      setup.noise = .centimeters(noise)
      setup.perturbation = 1
      var rule = AnyRule<1>(definition.rule(setup))
      rule.reseed(RandomSeed(seed).ofRule)
      return rule
    }
  }
}
