internal import RigCore

/// Work on a rule with a type that is known when the work is compiled.
///
/// A rule behind `any UpdateRule` is called by its witness table, and that of a rule with any number of axes looks its
/// type up in the runtime's tables at every step: a tenth of a microsecond alone, and more with other threads at the
/// same tables.
protocol RuleVisitor {
  /// The command of the rules.
  associatedtype Command
  /// The errors of the rules.
  associatedtype Errors
  /// The result of the work.
  associatedtype Result

  /// Works on `rule`.
  func visit<Rule: UpdateRule>(_ rule: Rule) -> Result where Rule.Command == Command, Rule.Errors == Errors
}

extension RuleVisitor {
  /// Works on `rule`: the work is compiled once for each light rule of the catalogue, and once for all other rules,
  /// which make a call at each step.
  func visit<let axes: Int>(known rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>) -> Result
  where Command == PerAxis<axes, Double>, Errors == PerAxis<axes, Length> {
    var opener = LightRuleOpener(rule: rule, work: self)
    RuleCatalogue<axes>.visit(&opener)
    return opener.result ?? visit(erased: rule)
  }

  /// Works on `rule` behind the one type that can hold every rule.
  func visit<let axes: Int>(erased rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>) -> Result
  where Command == PerAxis<axes, Double>, Errors == PerAxis<axes, Length> {
    visit(AnyRule(rule))
  }
}

/// Works on a rule as its own type if it is a light one.
private struct LightRuleOpener<let axes: Int, Work: RuleVisitor>: RuleTypeVisitor
where Work.Command == PerAxis<axes, Double>, Work.Errors == PerAxis<axes, Length> {
  typealias Command = PerAxis<axes, Double>
  typealias Errors = PerAxis<axes, Length>

  let rule: any UpdateRule<Command, Errors>
  let work: Work
  var result: Work.Result?

  mutating func visit<Rule: DefinedRule>(_ type: Rule.Type) where Rule.Command == Command, Rule.Errors == Errors {}

  mutating func visit<Rule: LightRule>(_ type: Rule.Type) where Rule.Command == Command, Rule.Errors == Errors {
    if let rule = rule as? Rule { result = work.visit(rule) }
  }
}
