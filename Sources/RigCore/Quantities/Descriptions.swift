extension Length: CustomStringConvertible {
  /// The length with its unit, as in `2.4 cm`.
  public var description: String { "\(centimeters) cm" }
}

extension Angle: CustomStringConvertible {
  /// The angle with its unit, as in `18.4°`.
  public var description: String { "\(degrees)°" }
}

extension PerAxis: CustomStringConvertible {
  /// The value of a single axis, or a list of the values of all axes.
  public var description: String { axes == 1 ? "\(self[0])" : "\(values)" }
}

extension Reading: CustomStringConvertible {
  /// The error, or the cost alone, or a note that no dot is in sight.
  public var description: String {
    error.map { error in "\(error)" } ?? cost.map { cost in "\(cost) cm²" } ?? "spot lost"
  }
}

extension Int {
  /// The number with the noun that it counts: `1 step`, `2 steps`. `plural` is for a noun whose plural has more than an
  /// s; a long number is rounded to `significantDigits`.
  public func counted(_ noun: String, plural: String? = nil, significantDigits: Int? = nil) -> String {
    let number = significantDigits.map { digits in Double(self).formatted(significantDigits: digits) } ?? String(self)
    return "\(number) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}

extension [String] {
  /// The words as a sentence lists them: `a, b and c`.
  package var listed: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}
