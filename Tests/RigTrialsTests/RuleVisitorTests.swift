import RigCore
import RigScenario
import Testing

@testable import RigTrials

@Suite struct RuleVisitorTests {
  /// Tells whether a rule was met as the type that it is.
  private struct Witness: RuleVisitor {
    typealias Command = PerAxis<1, Double>
    typealias Errors = PerAxis<1, Length>

    func visit<Rule: UpdateRule>(_ rule: Rule) -> Bool
    where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      !(rule is AnyRule<1>)
    }
  }

  /// The moves that a rule makes, and whether it can halve its gain.
  private struct Moves: RuleVisitor {
    typealias Command = PerAxis<1, Double>
    typealias Errors = PerAxis<1, Length>

    func visit<Rule: UpdateRule>(_ rule: Rule) -> [Double]
    where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      var (rule, copy) = (rule, rule)
      var commands = [0.1]
      for reading in 0..<20 {
        let error = 300 * commands[reading] - 50
        if reading == 7 { rule.skip(PerAxis(commands[reading])) }
        commands.append(rule.update(PerAxis(commands[reading]), error: PerAxis(.centimeters(error)))[0])
      }
      let halved = rule.tryHalvingGain() ? 1.0 : 0
      rule.reset()
      let after = rule.update(PerAxis(0.2), error: PerAxis(.centimeters(5)))[0]
      // What was made of the rule does not show in its copy.
      let untouched = copy.update(PerAxis(0.1), error: PerAxis(.centimeters(-20)))[0]
      return commands + [
        halved, after, untouched, rule.answer(PerAxis(0.1), cost: 9)?[0] ?? -1, rule.proportionalRate ?? -1,
      ]
    }
  }

  /// A rule that stands in no catalogue.
  private struct Stranger: UpdateRule {
    mutating func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> {
      PerAxis(command[0] - 0.001 * error[0].centimeters)
    }
    mutating func reset() {}
    var termNames: [String] { ["none"] }
    var terms: RuleTerms { RuleTerms() }
  }

  @Test func `the loop is compiled for few rules`() {
    let light = RuleDefinition.all.filter { definition in Witness().visit(known: definition.rule(RuleSetup())) }
    #expect(light == [.gradientDescent, .momentum, .nesterov])
    #expect(!Witness().visit(known: Stranger()))
  }

  @Test func `behind one type every rule is the same, bit for bit`() {
    func bare(_ rule: some UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>) -> [Double] { Moves().visit(rule) }
    for definition in RuleDefinition.all {
      let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = definition.rule(RuleSetup())
      let expected = bare(rule)
      #expect(Moves().visit(known: rule) == expected && Moves().visit(erased: rule) == expected, "\(definition)")
    }
    #expect(Moves().visit(erased: Stranger()) == bare(Stranger()))
  }

  @Test func `one type for all shows the rule's figures and its abilities`() {
    for definition in RuleDefinition.all {
      let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = definition.rule(RuleSetup())
      let erased = AnyRule(rule)
      #expect(erased.termNames == rule.termNames && erased.terms == rule.terms)
      #expect(erased.followsCost == rule.followsCost && erased.learnsResponse == rule.learnsResponse)
      #expect(erased.drawsChance == rule.drawsChance)
    }
  }
}
