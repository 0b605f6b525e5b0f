public import RigCore
public import RigWiring

/// One key that is to change, and the reason if it is not obvious.
public struct ScenarioChange: Sendable, Equatable {
  /// The path of the key, as in `pins.tilt.servo.reversed`.
  public let path: String
  /// The new value of the key.
  public let value: ScenarioValue
  /// The reason why the key changes although it was not measured; nil if it was measured.
  public let reason: String?

  /// The change as a line of a file, without its sections.
  public var line: String {
    "\(path.split(separator: ".").last ?? ""): \(value.yamlInline(isInFlow: false))"
  }
}

/// The result of measuring a servo on the bench.
public struct ServoMeasurement: Sendable, Equatable {
  /// The servo's pulses and angles; nil if they stay as they were.
  public var calibration: ServoCalibration?
  /// True if the servo is mounted the other way round.
  public var isReversed: Bool
  /// The lowest angle of the beam; nil if it stays as it was.
  public var travelFrom: Angle?
  /// The highest angle of the beam; nil if it stays as it was.
  public var travelTo: Angle?

  /// A measurement of a servo; see the properties.
  public init(
    calibration: ServoCalibration? = nil, isReversed: Bool, travelFrom: Angle? = nil, travelTo: Angle? = nil
  ) {
    self.calibration = calibration
    self.isReversed = isReversed
    self.travelFrom = travelFrom
    self.travelTo = travelTo
  }
}

extension Scenario {
  /// The keys of the axis `name`, tilt or pan, that have to change so that its servo is as it was measured. Angles
  /// beyond the measured ones change too: nothing is extrapolated.
  public func changes(_ name: String, by measurement: ServoMeasurement) -> [ScenarioChange] {
    let axis = name == "pan" ? pins.pan : pins.tilt
    var now = axis
    if let calibration = measurement.calibration {
      now.calibration = calibration.points.map { point in
        CalibrationPoint(
          degrees: point.angle.degrees.tidy, microseconds: (point.pulseMicroseconds * 1000).rounded() / 1000)
      }
    }
    now.reversed = measurement.isReversed
    var reasons: [String: String] = [:]
    if let from = measurement.travelFrom { now.travelFrom = from.degrees.tidy }
    if let to = measurement.travelTo { now.travelTo = to.degrees.tidy }
    let known = now.knownDegrees
    let travel = now.travelFrom...max(now.travelFrom, now.travelTo)
    let reached = travel.overlaps(known) ? travel.clamped(to: known) : known
    if reached.lowerBound != now.travelFrom { reasons["travelFrom"] = "only angles that are calibrated can be reached" }
    if reached.upperBound != now.travelTo { reasons["travelTo"] = "only angles that are calibrated can be reached" }
    (now.travelFrom, now.travelTo) = (reached.lowerBound, reached.upperBound)
    let inside = { (angle: Double) in min(max(angle, reached.lowerBound), reached.upperBound) }
    now.start = inside(axis.start)
    now.park = axis.park.map(inside)
    for word in ["start", "park"] { reasons[word] = "it lay beyond the travel" }
    return now.changes(from: axis).map { word, value in
      ScenarioChange(path: "pins.\(name).servo.\(word)", value: value, reason: reasons[word])
    }
  }
}

extension AxisSettings {
  fileprivate func changes(from old: AxisSettings) -> [(String, ScenarioValue)] {
    var found: [(String, ScenarioValue)] = []
    if calibration != old.calibration { found.append(("calibration", .calibration(calibration))) }
    if reversed != old.reversed { found.append(("reversed", .flag(reversed))) }
    if travelFrom != old.travelFrom { found.append(("travelFrom", .number(travelFrom))) }
    if travelTo != old.travelTo { found.append(("travelTo", .number(travelTo))) }
    if start != old.start { found.append(("start", .number(start))) }
    if park != old.park, let park { found.append(("park", .number(park))) }
    return found
  }
}

extension Double {
  /// The angle in degrees without the last digits that the conversion from radians left.
  fileprivate var tidy: Double { (self * 1e6).rounded() / 1e6 }
}
