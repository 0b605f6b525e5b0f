internal import RigCore

/// Any rule behind one type.
///
/// A loop that is generic over the rule is compiled once for all the rules that are not named at its call, and then
/// takes some ten times as long over a step, since not even the size of its state is known. Behind this type the loop
/// is compiled for one rule, and only the way into that rule is slow.
struct ErasedRule<let axes: Int>: ForwardingRule {
  typealias Aim = PerAxis<axes, Double>
  typealias Errors = PerAxis<axes, Length>

  var forwarded: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>

  init(_ rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>) {
    forwarded = rule
  }

  /// None: a comparison looks at the truth, and asking would cost another call a step.
  var terms: RuleTerms { RuleTerms() }
}
