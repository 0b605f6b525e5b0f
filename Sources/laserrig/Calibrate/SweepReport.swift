internal import RigCore
internal import RigGPIO

/// What a sweep has found, in lines for people.
struct SweepReport {
  let name: String
  let tried: Int
  let sightings: [Sighting]
  /// Where the beam's angles are measured from; nil where no distance is known.
  let stand: (distance: Length, level: Length)?
  let target: Length

  /// What is on the line: angles in degrees, or heights in cm where no distance is known.
  let fit: SweepFit

  init(
    _ name: String, tried: Int, _ sightings: [Sighting], stand: (distance: Length, level: Length)?, target: Length
  ) throws(SweepFit.Problem) {
    self.name = name
    self.tried = tried
    self.sightings = sightings.sorted { left, right in left.pulseMicroseconds < right.pulseMicroseconds }
    self.stand = stand
    self.target = target
    fit =
      if let stand {
        try SweepFit(anglesOf: sightings, distance: stand.distance, level: stand.level)
      } else {
        try SweepFit(heightsOf: sightings)
      }
  }

  var text: String {
    let head = "the \(name) servo: the whole dot was seen with \(sightings.count) of \(tried) pulses\n\n"
    let titles = ["pulse µs", "height cm"] + (stand == nil ? [] : ["angle °"])
    let rows = sightings.map { sighting in
      var cells = [sighting.pulseMicroseconds.formatted(decimals: 1), Self.signed(sighting.height.centimeters, 3)]
      if let angle = angle(of: sighting.height) { cells.append(Self.signed(angle, 3)) }
      return cells
    }
    let table = ([titles] + rows).map { cells in
      cells.map { cell in String(repeating: " ", count: max(1, 12 - cell.count)) + cell }.joined() + "\n"
    }
    return head + table.joined() + "\n" + summary
  }

  private var summary: String {
    let unit = stand == nil ? "cm" : "°"
    let goal = angle(of: target) ?? target.centimeters
    return """
      sense     a longer pulse \(fit.isReversed ? "lowers the reading: reversed" : "raises the reading")
      target    the dot meets it at \(fit.pulseMicroseconds(at: goal).formatted(decimals: 1)) µs
      line      \((1 / fit.slope).magnitude.formatted(significantDigits: 4)) µs for 1 \(unit); what was seen lies \
      \(fit.residual.formatted(significantDigits: 2)) \(unit) from it (rms)
      \(stand == nil ? "Without --distance no angles can be known, so there is no calibration.\n" : "")
      """
  }

  private func angle(of height: Length) -> Double? {
    stand.map { stand in Angle(seenAt: height, distance: stand.distance, level: stand.level).degrees }
  }

  private static func signed(_ number: Double, _ decimals: Int) -> String {
    (number < 0 ? "" : "+") + number.formatted(decimals: decimals)
  }
}
