/// Any rule behind one type, so that a loop is compiled once for all rules.
///
/// A step costs one indirect call more than with the rule itself. The code behind that call is compiled for the rule's
/// own type if that type is known when the value is made, and always for a rule of ``RuleCatalogue`` on one axis, alone
/// or in a ``TangentInversion``; for any other rule a step takes some ten times as long. A copy shares the rule until
/// one of the two is changed.
public struct AnyRule<let axes: Int>: ForwardingRule {
  public typealias Command = PerAxis<axes, Double>
  public typealias Errors = PerAxis<axes, Length>

  @usableFromInline
  var storage: RuleStorage<axes>
  // The function is stored in the value itself: a function stored in a generic object is called by way of the most
  // general convention.
  @usableFromInline
  let updateFunction: (RuleStorage<axes>, Command, Errors) -> Command
  @usableFromInline
  let answerFunction: (RuleStorage<axes>, Command, Double) -> Command?
  @usableFromInline
  let skipFunction: (RuleStorage<axes>, Command) -> Void
  @usableFromInline
  let resetFunction: (RuleStorage<axes>) -> Void
  @usableFromInline
  let termsFunction: (RuleStorage<axes>) -> RuleTerms

  /// Wraps `rule`, whose type is known. A rule that is wrapped already is not wrapped again.
  @inlinable
  public init<Rule: UpdateRule>(of rule: Rule) where Rule.Command == Command, Rule.Errors == Errors {
    if let wrapped = rule as? AnyRule {
      self = wrapped
      return
    }
    storage = TypedRuleStorage(rule)
    updateFunction = { storage, command, error in
      unsafe TypedRuleStorage<axes, Rule>.of(storage).typedRule.update(command, error: error)
    }
    answerFunction = { storage, command, cost in
      unsafe TypedRuleStorage<axes, Rule>.of(storage).typedRule.answer(command, cost: cost)
    }
    skipFunction = { storage, command in unsafe TypedRuleStorage<axes, Rule>.of(storage).typedRule.skip(command) }
    resetFunction = { storage in unsafe TypedRuleStorage<axes, Rule>.of(storage).typedRule.reset() }
    termsFunction = { storage in unsafe TypedRuleStorage<axes, Rule>.of(storage).typedRule.terms }
  }

  /// Wraps `rule`, of any type.
  public init(_ rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>) {
    let catalogued = axes == 1 ? CataloguedRule<1>.behindAnyRule(rule) as? AnyRule : nil
    self = catalogued ?? Self.opened(rule)
  }

  /// `rule`, whose type is known once a value of any type is passed here.
  private static func opened<Rule: UpdateRule>(_ rule: Rule) -> AnyRule
  where Rule.Command == Command, Rule.Errors == Errors {
    AnyRule(of: rule)
  }

  /// The rule. It may be replaced by a rule of another type.
  public var forwarded: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> {
    get { storage.rule }
    set {
      ensureUnique()
      if !storage.replace(with: newValue) { self = AnyRule(newValue) }
    }
  }

  @inlinable
  @inline(__always)
  mutating func ensureUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
  }

  @inlinable
  @inline(__always)
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    ensureUnique()
    return updateFunction(storage, command, error)
  }

  @inlinable
  public mutating func answer(_ command: PerAxis<axes, Double>, cost: Double) -> PerAxis<axes, Double>? {
    ensureUnique()
    return answerFunction(storage, command, cost)
  }

  @inlinable
  public mutating func skip(_ command: PerAxis<axes, Double>) {
    ensureUnique()
    skipFunction(storage, command)
  }

  @inlinable
  public mutating func reset() {
    ensureUnique()
    resetFunction(storage)
  }

  @inlinable
  public var terms: RuleTerms { termsFunction(storage) }
}

/// A rule in an object, which is shared by the copies of an ``AnyRule`` until one of them is changed.
@usableFromInline
class RuleStorage<let axes: Int> {
  @usableFromInline
  init() {}

  @usableFromInline
  var rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> {
    preconditionFailure("a storage holds a rule of some type")
  }

  /// Stores `rule` if it is of the storage's type; false if it is not.
  @usableFromInline
  func replace(with rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>) -> Bool {
    preconditionFailure("a storage holds a rule of some type")
  }

  @usableFromInline
  func copy() -> RuleStorage { preconditionFailure("a storage holds a rule of some type") }
}

@usableFromInline
final class TypedRuleStorage<let axes: Int, Rule: UpdateRule>: RuleStorage<axes>
where Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length> {
  // The value that has the object is changed by one caller at a time; a check of exclusive access would slow every step
  // down.
  @usableFromInline
  @exclusivity(unchecked) var typedRule: Rule

  @usableFromInline
  init(_ rule: Rule) {
    unsafe typedRule = rule
    super.init()
  }

  /// `storage`, cast to this type without a check.
  @inlinable
  @inline(__always)
  static func of(_ storage: RuleStorage<axes>) -> TypedRuleStorage {
    unsafe unsafeDowncast(storage, to: TypedRuleStorage.self)
  }

  override var rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> { unsafe typedRule }

  override func replace(with rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>) -> Bool {
    guard let rule = rule as? Rule else { return false }
    unsafe typedRule = rule
    return true
  }

  override func copy() -> RuleStorage<axes> { unsafe TypedRuleStorage(typedRule) }
}

/// Finds the type of a rule among those of the catalogue.
private struct CataloguedRule<let axes: Int>: RuleTypeVisitor {
  typealias Command = PerAxis<axes, Double>
  typealias Errors = PerAxis<axes, Length>

  let rule: Any
  var found: AnyRule<axes>?

  mutating func visit<Rule: DefinedRule>(_ type: Rule.Type) where Rule.Command == Command, Rule.Errors == Errors {
    if found != nil { return }
    if let rule = rule as? Rule { found = AnyRule(of: rule) }
    if let rule = rule as? TangentInversion<axes, Rule> { found = AnyRule(of: rule) }
  }

  /// The rule behind `AnyRule` if it is one of the catalogue with this number of axes. The number has to be written
  /// out at the call, so that the code is compiled for it.
  @inline(__always)
  static func behindAnyRule(_ rule: Any) -> AnyRule<axes>? {
    var finder = CataloguedRule(rule: rule)
    RuleCatalogue<axes>.visit(&finder)
    return finder.found
  }
}
