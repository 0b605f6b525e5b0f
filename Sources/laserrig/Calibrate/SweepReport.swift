internal import RigCore
internal import RigGPIO
internal import RigReports

/// The findings of a sweep, in lines for people.
struct SweepReport {
  let name: String
  let tried: Int
  /// The number of pulses with which the detector saw light and had no reading.
  let lost: [LostReading: Int]
  let sightings: [Sighting]
  /// The point from which the beam's angles are measured; nil if no distance is known.
  let stand: (distance: Length, level: Length)?
  let target: Length
  /// The pulses that the calibration reaches between, in microseconds.
  let pulses: ClosedRange<Double>

  /// The quantity of the line: angles in degrees, or heights in cm if no distance is known.
  let fit: SweepFit

  init(
    _ name: String, tried: Int, lost: [LostReading: Int] = [:], _ sightings: [Sighting],
    stand: (distance: Length, level: Length)?, target: Length, pulses: ClosedRange<Double>
  ) throws(SweepFit.Problem) {
    self.name = name
    self.tried = tried
    self.lost = lost
    self.sightings = sightings.sorted { left, right in left.pulseMicroseconds < right.pulseMicroseconds }
    self.stand = stand
    self.target = target
    self.pulses = pulses
    fit =
      if let stand {
        try SweepFit(anglesOf: sightings, distance: stand.distance, level: stand.level)
      } else {
        try SweepFit(heightsOf: sightings)
      }
  }

  var text: String {
    let head = "the \(name) servo: the whole dot was seen with \(sightings.count) of \(tried.counted("pulse"))\n\n"
    let lost = LostReading.allCases.compactMap { reason in
      self.lost[reason].map { count in
        let title = reason.title + String(repeating: " ", count: 10 - reason.title.count)
        let pulses = count == 1 ? "pulse that counts" : "pulses that count"
        return "\(title)with \(count) \(pulses) for nothing: \(reason.remedy)\n"
      }
    }.joined()
    let titles = ["pulse µs", "height cm"] + (stand == nil ? [] : ["angle °"])
    let rows = sightings.map { sighting in
      var cells = [sighting.pulseMicroseconds.formatted(decimals: 1), Self.signed(sighting.height.centimeters, 3)]
      if let angle = angle(of: sighting.height) { cells.append(Self.signed(angle, 3)) }
      return cells
    }
    let table = ([titles] + rows).map { cells in
      cells.map { cell in String(repeating: " ", count: max(1, 12 - cell.count)) + cell }.joined() + "\n"
    }
    return head + table.joined() + "\n" + lost + summary
  }

  private var summary: String {
    let unit = stand == nil ? "cm" : "°"
    let goal = angle(of: target) ?? target.centimeters
    return """
      sense     a longer pulse \(fit.isReversed ? "lowers the reading: reversed" : "raises the reading")
      target    the dot meets it at \(fit.pulseMicroseconds(at: goal).formatted(decimals: 1)) µs
      line      \((1 / fit.slope).magnitude.formatted(significantDigits: 4)) µs for 1 \(unit); what was seen lies \
      \(fit.residual.formatted(significantDigits: 2)) \(unit) from it (rms)
      \(reach)\
      \(stand == nil ? "Without --distance no angles can be known, so there is no calibration.\n" : "")
      """
  }

  /// How far the calibration goes beyond the points from which it was made.
  private var reach: String {
    let angles = sightings.compactMap { sighting in angle(of: sighting.height) }
    guard let lowest = angles.min(), let highest = angles.max() else { return "" }
    let ends = [pulses.lowerBound, pulses.upperBound].map { pulse in fit.value(atMicroseconds: pulse) }.sorted()
    let (seen, carried) = ([lowest, highest].map { angle in Self.signed(angle, 1) }, ends.map { Self.signed($0, 1) })
    return "reach     seen from \(seen[0])° to \(seen[1])°, carried on from \(carried[0])° to \(carried[1])°\n"
  }

  /// The doubts about the calibration that should be checked before it is written down; nil if there are none.
  var warning: String? {
    let microseconds = (1 / fit.slope).magnitude
    guard let stand, !Self.hobbyServos.contains(microseconds) else { return nil }
    return """
      the servo takes \(microseconds.formatted(significantDigits: 3)) µs for 1°, and hobby servos take \
      \(Self.hobbyServos.lowerBound.formatted(significantDigits: 2)) to \
      \(Self.hobbyServos.upperBound.formatted(significantDigits: 2)): is the detector \
      \(stand.distance.centimeters.formatted(significantDigits: 6)) cm away? --distance is in centimetres, not in \
      metres or inches; or is the strip's pitch wrong?
      """
  }

  /// In microseconds for a degree: 90° to 270° of travel, with some room.
  private static let hobbyServos = 5.0...25.0

  private func angle(of height: Length) -> Double? {
    stand.map { stand in Angle(seenAt: height, distance: stand.distance, level: stand.level).degrees }
  }

  private static func signed(_ number: Double, _ decimals: Int) -> String {
    (number < 0 ? "" : "+") + number.formatted(decimals: decimals)
  }
}
