public import RigCore

/// The map from angles to a servo's pulses: measured points, with straight lines between them.
///
/// Nothing is extrapolated: beyond the first and the last point the servo stays at them, since its mechanical stop may
/// lie there.
public struct ServoCalibration: Sendable, Equatable {
  /// A measured point of the calibration: an angle and its pulse.
  public struct Point: Sendable, Equatable {
    /// The angle of the beam.
    public let angle: Angle
    /// The pulse that leads there, in microseconds, above 0.
    public let pulseMicroseconds: Double

    /// The point at which a pulse of `pulseMicroseconds` puts the beam at `angle`.
    public init(angle: Angle, pulseMicroseconds: Double) {
      self.angle = angle
      self.pulseMicroseconds = pulseMicroseconds
    }
  }

  /// The reason why points are no calibration.
  public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
    /// There are fewer than two points.
    case tooFewPoints
    /// A pulse of no positive, finite width.
    case impossiblePulse(Double)
    /// Two points do not rise in angle, or their pulses do not all rise or all fall.
    case notMonotonic(Point, Point)

    public var description: String {
      switch self {
      case .tooFewPoints: "needs the pulses of at least two angles"
      case .impossiblePulse(let width): "a pulse of \(width.formatted(significantDigits: 6)) µs is none"
      case .notMonotonic(let left, let right):
        """
        is not monotonic between \(left) and \(right): angles rise from point to point, pulses all rise or all fall
        """
      }
    }
  }

  /// The points, by rising angle.
  public let points: [Point]

  /// A calibration through `points`, by rising angle.
  /// - Throws: `Problem` if they are fewer than two or not strictly monotonic.
  public init(_ points: [Point]) throws(Problem) {
    guard points.count >= 2 else { throw .tooFewPoints }
    for point in points where !(point.pulseMicroseconds > 0 && point.pulseMicroseconds < 1e6) {
      throw .impossiblePulse(point.pulseMicroseconds)
    }
    let rises = points[1].pulseMicroseconds > points[0].pulseMicroseconds
    for (left, right) in zip(points, points.dropFirst()) {
      let isOrdered =
        left.angle < right.angle && (right.angle.radians - left.angle.radians).isFinite
        && left.pulseMicroseconds != right.pulseMicroseconds
        && (left.pulseMicroseconds < right.pulseMicroseconds) == rises
      guard isOrdered else { throw .notMonotonic(left, right) }
    }
    self.points = points
  }

  /// What the angles of a calibration, of a travel and of a mounting are counted from, for messages.
  package static let angleConvention = """
    0° is the perpendicular to the wall, and servo makers count 0° to 180° from one end: their 90° is 0° here
    """

  private init(known points: [Point]) {
    self.points = points
  }

  /// A rough calibration that most hobby servos come near to and none meets exactly: 500 to 2500 µs over 180°.
  public static let typical = ServoCalibration(known: [
    Point(angle: .degrees(-90), pulseMicroseconds: 500), Point(angle: .degrees(90), pulseMicroseconds: 2500),
  ])

  /// The angles between the first point and the last.
  public var angles: ClosedRange<Angle> { points[0].angle...points[points.count - 1].angle }

  /// The pulses between the shortest and the longest, in nanoseconds.
  public var pulsesNanoseconds: ClosedRange<Int64> {
    let ends = [points[0], points[points.count - 1]].map { point in Self.nanoseconds(point.pulseMicroseconds) }
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  /// The pulse for `angle`, in nanoseconds; that of the nearest end for an angle beyond the points.
  /// - Complexity: O(*n*) in the number of points.
  public func pulseNanoseconds(at angle: Angle) -> Int64 {
    let radians = min(max(angle.radians, angles.lowerBound.radians), angles.upperBound.radians)
    var index = 1
    while index < points.count - 1, radians > points[index].angle.radians { index += 1 }
    let (left, right) = (points[index - 1], points[index])
    let share = (radians - left.angle.radians) / (right.angle.radians - left.angle.radians)
    return Self.nanoseconds(left.pulseMicroseconds + share * (right.pulseMicroseconds - left.pulseMicroseconds))
  }

  /// The angle that a pulse of `nanoseconds` leads to; that of the nearest end for a pulse beyond the points.
  public func angle(atPulseNanoseconds nanoseconds: Int64) -> Angle {
    let width = Double(min(max(nanoseconds, pulsesNanoseconds.lowerBound), pulsesNanoseconds.upperBound)) / 1000
    let rises = points[1].pulseMicroseconds > points[0].pulseMicroseconds
    var index = 1
    while index < points.count - 1, (width > points[index].pulseMicroseconds) == rises { index += 1 }
    let (left, right) = (points[index - 1], points[index])
    // The rounding of an outer point to a nanosecond may put it beyond itself.
    let share = min(max((width - left.pulseMicroseconds) / (right.pulseMicroseconds - left.pulseMicroseconds), 0), 1)
    return Angle(radians: left.angle.radians + share * (right.angle.radians - left.angle.radians))
  }

  /// The greatest change of the pulse that at no place turns the servo by more than `angle`, in nanoseconds, at least
  /// 1: it turns a limit on the angle into one on the pulse.
  public func stepNanoseconds(for angle: Angle) -> Int64 {
    let slopes = zip(points, points.dropFirst()).map { left, right in
      (right.pulseMicroseconds - left.pulseMicroseconds).magnitude / (right.angle.radians - left.angle.radians)
    }
    return max(1, Int64(((slopes.min() ?? 0) * angle.radians * 1000).rounded(.down)))
  }

  private static func nanoseconds(_ microseconds: Double) -> Int64 {
    Int64((microseconds * 1000).rounded())
  }
}

extension ServoCalibration.Point: CustomStringConvertible {
  public var description: String {
    "\(angle.degrees.formatted(significantDigits: 6))° = \(pulseMicroseconds.formatted(significantDigits: 6)) µs"
  }
}
