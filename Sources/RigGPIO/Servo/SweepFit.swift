public import RigCore
public import RigWiring

/// The height at which the dot was seen with one pulse.
public struct Sighting: Sendable, Equatable {
  /// The width of the pulse with which the dot was seen, in microseconds.
  public let pulseMicroseconds: Double
  /// The height of the dot on the detector.
  public let height: Length

  /// The dot at `height` with a pulse of `pulseMicroseconds`.
  public init(pulseMicroseconds: Double, height: Length) {
    self.pulseMicroseconds = pulseMicroseconds
    self.height = height
  }
}

/// The straight line through the sightings of the dot during a sweep of a servo, and the figures that follow from it.
///
/// Heights come in the steps of a strip, and now and then one is an outlier, so the line is the one with the median
/// slope of all pairs, which a quarter of wrong points does not move.
///
/// Source: P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", J. American Statistical
/// Association 63(324), 1968 (the Theil–Sen estimator).
public struct SweepFit: Sendable, Equatable {
  /// The reason why sightings are no measurement.
  public enum Problem: Error, Sendable, Equatable {
    /// The dot was seen with fewer than two different pulses.
    case tooFewSightings(Int)
    /// The dot did not move from pulse to pulse.
    case atRest
  }

  /// The increase of the fitted quantity for each microsecond.
  public let slope: Double
  /// The fitted quantity at a pulse of no width.
  public let intercept: Double
  /// The root of the mean of the squared distances of the points from the line.
  public let residual: Double

  /// The line through the heights, in cm.
  /// - Throws: `Problem` if there is no such line.
  public init(heightsOf sightings: [Sighting]) throws(Problem) {
    try self.init(sightings.map { sighting in (sighting.pulseMicroseconds, sighting.height.centimeters) })
  }

  /// The line through the beam's angles, in degrees, seen at a detector at `distance` from the servo's axis, on which a
  /// level beam is seen at the height `level`.
  /// - Throws: `Problem` if there is no such line.
  public init(anglesOf sightings: [Sighting], distance: Length, level: Length) throws(Problem) {
    precondition(distance > .zero, "the detector stands before the servo")
    try self.init(
      sightings.map { sighting in
        (sighting.pulseMicroseconds, Angle(seenAt: sighting.height, distance: distance, level: level).degrees)
      })
  }

  private init(_ points: [(x: Double, y: Double)]) throws(Problem) {
    var slopes: [Double] = []
    for (index, left) in points.enumerated() {
      for right in points[(index + 1)...] where right.x != left.x {
        slopes.append((right.y - left.y) / (right.x - left.x))
      }
    }
    guard let median = slopes.median else { throw .tooFewSightings(points.count) }
    // If most pulses lie within one step of the strip, most pairs have no slope, but some still show one.
    let slope = median != 0 ? median : (slopes.reduce(0, +) / Double(slopes.count))
    guard slope != 0 else { throw .atRest }
    self.slope = slope
    let intercept = points.map { point in point.y - slope * point.x }.median ?? 0
    self.intercept = intercept
    let squares = points.map { point in
      let distance = point.y - slope * point.x - intercept
      return distance * distance
    }
    residual = (squares.reduce(0, +) / Double(points.count)).squareRoot()
  }

  /// True if a longer pulse turns the beam down.
  public var isReversed: Bool { slope < 0 }

  /// The value of the line at a pulse.
  public func value(atMicroseconds pulse: Double) -> Double { intercept + slope * pulse }

  /// The pulse at which the line has the value `value`, in microseconds.
  public func pulseMicroseconds(at value: Double) -> Double { (value - intercept) / slope }

  /// The servo's calibration between two pulses in microseconds, of a line through angles.
  ///
  /// It is the calibration of the servo by itself, with greater angles for longer pulses; ``isReversed`` tells how the
  /// servo is mounted.
  /// Pulses are rounded to a tenth of a microsecond and angles to a thousandth of a degree.
  /// - Throws: `ServoCalibration.Problem` if the two pulses are equal.
  public func calibration(
    betweenMicroseconds pulses: ClosedRange<Double>
  ) throws(ServoCalibration.Problem) -> ServoCalibration {
    let points = [pulses.lowerBound, pulses.upperBound].map { pulse in
      let pulse = (pulse * 10).rounded() / 10
      let degrees = (value(atMicroseconds: pulse) * 1000).rounded() / 1000
      return ServoCalibration.Point(angle: .degrees(isReversed ? -degrees : degrees), pulseMicroseconds: pulse)
    }
    return try ServoCalibration(points)
  }
}

extension Angle {
  /// The angle of a beam that is seen at `height` at the distance `distance` from its axis, if a level beam is seen at
  /// `level`.
  public init(seenAt height: Length, distance: Length, level: Length) {
    self.init(slope: (height - level) / distance)
  }
}
