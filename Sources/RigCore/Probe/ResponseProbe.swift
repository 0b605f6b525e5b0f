/// A probe finds out, before a loop steers, what a turn of each axis does to the dot.
///
/// First ``patience`` readings pass: the servo may be on its way to the start, and the sensor may still report earlier
/// places. Then each axis is turned by ``firstAngle`` and back, and the dot is read a few times at each of the three
/// places. The effect of the turn is the reading there less the one interpolated between those before and after, so an
/// even drift of the target does not count; each place counts with the median of its readings, so neither does an
/// outlier. A turn whose effect does not rise clearly out of the noise is doubled, up to ``greatestAngle``. The
/// readings at a place count once they have left the place before and two in a row agree, or after ``patience`` of
/// them. If the dot leaves the sensor's sight, the other side is tried, and then half the angle.
///
/// With several axes the whole response is judged once each axis has been turned: if most of each turn's effect is in the
/// direction of another axis, no sense of the axes makes a rule follow the dot (``Unresponsive/crosswise(_:)``).
///
/// The way back has to undo the way out, except for a drift. If it does not, the turn is made anew, and at the fifth
/// such time the probe gives up (``Unresponsive/notUndone(_:)``). If the dot drifts on for as long as the axis is turned,
/// drifts as before once it is turned back, and drifts faster when the axis is turned farther, the command sets a speed
/// (``Unresponsive/spinning(_:)``).
///
/// The sense is right if the sensor's dead time is below ``patience`` and the servo arrives within the rest of it. With
/// a longer dead time the probe nearly always gives up on a rig that stood still before. On a rig that was moving it
/// may take an old move for its own and find the wrong sense: use a longer patience, or a rule that learns the
/// response.
public struct ResponseProbe: Sendable, Equatable {
  /// How far each axis is turned at first, above 0.
  public let firstAngle: Angle
  /// The greatest angle by which an axis is turned, at least the first angle.
  public let greatestAngle: Angle
  /// The standard deviation of a reading as the sensor's data sheet has it. The readings may say that it is larger.
  public let noise: Length
  /// How many readings count at each place, at least 3.
  public let readings: Int
  /// The number of readings to wait at each place for an effect, at least 1: more than the dead time in steps and the
  /// frames that the servo takes.
  public let patience: Int

  /// A probe by turns from `firstAngle` (above 0) to `greatestAngle` (at least that, below 90°).
  public init(
    firstAngle: Angle = .degrees(1), greatestAngle: Angle = .degrees(10), noise: Length = .zero, readings: Int = 5,
    patience: Int = Self.standardPatience
  ) {
    precondition(firstAngle > .zero && greatestAngle < .degrees(90), "a probe turns by more than 0° and less than 90°")
    precondition(firstAngle <= greatestAngle, "the first turn is not the greatest")
    precondition(noise >= .zero, "noise is at least 0 cm")
    precondition(readings >= 3 && patience >= 1, "a median takes 3 readings, and patience at least one")
    self.firstAngle = firstAngle
    self.greatestAngle = greatestAngle
    self.noise = noise
    self.readings = readings
    self.patience = patience
  }

  /// The number of standard errors that an effect must have to count. Its sign is wrong once in 30 000 turns without
  /// any effect.
  public static var clarity: Double { 4 }

  /// The greatest angle of an eigenvalue of the whole response, with the senses that were found, from the positive real
  /// axis. Beyond it a loop that gives each axis its own error takes steps of a quarter of the error at most: each turn
  /// moves the dot mostly in the direction of another axis. A rule that learns the response may follow such a rig.
  public static var greatestPhase: Angle { .degrees(75) }

  /// The number of readings for which a probe waits for an effect if nothing else is asked for.
  public static var standardPatience: Int { 8 }
}

/// The response of the dot to a turn of one axis, in that axis's own direction.
public struct AxisResponse: Sendable, Equatable {
  /// How many centimetres the error grows for each unit of slope: the apparent distance of the wall, negative if the
  /// laser turns the wrong way. Play in the gears makes it smaller.
  public let centimetersPerSlope: Double
  /// The standard error of ``centimetersPerSlope`` that follows from the noise of the readings.
  public let standardError: Double

  /// A response with its standard error, at least 0.
  public init(centimetersPerSlope: Double, standardError: Double) {
    self.centimetersPerSlope = centimetersPerSlope
    self.standardError = standardError
  }

  /// True if a larger command makes the error smaller.
  public var isReversed: Bool { centimetersPerSlope < 0 }
}
