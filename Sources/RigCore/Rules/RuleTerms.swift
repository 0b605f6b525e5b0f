/// The figures behind one update, at most four, in the order of the rule's ``UpdateRule/termNames``; kept in place so
/// that a step allocates nothing.
public struct RuleTerms: Sendable {
  /// The most figures that a rule can show.
  public static var capacity: Int { 4 }

  @usableFromInline
  var storage = InlineArray<4, Double>(repeating: 0)

  /// How many figures there are.
  public let count: Int

  /// A rule that shows nothing.
  @inlinable
  public init() {
    count = 0
  }

  /// One figure.
  @inlinable
  public init(_ first: Double) {
    storage[0] = first
    count = 1
  }

  /// Two figures.
  @inlinable
  public init(_ first: Double, _ second: Double) {
    storage[0] = first
    storage[1] = second
    count = 2
  }

  /// Three figures.
  @inlinable
  public init(_ first: Double, _ second: Double, _ third: Double) {
    storage[0] = first
    storage[1] = second
    storage[2] = third
    count = 3
  }

  /// Four figures.
  @inlinable
  public init(_ first: Double, _ second: Double, _ third: Double, _ fourth: Double) {
    storage = [first, second, third, fourth]
    count = 4
  }

  /// The figures in the order in which the rule gave them; allocates.
  public var values: [Double] {
    (0..<count).map { index in storage[index] }
  }
}

extension RuleTerms: Equatable {
  public static func == (left: RuleTerms, right: RuleTerms) -> Bool {
    left.values == right.values
  }
}
