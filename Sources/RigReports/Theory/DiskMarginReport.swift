internal import RigCore
internal import RigTheory

extension DiskMargin {
  /// The angle by which the phases may turn, in degrees.
  var phaseDegrees: Double { Angle.radians(phase).degrees }

  /// The margin in few words: the factor of the gain, up or down, and the turn of the phase.
  var words: String {
    let gain = gainFactor.ifFinite.map { factor in "× \(factor.formatted(significantDigits: 3))" } ?? "any gain"
    return "\(gain), \(phaseDegrees.formatted(significantDigits: 2))°"
  }
}

extension JSON {
  /// The members of a disk margin, each null if there is none, or if it has no bound.
  static func members(_ margin: DiskMargin?) -> [(String, String)] {
    [
      ("diskMargin", JSON.number(margin?.alpha)), ("diskGainMargin", JSON.number(margin?.gainFactor.ifFinite)),
      ("diskPhaseMarginDegrees", JSON.number(margin?.phaseDegrees)),
    ]
  }
}
