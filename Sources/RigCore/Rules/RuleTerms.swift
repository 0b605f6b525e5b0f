/// One figure behind an update, under the name that table, CSV and JSON give it.
public struct RuleTerm: Sendable {
  /// The name in camelCase with the unit in it, as in `learningRate` or `estimatedDistanceCentimeters`.
  public let name: StaticString
  /// The value in the unit that the name says.
  public let value: Double

  /// A figure of `value` called `name`.
  @inlinable
  public init(_ name: StaticString, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// The figures behind one update, at most four, kept in place so that a step allocates nothing.
public struct RuleTerms: Sendable {
  /// The most figures that a rule can show.
  public static var capacity: Int { 4 }

  @usableFromInline
  var storage: InlineArray<4, RuleTerm>

  /// How many figures there are.
  public let count: Int

  /// A rule that shows nothing.
  @inlinable
  public init() {
    storage = InlineArray(repeating: RuleTerm("", 0))
    count = 0
  }

  /// One figure.
  @inlinable
  public init(_ first: RuleTerm) {
    storage = InlineArray(repeating: first)
    count = 1
  }

  /// Two figures.
  @inlinable
  public init(_ first: RuleTerm, _ second: RuleTerm) {
    storage = [first, second, second, second]
    count = 2
  }

  /// Three figures.
  @inlinable
  public init(_ first: RuleTerm, _ second: RuleTerm, _ third: RuleTerm) {
    storage = [first, second, third, third]
    count = 3
  }

  /// Four figures.
  @inlinable
  public init(_ first: RuleTerm, _ second: RuleTerm, _ third: RuleTerm, _ fourth: RuleTerm) {
    storage = [first, second, third, fourth]
    count = 4
  }

  /// The figures in the order in which the rule gave them; allocates.
  public var values: [RuleTerm] {
    (0..<count).map { index in storage[index] }
  }
}
