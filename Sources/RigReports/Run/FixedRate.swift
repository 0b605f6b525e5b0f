public import RigCore

/// The learning rate of a rule with fixed rates at the end of a run, for advice.
public struct FixedRate: Sendable, Equatable {
  /// The learning rate, above 0; the least one of a rule that has another one far from the target.
  public let rate: Double
  /// The part of the last move that the rule carries on.
  public let inertia: LinearForm.Inertia
  /// True if the rule has another rate far from the target, to which advice applies as well.
  public let isOfBoth: Bool

  init(rate: Double, inertia: LinearForm.Inertia, isOfBoth: Bool) {
    self.rate = rate
    self.inertia = inertia
    self.isOfBoth = isOfBoth
  }

  /// The rate of the rule with the linear form `form`, of which halvings have left `share`, above 0 and at most 1; nil if
  /// it falls from update to update.
  init?(_ form: LinearForm, share: Double) {
    guard form.decay == nil else { return nil }
    let far = form.distinctFarRate?.rate
    self.init(rate: share * min(form.learningRate, far ?? .infinity), inertia: form.inertia, isOfBoth: far != nil)
  }
}
