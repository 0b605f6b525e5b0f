internal import RigCore
internal import RigScenario
internal import RigWiring

/// The measurements of a servo so far.
struct MeasuredServo: Equatable {
  /// How it is calibrated in its file, or what is taken for it.
  private let old: ServoCalibration
  /// The points that were recorded, by rising angle of the servo itself.
  private(set) var points: [ServoCalibration.Point] = []
  private(set) var isReversed: Bool
  /// The pulses at the ends of the travel, in nanoseconds.
  private(set) var lowerEnd: Int64?
  private(set) var upperEnd: Int64?

  init(calibration: ServoCalibration, isReversed: Bool) {
    old = calibration
    self.isReversed = isReversed
  }

  /// The calibration as it would be written now. A single point moves that of the file to where it belongs; two or more
  /// take its place.
  var calibration: ServoCalibration {
    if points.count >= 2, let measured = try? ServoCalibration(points) { return measured }
    guard let point = points.first else { return old }
    let shift = point.pulseMicroseconds - Double(old.pulseNanoseconds(at: point.angle)) / 1000
    let moved = old.points.map { known in
      ServoCalibration.Point(angle: known.angle, pulseMicroseconds: known.pulseMicroseconds + shift)
    }
    return (try? ServoCalibration(moved)) ?? old
  }

  /// The angle of the beam with a pulse; nil beyond the calibration.
  func beam(atNanoseconds pulse: Int64) -> Angle? {
    let calibration = calibration
    guard calibration.pulsesNanoseconds.contains(pulse) else { return nil }
    return mounted(calibration.angle(atPulseNanoseconds: pulse))
  }

  /// The recorded points as pulses in nanoseconds, and the angles of the beam.
  var recorded: [(nanoseconds: Int64, angle: Angle)] {
    points.map { point in (Int64((point.pulseMicroseconds * 1000).rounded()), mounted(point.angle)) }
  }

  /// From the servo's angle to the beam's, and back.
  private func mounted(_ angle: Angle) -> Angle { isReversed ? .degrees(-angle.degrees) : angle }

  /// Records that the beam stands at `angle` with a pulse.
  /// - Throws: `ServoCalibration.Problem` if that contradicts the points before; it is not recorded then.
  mutating func record(_ angle: Angle, atNanoseconds pulse: Int64) throws(ServoCalibration.Problem) {
    let point = ServoCalibration.Point(angle: mounted(angle), pulseMicroseconds: Double(pulse) / 1000)
    let all = (points + [point]).sorted { left, right in left.angle < right.angle }
    if all.count >= 2 { _ = try ServoCalibration(all) }
    points = all
  }

  /// True if the pulse may be the lower end of the travel, or the upper.
  mutating func end(isUpper: Bool, atNanoseconds pulse: Int64) -> Bool {
    let other = isUpper ? lowerEnd : upperEnd
    if let other, let there = beam(atNanoseconds: other), let here = beam(atNanoseconds: pulse) {
      guard isUpper ? here > there : here < there else { return false }
    }
    if isUpper { upperEnd = pulse } else { lowerEnd = pulse }
    return true
  }

  /// Up is down: the servo is mounted the other way round.
  mutating func swapSense() {
    isReversed.toggle()
    swap(&lowerEnd, &upperEnd)
  }

  /// All of it, for the file.
  var measurement: ServoMeasurement {
    let calibration = calibration
    let ends = [lowerEnd, upperEnd].map { end in
      end.map { pulse in mounted(calibration.angle(atPulseNanoseconds: pulse)) }
    }
    return ServoMeasurement(
      calibration: points.isEmpty ? nil : calibration, isReversed: isReversed, travelFrom: ends[0], travelTo: ends[1])
  }
}
