/// How a loop tries out, before it steers, what a turn of each axis does to the dot.
///
/// First ``patience`` readings pass: the servo may be on its way to the start, and the sensor tell of places from
/// before. Then each axis is turned by ``firstAngle`` and back, and at each of the three places the dot is read a few
/// times. What the turn did is the reading there less what those before and after would have grown to, so a target that
/// drifts evenly deceives nobody; each place counts with the median of its readings, so neither does a reading that is
/// far off. A turn whose effect does not rise clearly out of the noise is doubled, up to ``greatestAngle``. The
/// readings count once they have left where they were and two in a row agree, or after ``patience`` of them. Where the
/// dot leaves the sensor's sight, the other side is tried, and then half the angle.
///
/// The way back has to undo the way there, but for a drift. Where it does not, the turn is made anew, and at the fifth
/// such time the probe gives up (``Unresponsive/notUndone(_:)``).
///
/// So the sense is right where the sensor's dead time is below ``patience`` and the servo arrives within what is left
/// of it. With a longer dead time the probe nearly always comes to nothing on a rig that stood still before, but on one
/// that was moving it may take an old move for its own and tell the wrong sense: take a longer patience, or a rule that
/// learns the response.
public struct ResponseProbe: Sendable, Equatable {
  /// How far each axis is turned at first, above 0.
  public let firstAngle: Angle
  /// How far it is turned at most, at least the first angle.
  public let greatestAngle: Angle
  /// The standard deviation of a reading as the sensor's data sheet has it. The readings may say that it is larger.
  public let noise: Length
  /// How many readings count at each place, at least 3.
  public let readings: Int
  /// For how many readings to wait at each place for something to happen, at least 1: more than the dead time in steps
  /// and the frames that the servo takes.
  public let patience: Int

  /// A probe by turns from `firstAngle` (above 0) to `greatestAngle` (at least that, below 90°).
  public init(
    firstAngle: Angle = .degrees(1), greatestAngle: Angle = .degrees(10), noise: Length = .zero, readings: Int = 5,
    patience: Int = 8
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

  /// How many standard errors an effect must have to count. Its sign is wrong once in 30 000 turns without any effect.
  static var clarity: Double { 4 }
}

/// What a turn of one axis does to the dot in that axis's own direction.
public struct AxisResponse: Sendable, Equatable {
  /// How many centimetres the error grows for each unit of slope: the wall's distance as it appears, negative where the
  /// laser turns the wrong way. Play in the gears takes something off its size.
  public let centimetersPerSlope: Double
  /// The standard error of that, as far as the noise of the readings makes it.
  public let standardError: Double

  /// A response with its standard error, at least 0.
  public init(centimetersPerSlope: Double, standardError: Double) {
    self.centimetersPerSlope = centimetersPerSlope
    self.standardError = standardError
  }

  /// True where a larger command makes the error smaller.
  public var isReversed: Bool { centimetersPerSlope < 0 }
}
