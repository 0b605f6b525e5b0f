extension Int {
  /// The number with the noun that it counts: `1 step`, `2 steps`. `plural` is for a noun whose plural has more than an
  /// s; a long number is rounded to `significantDigits`.
  public func counted(_ noun: String, plural: String? = nil, significantDigits: Int? = nil) -> String {
    let number = significantDigits.map { digits in Double(self).formatted(significantDigits: digits) } ?? String(self)
    return "\(number) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
