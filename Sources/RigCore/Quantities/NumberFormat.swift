internal import RealModule

// Messages, tables and axes need only a few decimals. Foundation's formatter would be the only use of Foundation in the
// core.
extension Double {
  /// The number rounded to `decimals` places (0...15), with all of them written; no `-0`.
  ///
  /// Numbers of 1e15 and above, infinities and NaN are written as Swift writes them.
  package func formatted(decimals: Int) -> String {
    guard magnitude < 1e15 else { return description }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (magnitude * scale).rounded()
    guard scaled < 0x1p63 else { return description }
    let digits = String(Int64(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = self < 0 && scaled != 0 ? "-" : ""
    if decimals == 0 { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// The number rounded to `significantDigits` (1...15), without trailing zeros: `0.106`, `12.4`, `1200`, `3e-7`.
  package func formatted(significantDigits: Int) -> String {
    guard isFinite, self != 0 else { return self == 0 ? "0" : description }
    let exponent = Int(Double.log10(magnitude).rounded(.down))
    if exponent < -5 || exponent >= 15 {
      // In two steps, since the power of ten of the smallest numbers is not representable.
      let mantissa = self / .pow(10, exponent / 2) / .pow(10, exponent - exponent / 2)
      let digits = mantissa.formatted(significantDigits: significantDigits)
      return digits.hasSuffix("10") ? "\(digits.dropLast())e\(exponent + 1)" : "\(digits)e\(exponent)"
    }
    let decimals = significantDigits - 1 - exponent
    if decimals <= 0 {
      let unit = Double.pow(10, -decimals)
      return ((self / unit).rounded() * unit).formatted(decimals: 0)
    }
    var text = formatted(decimals: min(decimals, 20))
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
