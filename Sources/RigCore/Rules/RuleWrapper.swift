/// A rule that forwards to another rule all that it does not do itself.
///
/// A conforming type names the rule that it forwards to. All that it does not declare is forwarded: the update, the
/// answer to a cost, the note of a lost reading, the figures for people, and the capabilities that only some rules have
/// (see ``UpdateRule``). So nothing can be forgotten.
public protocol ForwardingRule<Command, Errors>: UpdateRule {
  /// The rule that this one forwards to. A wrapper that knows the type of that rule takes no other type.
  var forwarded: any UpdateRule<Command, Errors> { get set }
}

extension ForwardingRule {
  public mutating func update(_ command: Command, error: Errors) -> Command { forwarded.update(command, error: error) }
  public mutating func answer(_ command: Command, cost: Double) -> Command? { forwarded.answer(command, cost: cost) }
  public mutating func skip(_ command: Command) { forwarded.skip(command) }
  public mutating func reset() { forwarded.reset() }
  public var termNames: [String] { forwarded.termNames }
  public var terms: RuleTerms { forwarded.terms }
}

/// A rule around another one whose type is known, so that the compiler can inline the one in the other.
///
/// A wrapper declares what it changes: the error that the base sees, the place that the base takes for the laser's
/// command, and the command that carries out the wish of the base. The changes hold for every way into the rule. A
/// wrapper that changes nothing behaves as its base, bit for bit:
///
/// ```swift
/// struct Transparent<Base: UpdateRule>: RuleWrapper {
///   var base: Base
/// }
/// ```
public protocol RuleWrapper<Base>: ForwardingRule {
  /// The type of the rule inside.
  associatedtype Base: UpdateRule where Base.Command == Command, Base.Errors == Errors

  /// The rule inside.
  var base: Base { get set }

  /// The error that the base sees; by default the one that was read.
  func seen(_ error: Errors) -> Errors

  /// The command that is given to the base while the actuator holds `command`; by default `command`. Called once for
  /// each reading, also for a lost one.
  mutating func place(at command: Command) -> Command

  /// The command that carries out the `wish` of the base while the actuator holds `command`; by default the wish.
  mutating func realized(_ wish: Command, at command: Command) -> Command
}

extension RuleWrapper {
  @inlinable
  @inline(__always)
  public func seen(_ error: Errors) -> Errors { error }

  @inlinable
  @inline(__always)
  public mutating func place(at command: Command) -> Command { command }

  @inlinable
  @inline(__always)
  public mutating func realized(_ wish: Command, at command: Command) -> Command { wish }

  /// The base.
  ///
  /// - Precondition: a new value has the type of the base.
  public var forwarded: any UpdateRule<Command, Errors> {
    get { base }
    set {
      guard let rule = newValue as? Base else { preconditionFailure("a wrapper of \(Base.self) wraps no other rule") }
      base = rule
    }
  }

  @inlinable
  @inline(__always)
  public mutating func update(_ command: Command, error: Errors) -> Command {
    let wish = base.update(place(at: command), error: seen(error))
    return realized(wish, at: command)
  }

  @inlinable
  @inline(__always)
  public mutating func answer(_ command: Command, cost: Double) -> Command? {
    guard let wish = base.answer(place(at: command), cost: cost) else { return nil }
    return realized(wish, at: command)
  }

  @inlinable
  public mutating func skip(_ command: Command) { base.skip(place(at: command)) }

  @inlinable
  public mutating func reset() { base.reset() }

  @inlinable
  public var termNames: [String] { base.termNames }

  @inlinable
  public var terms: RuleTerms { base.terms }
}
