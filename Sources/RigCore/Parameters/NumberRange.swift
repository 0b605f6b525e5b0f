/// The numbers that a parameter accepts.
public enum NumberRange: Sendable, Equatable {
  /// From the first number to the second, both included.
  case between(Double, Double)
  /// 0, or from the first number to the second, both included: the size of what need not be there.
  case zeroOr(Double, Double)
  /// From the number `from`, included, to the first number, excluded.
  case below(Double, from: Double)

  /// True if the range contains `number`.
  public func contains(_ number: Double) -> Bool {
    switch self {
    case .between(let lowest, let highest): number >= lowest && number <= highest
    case .zeroOr(let least, let highest): number == 0 || number >= least && number <= highest
    case .below(let highest, let lowest): number >= lowest && number < highest
    }
  }

  /// The range in words, as in "must be between 0 and 1".
  public var words: String {
    switch self {
    case .between(let lowest, let highest): "between \(Self.text(lowest)) and \(Self.text(highest))"
    case .zeroOr(let least, let highest): "0 or between \(Self.text(least)) and \(Self.text(highest))"
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
  /// The size of a length in cm, from the width of less than an atom on: of smaller ones the square, which noise and
  /// tolerance need, may round to 0.
  public static var extent: NumberRange { .between(1e-9, 1e6) }
  /// The size of a length in cm that may be 0.
  public static var size: NumberRange { .zeroOr(1e-9, 1e6) }
  /// A distance in cm: at least a millimetre, so that a ratio of distances stays finite.
  public static var distance: NumberRange { .between(0.1, 1e6) }
  /// A probability or a share.
  public static var share: NumberRange { .between(0, 1) }
  /// The size of an angle in degrees that a servo's imperfection may have.
  public static var smallAngle: NumberRange { .zeroOr(1e-9, 45) }
  /// A speed in degrees a second: at least a turn in some ten years.
  public static var speed: NumberRange { .between(1e-6, 1e6) }
  /// A duration in seconds that may be 0.
  public static var duration: NumberRange { .zeroOr(1e-9, 1000) }
  /// A frequency in Hz that may be 0: from a turn in some ten days on.
  public static var frequency: NumberRange { .zeroOr(1e-6, 1e6) }
  /// A phase in degrees.
  public static var phase: NumberRange { .between(-360, 360) }
  /// A learning rate: with a smaller one no dot would ever move.
  public static var rate: NumberRange { .between(1e-12, 1e6) }
}
