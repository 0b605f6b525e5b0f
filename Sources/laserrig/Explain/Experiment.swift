internal import RigCore
internal import RigSimulation

/// A run on the article's rig: 300 cm from the wall, target at 100 cm, no noise.
struct Experiment {
  static let distance = Length.centimeters(300)
  static let target = Length.centimeters(100)

  /// The error at each step in cm, the first being that of the start.
  let errors: [Double]
  let outcome: Outcome

  /// Follows `rule` from the height `start` for at most `steps` updates, settled at the first error within `tolerance`.
  init(
    _ rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>, start: Double, steps: Int, tolerance: Double = 0.01
  ) {
    let rig = IdealRig(distance: Self.distance, target: Self.target, seed: RandomSeed(0))
    let settings = LoopSettings(
      stepLimit: steps, settling: SettlingCriterion(tolerance: .centimeters(tolerance), window: 1))
    var loop = ControlLoop(
      rig: rig, rule: AnyRule(rule), pacer: VirtualPacer(frameSeconds: 1),
      start: PerAxis(Angle(slope: .centimeters(start) / Self.distance)), settings: settings)
    var errors: [Double] = []
    outcome = loop.run { step in
      if let error = step.reading.error?[0] { errors.append(error.centimeters) }
      return .proceed
    }
    self.errors = errors
  }

  var steps: Int { errors.count - 1 }

  /// The first `count` errors, as in `+3, +2.4, +1.92 …`.
  func listing(_ count: Int) -> String {
    let shown = errors.prefix(count).map(Self.text).joined(separator: ", ")
    return errors.count > count ? shown + " …" : shown
  }

  /// An error with its sign, to five digits.
  static func text(_ error: Double) -> String {
    (error > 0 ? "+" : "") + error.formatted(significantDigits: 5)
  }

  /// The article's rule.
  static func descent(_ learningRate: Double) -> GradientDescent<1> {
    GradientDescent(learningRate: learningRate, assumedDistance: distance)
  }
}

/// Descent on any cost: the rule moves against `gradient`, the cost's derivative at an error in cm.
struct CostDescent: UpdateRule {
  let learningRate: Double
  let gradient: (Double) -> Double

  mutating func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> {
    let move = Length.centimeters(learningRate * gradient(error[0].centimeters))
    return PerAxis(command[0] - move / Experiment.distance)
  }

  mutating func reset() {}

  var termNames: [String] { ["learningRate"] }

  var terms: RuleTerms { RuleTerms(learningRate) }
}

extension Outcome {
  /// The outcome of an experiment, for the end of a row.
  var words: String {
    switch self {
    case .converged: "settles"
    case .diverged: "runs away"
    case .stepLimit: "never settles"
    case .spotLost, .unresponsive, .stopped: name
    }
  }
}
