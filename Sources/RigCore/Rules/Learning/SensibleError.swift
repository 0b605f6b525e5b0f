extension PerAxis where Element == Length {
  /// False where the error is no number, or too large for its square to be one: a rule that remembers its readings
  /// would never get over it.
  @inlinable
  var isSensible: Bool { sumOfSquares.isFinite }
}
