/// The numbers that a parameter accepts.
public enum NumberRange: Sendable, Equatable {
  /// More than 0, and at most this.
  case positive(atMost: Double)
  /// From the first number to the second, both included.
  case between(Double, Double)
  /// From the number `from`, included, to the first number, excluded.
  case below(Double, from: Double)

  /// True if the range contains `number`.
  public func contains(_ number: Double) -> Bool {
    switch self {
    case .positive(let limit): number > 0 && number <= limit
    case .between(let lowest, let highest): number >= lowest && number <= highest
    case .below(let highest, let lowest): number >= lowest && number < highest
    }
  }

  /// The range in words, as in "must be between 0 and 1".
  public var words: String {
    switch self {
    case .positive(let limit): "above 0 and at most \(Self.text(limit))"
    case .between(let lowest, let highest): "between \(Self.text(lowest)) and \(Self.text(highest))"
    case .below(let highest, let lowest): "at least \(Self.text(lowest)) and below \(Self.text(highest))"
    }
  }

  /// A whole number without a decimal point; any other number as the shortest text that reads back as the same number.
  public static func text(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? String(Int(number)) : number.description
  }
}

extension NumberRange {
  /// A length in cm: up to ten kilometres to either side, so that all that is computed from lengths stays finite.
  public static var length: NumberRange { .between(-1e6, 1e6) }
  /// The size of a length in cm.
  public static var size: NumberRange { .between(0, 1e6) }
  /// A distance in cm: at least a millimetre, so that a ratio of distances stays finite.
  public static var distance: NumberRange { .between(0.1, 1e6) }
  /// A probability or a share.
  public static var share: NumberRange { .between(0, 1) }
  /// The size of an angle in degrees that a servo's imperfection may have.
  public static var smallAngle: NumberRange { .between(0, 45) }
}
