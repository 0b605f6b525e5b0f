internal import RigCore

/// Any rule behind one type.
///
/// A loop that is generic over the rule is compiled once for all the rules that nobody named at its call, and then
/// takes some ten times as long over a step, since not even the size of its state is known. Behind this type the loop
/// is compiled for one rule, and only the way into that rule is slow.
///
/// What a rule's type says of it, such as ``UpdateRule/servesCost``, is not to be had here: ask the rule before it is
/// wrapped.
struct ErasedRule<let axes: Int>: UpdateRule {
  private var rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>

  init(_ rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>) {
    self.rule = rule
  }

  mutating func update(_ aim: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    rule.update(aim, error: error)
  }

  mutating func update(_ aim: PerAxis<axes, Double>, cost: Double) -> PerAxis<axes, Double> {
    rule.update(aim, cost: cost)
  }

  mutating func skip(_ aim: PerAxis<axes, Double>) {
    rule.skip(aim)
  }

  mutating func reset() {
    rule.reset()
  }

  mutating func slowDown() -> Bool {
    rule.slowDown()
  }

  mutating func reseed(_ seed: UInt64) {
    rule.reseed(seed)
  }

  var proportionalRate: Double? { rule.proportionalRate }

  static var termNames: [String] { [] }

  /// None: whoever compares rules looks at the truth, and asking would cost another call a step.
  var terms: RuleTerms { RuleTerms() }
}
