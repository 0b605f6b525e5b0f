import RigCore
import RigScenario
import Testing

@testable import RigTrials

@Suite struct RuleVisitorTests {
  /// Tells whether a rule was met as the type that it is.
  private struct Witness: RuleVisitor {
    func visit<Rule: UpdateRule>(_ rule: Rule) -> Bool
    where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      !(rule is ErasedRule<1>)
    }
  }

  /// A rule that nobody has heard of.
  private struct Stranger: UpdateRule {
    mutating func update(_ aim: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> { aim }
    mutating func reset() {}
    var termNames: [String] { [] }
    var terms: RuleTerms { RuleTerms() }
  }

  @Test(arguments: RuleDefinition.all) func `every rule is known, so that a step of it is fast`(name: RuleDefinition) {
    var scenario = Scenario()
    scenario.controller.rule = name
    #expect(Witness().visit(known: scenario.rule()), "\(name) does not stand in RuleVisitor.visit(known:)")
  }

  @Test func `a stranger is served as well`() {
    #expect(!Witness().visit(known: Stranger()))
  }

  @Test func `a stranger is slowed down if it can be`() {
    var descent = ErasedRule<1>(GradientDescent<1>(learningRate: 0.5, assumedDistance: .centimeters(300)))
    let isSlower = descent.tryHalvingGain()
    #expect(isSlower && descent.proportionalRate == 0.25)
    var stranger = ErasedRule<1>(Stranger())
    let isStrangerSlower = stranger.tryHalvingGain()
    #expect(!isStrangerSlower)
  }
}
