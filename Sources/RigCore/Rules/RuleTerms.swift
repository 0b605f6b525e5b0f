/// The figures behind one update, at most four, in the order of the rule's ``UpdateRule/termNames``; kept in place so
/// that a step allocates nothing.
public struct RuleTerms: Sendable {
  /// The most figures that a rule can show.
  public static var capacity: Int { 4 }

  @usableFromInline
  var storage = InlineArray<4, Double>(repeating: 0)

  /// The number of figures that the rule shows.
  public let count: Int

  /// The terms of a rule that shows no figures.
  @inlinable
  public init() {
    count = 0
  }

  /// The terms of a rule that shows one figure.
  @inlinable
  public init(_ first: Double) {
    storage[0] = first
    count = 1
  }

  /// The terms of a rule that shows two figures.
  @inlinable
  public init(_ first: Double, _ second: Double) {
    storage[0] = first
    storage[1] = second
    count = 2
  }

  /// The terms of a rule that shows three figures.
  @inlinable
  public init(_ first: Double, _ second: Double, _ third: Double) {
    storage[0] = first
    storage[1] = second
    storage[2] = third
    count = 3
  }

  /// The terms of a rule that shows four figures.
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
