internal import RigCore

extension RuleDefinition {
  /// The rules that do not need the side on which the dot is off.
  static let costSeekers = all.filter { rule in rule.family == .costSeeker }
}

extension ScenarioKey {
  /// The keys of the rule, of the quantity that it steers, and of the parameters of all rules as their files declare
  /// them: first those that rules of several families share, then the others, family by family.
  static let controller: [ScenarioKey] = [rule] + shared.map(parameter) + [steers] + special.map(parameter)

  private static let rule = ScenarioKey(
    "controller.rule", .choice(RuleDefinition.all.map(\.name)), "the control law"
  ) { scenario in
    .text(scenario.controller.rule.name)
  } write: { scenario, value in
    if case .text(let word) = value, let rule = RuleDefinition(named: word) { scenario.controller.rule = rule }
  }

  private static let steers = choice("controller.steers", \.controller.steers, "which number the rule steers")

  private static let shared = parameters.filter { parameter in families(using: parameter) > 1 }
  private static let special = parameters.filter { parameter in families(using: parameter) == 1 }

  /// Every parameter once, in the order in which the families and their rules declare them.
  private static let parameters: [ParameterDescription] = {
    var found: [ParameterDescription] = []
    for family in RuleDefinition.Family.allCases {
      for parameter in RuleDefinition.all.filter({ rule in rule.family == family }).flatMap(\.parameters)
      where !found.contains(where: { other in other.name == parameter.name }) {
        found.append(parameter)
      }
    }
    return found
  }()

  private static func rules(using parameter: ParameterDescription) -> [RuleDefinition] {
    RuleDefinition.all.filter { rule in rule.parameters.contains { other in other.name == parameter.name } }
  }

  private static func families(using parameter: ParameterDescription) -> Int {
    Set(rules(using: parameter).map(\.family)).count
  }

  private static func parameter(_ parameter: ParameterDescription) -> ScenarioKey {
    ScenarioKey(
      parameter, at: "controller.\(parameter.name)", in: \.controller.values.values, rules: rules(using: parameter))
  }
}
