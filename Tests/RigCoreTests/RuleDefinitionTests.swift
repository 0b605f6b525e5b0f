import Foundation
import RigCore
import Testing

@Suite struct RuleDefinitionTests {
  @Test func `every rule can be found by its name, and none is listed twice`() {
    #expect(Set(RuleDefinition.all.map(\.name)).count == RuleDefinition.all.count)
    for definition in RuleDefinition.all {
      #expect(RuleDefinition(named: definition.name) == definition)
      #expect("\(definition)" == definition.name)
    }
    #expect(RuleDefinition(named: "newton") == nil)
  }

  @Test func `some rules find out the distance, others do without the side, none does both`() {
    func names(_ family: RuleDefinition.Family) -> [RuleDefinition] {
      RuleDefinition.all.filter { rule in rule.family == family }
    }
    #expect(names(.learner).starts(with: [.recursiveLeastSquares, .kalman, .secant, .broyden]))
    #expect(names(.costSeeker).starts(with: [.extremumSeeking, .spsa]))
    #expect(names(.descent).starts(with: [.gradientDescent, .momentum, .nesterov, .decayingRate, .errorDependentRate]))
  }

  @Test(arguments: RuleDefinition.all) func `a rule is made for any number of axes`(definition: RuleDefinition) {
    func check<let axes: Int>(_: PerAxis<axes, Double>.Type) {
      func check(_ rule: some UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>) {
        #expect((rule as? any DefinedRule).map { rule in type(of: rule).definition } == definition)
        var rule = rule
        let next = rule.update(PerAxis(repeating: 0.1), error: PerAxis(repeating: .centimeters(30)))
        #expect(next.values.allSatisfy(\.isFinite) && rule.terms.count == rule.termNames.count)
      }
      check(definition.rule(RuleSetup()))
    }
    check(PerAxis<1, Double>.self)
    check(PerAxis<2, Double>.self)
    check(PerAxis<3, Double>.self)
    check(PerAxis<4, Double>.self)
  }

  @Test(arguments: RuleDefinition.all) func `a parameter has one declaration`(definition: RuleDefinition) {
    #expect(Set(definition.parameters.map(\.name)).count == definition.parameters.count)
    for parameter in definition.parameters {
      for other in RuleDefinition.all.flatMap(\.parameters) where other.name == parameter.name {
        #expect(other == parameter)
      }
      if case (.number(let range, _), .number(let value)) = (parameter.kind, parameter.defaultSetting) {
        #expect(range.contains(value), "\(parameter.name)")
      }
      #expect(!parameter.summary.isEmpty)
    }
  }

  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test(arguments: RuleDefinition.all) func `a rule has a page of documentation`(definition: RuleDefinition) throws {
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: "Sources/RigCore/RigCore.docc/Rules").path)
    #expect(pages.contains { page in page.lowercased() == definition.name.lowercased() + ".md" })
  }

  @Test func `no source but a rule's own tells rules apart by their name or their type`() throws {
    let folder = root.appending(path: "Sources")
    let rules = RuleDefinition.all.map { definition in
      let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = definition.rule(RuleSetup())
      return (name: definition.name, type: "\(type(of: rule))".prefix { character in character != "<" })
    }
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      for rule in rules where !path.hasSuffix("/\(rule.type).swift") {
        // To search for a text takes a hundredth of the time of a pattern.
        guard text.contains(".\(rule.name)") || text.contains(" \(rule.type)") else { continue }
        let pattern = try Regex("(case|[=!]=) \\.\(rule.name)\\b|\\b(as[?!]?|is) \(rule.type)\\b")
        #expect(text.firstMatch(of: pattern) == nil, "\(path) asks for \(rule.name)")
      }
    }
  }

  @Test func `a linear rule follows its linear form`() {
    var setup = RuleSetup()
    setup.learningRate = 0.3
    setup.momentum = 0.6
    setup.rateFar = 0.9
    let linear = RuleDefinition.all.filter { rule in rule.linearForm(setup) != nil }
    #expect(linear.contains(.nesterov) && !linear.contains(.kalman) && !linear.contains(.spsa))
    for definition in linear {
      guard let form = definition.linearForm(setup) else { continue }
      // Small errors, so that a rate that depends on the error is the one on the target.
      var rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = definition.rule(setup)
      // The command, and the sequence that converges: the same but for a rule that looks ahead.
      var (command, center, lastMove) = (0.1, 0.1, 0.0)
      for step in 0..<20 {
        let error = 1e-6 * Double(step % 7 - 3)
        let rate = form.correctionPerCentimeter / (form.decay?.divisor(after: step) ?? 1)
        let next = rule.update(PerAxis(command), error: PerAxis(.centimeters(error)))[0]
        let expected: Double
        switch form.inertia {
        case .none: expected = command - rate * error
        case .heavyBall(let share): expected = command - rate * error + share * lastMove
        case .lookAhead(let share):
          let downhill = command - rate * error
          expected = downhill + share * (downhill - center)
          center = downhill
        }
        if step == 0, case .lookAhead = form.inertia {
          // The first look ahead has no move to carry on but the correction itself.
          #expect(abs(next - expected) < 1e-9, "\(definition)")
        }
        #expect(abs(next - expected) < 1e-14, "\(definition), step \(step)")
        lastMove = next - command
        command = next
      }
    }
  }
}
