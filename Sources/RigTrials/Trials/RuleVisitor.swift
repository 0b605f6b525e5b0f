internal import RigCore

/// Work on a rule whose type is known when the work is compiled.
///
/// A rule behind `any UpdateRule` is reached by its witnesses, and those of a rule with any number of axes look its
/// type up in the runtime's tables at every step: a tenth of a microsecond alone, and more with other threads at the
/// same tables.
protocol RuleVisitor {
  /// What the work comes to.
  associatedtype Result

  /// Works on `rule`.
  func visit<Rule: UpdateRule>(_ rule: Rule) -> Result
  where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length>
}

extension RuleVisitor {
  /// Works on `rule` as the type that it is. A rule that does not stand here works as well, but not as fast.
  func visit(known rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>) -> Result {
    switch rule {
    case let rule as GradientDescent<1>: visit(rule)
    case let rule as Momentum<1>: visit(rule)
    case let rule as Nesterov<1>: visit(rule)
    case let rule as DecayingRate<1>: visit(rule)
    case let rule as ErrorDependentRate<1>: visit(rule)
    case let rule as RecursiveLeastSquares<1>: visit(rule)
    case let rule as Kalman<1>: visit(rule)
    case let rule as Secant<1>: visit(rule)
    case let rule as Broyden<1>: visit(rule)
    case let rule as ExtremumSeeking<1>: visit(rule)
    case let rule as SPSA<1>: visit(rule)
    case let rule as KnownDistance: visit(rule)
    default: visit(ErasedRule(rule))
    }
  }
}
