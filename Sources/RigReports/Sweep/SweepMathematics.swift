internal import RealModule

/// The system's functions that a trial uses: the rounding of their last digits differs between C libraries, and in one
/// library between processors.
enum SweepMathematics {
  /// Eight digits made from many values of them: the same where all these are, to the bit.
  static let current: String = {
    var hash = SweepHash()
    for number in 0..<count {
      let share = (Double(number) + 0.5) / Double(count)
      let values = [
        Double.sin(share), .cos(share), .tan(share), .asin(share), .atan(share), .exp(share), .expMinusOne(share),
        .log(share), .pow(share, power), .atan2(y: share, x: power), .hypot(share, power),
      ]
      for value in values { hash.add(value.bitPattern) }
    }
    return String(hash.text.suffix(8))
  }()

  /// Libraries that differ do so in one of some hundred values.
  private static let count = 4096
  /// The rounding of a rate that shrinks from step to step.
  private static let power = 0.602
}
