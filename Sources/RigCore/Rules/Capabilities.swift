// A loop asks here which capabilities a rule has beyond ``UpdateRule``, at its set-up and at rare events; a step uses
// the requirements of `UpdateRule` only. A rule inside a wrapper is asked too. Theory and lanes ask the rule itself for
// its linear form, since a wrapper may change the law; `proportionalRate` serves advice to people alone.

extension UpdateRule {
  /// True for a rule that does not need the side on which the dot is off.
  public var followsCost: Bool { capable((any CostRule).self) != nil }

  /// True for a rule that finds out by itself what a turn does to the dot.
  public var learnsResponse: Bool { capable((any ResponseLearning).self) != nil }

  /// True for a rule that draws random numbers.
  public var drawsChance: Bool { capable((any RandomRule).self) != nil }

  /// The learning rate α of a rule that is exactly `a[k+1] = a[k] - (α / D₀) · 2 e[k]`, so that the growth of the error
  /// tells the loop gain; nil for any other rule.
  public var proportionalRate: Double? { capable((any LinearRule).self)?.linearForm.proportionalRate }

  /// True for a rule whose learning rate falls from update to update towards 0.
  public var rateFalls: Bool {
    capable((any LinearRule).self)?.linearForm.decay.map { decay in decay.power > 0 } ?? false
  }

  /// Restarts the rule's random numbers from `seed`, before its first update; a rule that draws none stays as it is.
  public mutating func reseed(_ seed: UInt64) {
    _ = mutate((any RandomRule).self) { rule in rule.reseed(seed) }
  }

  /// Tells the rule the lowest and the highest command of each axis, before its first update, if it makes use of them.
  public mutating func tryConfining(to lowest: Command, _ highest: Command) {
    _ = mutate((any TravelAware<Command, Errors>).self) { rule in rule.confine(to: lowest, highest) }
  }

  /// Halves the gain if the rule can; false if it cannot.
  public mutating func tryHalvingGain() -> Bool {
    mutate((any GainHalving).self) { rule in rule.halveGain() } != nil
  }

  /// This rule as a `Capability`, or else the rule that it forwards to, and so on; nil if none of them is one.
  fileprivate func capable<Capability>(_: Capability.Type) -> Capability? {
    if let capable = self as? Capability { return capable }
    return (self as? any ForwardingRule)?.forwardedCapable(Capability.self)
  }

  /// Changes this rule as a `Capability`, or else the rule that it forwards to, and so on; nil if none of them is one.
  fileprivate mutating func mutate<Capability, Result>(
    _: Capability.Type, _ change: (inout Capability) -> Result
  ) -> Result? {
    if var capable = self as? Capability {
      let result = change(&capable)
      if let changed = capable as? Self { self = changed }
      return result
    }
    guard var forwarding = self as? any ForwardingRule else { return nil }
    let result = forwarding.mutateForwarded(Capability.self, change)
    if let changed = forwarding as? Self { self = changed }
    return result
  }
}

extension ForwardingRule {
  fileprivate func forwardedCapable<Capability>(_: Capability.Type) -> Capability? {
    forwarded.capable(Capability.self)
  }

  fileprivate mutating func mutateForwarded<Capability, Result>(
    _: Capability.Type, _ change: (inout Capability) -> Result
  ) -> Result? {
    forwarded.mutate(Capability.self, change)
  }
}
