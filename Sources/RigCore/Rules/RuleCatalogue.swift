/// All rules that a configuration can name, in the order in which they are listed, one line for each.
public enum RuleCatalogue<let axes: Int> {
  /// Calls `visitor` with the type of every rule.
  @inlinable
  public static func visit<Visitor: RuleTypeVisitor>(_ visitor: inout Visitor)
  where Visitor.Command == PerAxis<axes, Double>, Visitor.Errors == PerAxis<axes, Length> {
    visitor.visit(GradientDescent<axes>.self)
    visitor.visit(Momentum<axes>.self)
    visitor.visit(Nesterov<axes>.self)
    visitor.visit(DecayingRate<axes>.self)
    visitor.visit(ErrorDependentRate<axes>.self)
    visitor.visit(RecursiveLeastSquares<axes>.self)
    visitor.visit(Kalman<axes>.self)
    visitor.visit(Secant<axes>.self)
    visitor.visit(Broyden<axes>.self)
    visitor.visit(ExtremumSeeking<axes>.self)
    visitor.visit(SPSA<axes>.self)
  }
}

/// Work on the types of rules, which are known when the work is compiled.
public protocol RuleTypeVisitor<Command, Errors> {
  /// The command of the rules.
  associatedtype Command
  /// The errors of the rules.
  associatedtype Errors

  /// Works on the rules of the type `rule`.
  mutating func visit<Rule: DefinedRule>(_ rule: Rule.Type) where Rule.Command == Command, Rule.Errors == Errors

  /// Works on the rules of the type `rule`, which are light; by default as on any other type.
  mutating func visit<Rule: LightRule>(_ rule: Rule.Type) where Rule.Command == Command, Rule.Errors == Errors
}

extension RuleTypeVisitor {
  @inlinable
  public mutating func visit<Rule: LightRule>(_ rule: Rule.Type) where Rule.Command == Command, Rule.Errors == Errors {
    func visitAsAnyOther<Other: DefinedRule>(_ other: Other.Type)
    where Other.Command == Command, Other.Errors == Errors {
      visit(other)
    }
    visitAsAnyOther(rule)
  }
}

/// A rule whose step takes so little time that a call would double it, and so little code that a loop compiled for it
/// alone costs little. A sweep compiles a loop of its own for each light rule, and one for all other rules.
public protocol LightRule<Command, Errors>: DefinedRule {}

extension RuleDefinition {
  /// The definitions of all rules, in the order of ``RuleCatalogue``.
  public static let all: [RuleDefinition] = {
    var collector = DefinitionCollector()
    RuleCatalogue<1>.visit(&collector)
    return collector.definitions
  }()

  /// The rule that configuration files call `name`; nil if no rule has that name.
  public init?(named name: String) {
    guard let definition = Self.all.first(where: { definition in definition.name == name }) else { return nil }
    self = definition
  }

  /// The rule that `setup` makes, for any number of axes.
  ///
  /// - Precondition: the definition is one of ``all``. A rule of another package is made by its own initialiser.
  public func rule<let axes: Int>(
    _ setup: RuleSetup
  ) -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> & Sendable {
    var maker = RuleMaker<axes>(name: name, setup: setup)
    RuleCatalogue<axes>.visit(&maker)
    guard let rule = maker.rule else { preconditionFailure("\(name) does not stand in RuleCatalogue") }
    return rule
  }

  /// The law of a rule that `setup` makes, if it is linear.
  public func linearForm(_ setup: RuleSetup) -> LinearForm? {
    guard family == .descent else { return nil }
    let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = rule(setup)
    return (rule as? any LinearRule)?.linearForm
  }
}

private struct DefinitionCollector: RuleTypeVisitor {
  typealias Command = PerAxis<1, Double>
  typealias Errors = PerAxis<1, Length>

  var definitions: [RuleDefinition] = []

  mutating func visit<Rule: DefinedRule>(_ rule: Rule.Type) where Rule.Command == Command, Rule.Errors == Errors {
    definitions.append(Rule.definition)
  }
}

private struct RuleMaker<let axes: Int>: RuleTypeVisitor {
  typealias Command = PerAxis<axes, Double>
  typealias Errors = PerAxis<axes, Length>

  let name: String
  let setup: RuleSetup
  var rule: (any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> & Sendable)?

  mutating func visit<Rule: DefinedRule>(_ type: Rule.Type) where Rule.Command == Command, Rule.Errors == Errors {
    guard Rule.definition.name == name else { return }
    guard Rule.self is any ResponseLearning.Type else {
      rule = Rule(setup)
      return
    }
    let range = Rule.definition.family == .learner ? setup.rangeToLearnFrom(axes: axes) : .centimeters(.infinity)
    // A rule that learns a distance fits it to slopes.
    if setup.steers == .angle {
      keep(TangentInversion(Rule(setup)), range)
    } else {
      keep(Rule(setup), range)
    }
  }

  /// Keeps `learner`, in a wrapper that learns nothing from readings beyond `range` if that is finite.
  private mutating func keep<Rule: UpdateRule & Sendable>(_ learner: Rule, _ range: Length)
  where Rule.Command == Command, Rule.Errors == Errors {
    rule =
      range.centimeters.isFinite
      ? Bracketing<axes, Rule>(learner, range: range, farthest: .centimeters(setup.farthestDistance)) : learner
  }
}
