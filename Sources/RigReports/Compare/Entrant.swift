public import RigCore
public import RigScenario
internal import RigSimulation
public import RigTrials

/// A rule with its parameters, as a row of the table.
public struct Entrant: Sendable {
  /// The name of the row: that of the rule, followed by the parameters that differ from the scenario's.
  public let label: String
  /// The rule and its parameters.
  public let controller: ControllerSettings

  /// The rule `rule` with the parameters of `scenario`.
  public init(_ rule: RuleDefinition, in scenario: Scenario) {
    label = rule.name
    var controller = scenario.controller
    controller.rule = rule
    self.controller = controller
  }

  /// Gradient descent with the assumed distance `distance` cm, which settles in one step if the wall stands there.
  private init(assuming distance: Double, in scenario: Scenario) {
    var controller = scenario.controller
    controller.rule = .gradientDescent
    controller.learningRate = 0.5
    controller.assumedDistance = distance
    let own = scenario.controller
    label = [
      controller.rule.name,
      controller.learningRate == own.learningRate
        ? nil : "α \(controller.learningRate.formatted(significantDigits: 6))",
      distance == own.assumedDistance ? nil : "D₀ \(distance.formatted(significantDigits: 6))",
    ].compactMap { part in part }.joined(separator: " ")
    self.controller = controller
  }

  /// Every rule that suits the rigs of `scenario`, with its parameters, and gradient descent with the usual settings
  /// for these walls: safe for the farthest, and for one in the middle.
  public static func everyRule(in scenario: Scenario) -> [Entrant] {
    var entrants = RuleDefinition.all.map { rule in Entrant(rule, in: scenario) }
    let references = scenario.rig.distance.farthestAndTypical.map { distance in
      Entrant(assuming: distance, in: scenario)
    }
    for reference in references.reversed() where !entrants.contains(where: { $0.controller == reference.controller }) {
      let first = entrants.firstIndex { entrant in entrant.controller.rule == reference.controller.rule }
      entrants.insert(reference, at: first.map { index in index + 1 } ?? entrants.endIndex)
    }
    return entrants.filter { entrant in entrant.canServe(scenario) }
  }

  /// False if the rigs' sensor tells less than the rule needs.
  public func canServe(_ scenario: Scenario) -> Bool {
    scenario.rig.sensor.reports == .error || controller.rule.family == .costSeeker
  }

  /// The rule as it is on the rigs of `scenario`.
  func scenario(like scenario: Scenario) -> Scenario {
    var own = scenario
    own.controller = controller
    return own
  }

  /// The learning rate; nil for a rule that has none.
  public var learningRate: Double? { uses("controller.learningRate") ? controller.learningRate : nil }

  /// The assumed distance of the wall in cm; nil for a rule that assumes none.
  public var assumedDistance: Double? { uses("controller.assumedDistance") ? controller.assumedDistance : nil }

  private func uses(_ path: String) -> Bool {
    ScenarioKey.key(at: path)?.rules?.contains(controller.rule) ?? true
  }

  /// The rule as it is used on the rigs of `scenario`.
  public func contestant(in scenario: Scenario) -> Contestant<1> {
    let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> & Sendable = self.scenario(like: scenario).rule()
    return Contestant<1>(label) { rule }
  }
}

extension DistanceSetting {
  /// The farthest possible wall, and the one that half of the walls are nearer than; only one if the two are the same.
  fileprivate var farthestAndTypical: [Double] {
    switch self {
    case .fixed(let distance): [distance]
    case .drawn(let from, let to): from == to ? [to] : [to, (from * to).squareRoot().rounded(significantDigits: 3)]
    }
  }
}

extension Double {
  fileprivate func rounded(significantDigits digits: Int) -> Double {
    Double(formatted(significantDigits: digits)) ?? self
  }
}
