import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// A wrapper that declares nothing.
private struct Transparent<Base: UpdateRule>: RuleWrapper {
  var base: Base
}

/// Any rule behind one type, which declares no more than where it hands on to.
private struct Handed: ForwardingRule {
  typealias Command = PerAxis<1, Double>
  typealias Errors = PerAxis<1, Length>

  var forwarded: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>
}

/// A rule with everything that only some rules do; it notes how it was called.
private struct Able: CostRule, RandomRule, GainHalving, ResponseLearning, LinearRule {
  var calls: [String] = []
  var gain = 1.0

  mutating func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> {
    calls.append("update \(command[0]) \(error[0].centimeters)")
    return PerAxis(command[0] - gain)
  }

  mutating func update(_ command: PerAxis<1, Double>, cost: Double) -> PerAxis<1, Double> {
    calls.append("cost \(command[0]) \(cost)")
    return PerAxis(command[0] + gain)
  }

  mutating func skip(_ command: PerAxis<1, Double>) { calls.append("skip \(command[0])") }
  mutating func reset() { calls.append("reset") }
  mutating func reseed(_ seed: UInt64) { calls.append("reseed \(seed)") }
  mutating func halveGain() { gain /= 2 }
  var linearForm: LinearForm { LinearForm(learningRate: gain, assumedDistance: .centimeters(100)) }
  var termNames: [String] { ["gain"] }
  var terms: RuleTerms { RuleTerms(gain) }
}

/// A rule that does what every rule does and nothing else.
private struct Plain: UpdateRule {
  func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> { command }
  func reset() {}
  var termNames: [String] { [] }
  var terms: RuleTerms { RuleTerms() }
}

/// A wrapper whose base sees half the error, takes the command to be one higher, and gets double of what it wishes.
private struct Bent<Base: UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>>: RuleWrapper {
  var base: Base
  func seen(_ error: PerAxis<1, Length>) -> PerAxis<1, Length> { PerAxis(0.5 * error[0]) }
  mutating func place(at command: PerAxis<1, Double>) -> PerAxis<1, Double> { PerAxis(command[0] + 1) }
  mutating func realized(_ wish: PerAxis<1, Double>, at command: PerAxis<1, Double>) -> PerAxis<1, Double> {
    PerAxis(2 * wish[0])
  }
}

@Suite struct RuleWrapperTests {
  /// Calls all that a rule can do, as a loop does, which knows no more of it than that it is a rule.
  private func exercise<Rule: UpdateRule>(_ rule: inout Rule) -> [Double?]
  where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    rule.reseed(7)
    let first = rule.update(PerAxis(3), error: PerAxis(.centimeters(8)))
    let isHalved = rule.tryHalvingGain()
    let second = rule.answer(PerAxis(3), cost: 64)
    rule.skip(PerAxis(3))
    rule.reset()
    return [first[0], isHalved ? 1 : 0, second?[0], rule.proportionalRate] + rule.terms.values
  }

  private func expectAble(_ rule: some UpdateRule) {
    #expect(rule.followsCost && rule.drawsChance && rule.learnsResponse && rule.termNames == ["gain"])
  }

  @Test func `a wrapper that declares nothing forwards everything`() {
    var bare = Able()
    let expected = exercise(&bare)
    #expect(expected == [2, 1, 3.5, 0.5, 0.5])
    #expect(bare.calls == ["reseed 7", "update 3.0 8.0", "cost 3.0 64.0", "skip 3.0", "reset"])

    var once = Transparent(base: Able())
    #expect(exercise(&once) == expected && once.base.calls == bare.calls)
    expectAble(once)

    var thrice = Transparent(base: Transparent(base: SenseCorrected<1, Able>(Able())))
    #expect(exercise(&thrice) == expected && thrice.base.base.base.calls == bare.calls)
    expectAble(thrice)

    var handed = Handed(forwarded: Transparent(base: Able()))
    #expect(exercise(&handed) == expected)
    #expect((handed.forwarded as? Transparent<Able>)?.base.calls == bare.calls)
    expectAble(handed)
  }

  @Test func `what a rule cannot do, none of its wrappers can`() {
    func expectPlain<Rule: UpdateRule>(_ rule: Rule)
    where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      var rule = rule
      #expect(exercise(&rule) == [3, 0, nil, nil])
      #expect(!rule.followsCost && !rule.drawsChance && !rule.learnsResponse && rule.proportionalRate == nil)
    }
    expectPlain(Plain())
    expectPlain(Transparent(base: Plain()))
    expectPlain(SenseCorrected<1, Transparent<Plain>>(Transparent(base: Plain())))
    expectPlain(Handed(forwarded: Plain()))
  }

  @Test func `a rule behind AnyRule may be replaced by one of another type, and a copy keeps the old one`() {
    var rule = AnyRule<1>(Able())
    let copy = rule
    rule.forwarded = Plain()
    #expect(rule.forwarded is Plain && copy.forwarded is Able)
    #expect(rule.update(PerAxis(3), error: PerAxis(.centimeters(8)))[0] == 3)
    #expect(!rule.followsCost && rule.termNames.isEmpty && copy.followsCost && copy.termNames == ["gain"])
  }

  @Test func `AnyRule around AnyRule is the inner one`() {
    let rule = AnyRule<1>(AnyRule<1>(Able()) as any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>)
    #expect(rule.forwarded is Able)
  }

  @Test func `what a wrapper changes holds for every way into the rule`() {
    var rule = Transparent(base: Bent(base: Able()))
    #expect(rule.update(PerAxis(3), error: PerAxis(.centimeters(8))) == PerAxis(6))
    #expect(rule.answer(PerAxis(3), cost: 64) == PerAxis(10))
    rule.skip(PerAxis(3))
    #expect(rule.base.base.calls == ["update 4.0 4.0", "cost 4.0 64.0", "skip 4.0"])
  }

  @Test func `a loop through wrappers is the loop of the rule, bit for bit`() {
    let wall = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(40)))
    var settings = LoopSettings(stepLimit: 120)
    settings.settling = nil
    func steps<Rule: UpdateRule>(_ rule: Rule, _ report: SensorModel.Report) -> [Step<1>]
    where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      let sensor = SensorModel(
        Dropouts(probability: 0.2), GaussianNoise(standardDeviation: .centimeters(1)),
        reports: report)
      var loop = ControlLoop(
        rig: SimulatedRig(RigModel(wall: wall, sensor: sensor), seed: RandomSeed(3)), rule: rule,
        pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero), settings: settings)
      var steps: [Step<1>] = []
      _ = loop.run { step in
        steps.append(step)
        return .proceed
      }
      return steps
    }
    for definition in RuleDefinition.all {
      for report in [SensorModel.Report.error, .cost] {
        func expectSame(_ rule: some UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>) {
          let bare = steps(rule, report)
          #expect(bare.count > 50 && bare == steps(Transparent(base: rule), report), "\(definition)")
          #expect(bare == steps(SenseCorrected<1, _>(rule), report), "\(definition)")
          #expect(bare == steps(Handed(forwarded: rule), report), "\(definition)")
        }
        expectSame(definition.rule(RuleSetup()))
      }
    }
  }
}
