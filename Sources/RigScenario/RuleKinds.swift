internal import RigCore

extension RuleName {
  /// The rules that go down the cost at a learning rate, and take the distance of the wall as they are told.
  static let descents = allCases.filter { rule in !rule.learnsDistance && !rule.servesCost }
  /// The rules that find out the distance by themselves.
  static let learners = allCases.filter(\.learnsDistance)
  /// The rules that are told what the servo rounds, ignores and swallows.
  static let doubtingServo: [RuleName] = [.recursiveLeastSquares, .kalman, .secant]
  /// The rules that can do without the side on which the dot is off.
  static let costSeekers = allCases.filter(\.servesCost)

  /// True for a rule that can do without the side on which the dot is off.
  public var servesCost: Bool { type.servesCost }

  /// True for a rule that finds out by itself how far away the wall is.
  public var learnsDistance: Bool {
    // A rule that goes by the cost alone learns what a turn does, but has to be told a distance for its first probe.
    type.learnsResponse && !type.servesCost
  }

  private var type: any UpdateRule.Type {
    // Of a rule with the parameters that nobody chose: those of a configuration may still contradict each other.
    var scenario = Scenario()
    scenario.controller.rule = self
    let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = scenario.rule()
    return Swift.type(of: rule)
  }
}
