// The parameters that the rules which learn the distance share.

extension RuleParameters {
  /// The nearest wall that a rule that learns takes to be possible, in cm.
  public var nearestDistance: Parameter<Double> {
    Parameter("nearestDistance", default: 50, .distance, unit: "cm", "the nearest wall that there may be")
  }

  /// The farthest wall that a rule that learns takes to be possible, in cm.
  public var farthestDistance: Parameter<Double> {
    Parameter(
      "farthestDistance", default: 1000, .distance, unit: "cm",
      "the farthest wall that there may be: the first move takes the wall to be there")
  }

  /// The step that the servo rounds commands to, in degrees, as the rule takes it to be; nil takes the data sheet.
  public var servoResolution: Parameter<Double?> {
    Parameter("servoResolution", .smallAngle, unit: "°", "the step to expect the servo to round to; none: its own")
  }

  /// The change of command that the servo ignores, in degrees, as the rule takes it to be; nil takes the data sheet.
  public var servoDeadBand: Parameter<Double?> {
    Parameter("servoDeadBand", .smallAngle, unit: "°", "the change to expect it to ignore; none: its own")
  }

  /// The play of the servo's gears, in degrees, as the rule takes it to be; nil takes the data sheet.
  public var servoBacklash: Parameter<Double?> {
    Parameter("servoBacklash", .smallAngle, unit: "°", "the play to expect in its gears; none: its own")
  }

  /// The time constant of the servo's approach in seconds, as the rule takes it to be; nil takes the data sheet.
  public var servoLag: Parameter<Double?> {
    Parameter("servoLag", .duration, unit: "s", "the time constant to expect of its approach; none: its own")
  }

  /// The servo's highest speed in degrees a second, as the rule takes it to be; nil takes the data sheet.
  public var servoSlewRate: Parameter<Double?> {
    Parameter("servoSlewRate", .speed, unit: "°/s", "the speed to expect of it; none: its own")
  }
}

extension [KeyPath<RuleParameters, ParameterDescription>] {
  /// The parameters of the distances at which the wall may stand.
  static var distances: Self { [\.nearestDistance.description, \.farthestDistance.description] }

  /// The parameters of what a servo makes of a command that it has time to carry out.
  static var servoErrors: Self {
    [\.servoResolution.description, \.servoDeadBand.description, \.servoBacklash.description]
  }

  /// The parameters of how long a servo takes for a move.
  static var servoMotion: Self { [\.servoLag.description, \.servoSlewRate.description] }
}

extension RuleSetup {
  /// The distances at which the wall may stand.
  var plausible: PlausibleDistance {
    PlausibleDistance(
      nearest: .centimeters(self.nearestDistance), farthest: .centimeters(self.farthestDistance))
  }

  /// The standard deviation of a reading: its noise, and what the sensor rounds, evenly within its unit.
  var scatter: Length {
    let (noise, unit) = (noise.centimeters, rounding.centimeters)
    return .centimeters((noise * noise + unit * unit / 12).squareRoot())
  }

  /// The standard deviation of a reading to learn from: at least a tenth of the tolerance, since a fit that took
  /// readings for exact would take every imperfection of the servo for a change.
  package var scatterToLearnFrom: Length { max(scatter, 0.1 * tolerance) }

  /// The largest error from which a rule with `axes` axes learns a distance. Only a rule with one axis brackets its
  /// target by readings that tell no more than the side.
  package func rangeToLearnFrom(axes: Int) -> Length { axes == 1 ? linearRange : .centimeters(.infinity) }

  /// How long a rule that takes each reading for the answer to its latest move has to wait for one that is.
  func dwell<let axes: Int>() -> Dwell<axes> { Dwell(deadTime: deadTime, motion: servoFigures.motion) }

  /// The figures that the rule assumes of the servo.
  package var servoFigures: ServoFigures {
    ServoFigures(
      resolution: self.servoResolution.map(Angle.degrees) ?? servo.resolution,
      deadBand: self.servoDeadBand.map(Angle.degrees) ?? servo.deadBand,
      backlash: self.servoBacklash.map(Angle.degrees) ?? servo.backlash, lagSeconds: self.servoLag ?? servo.lagSeconds,
      slewRateDegreesPerSecond: self.servoSlewRate ?? servo.slewRateDegreesPerSecond, frameSeconds: frameSeconds)
  }
}

extension RuleValues {
  /// The assumed distances in words: `wall between 50 and 1000 cm`.
  func distances(of wall: String) -> String {
    "\(wall) between \(NumberRange.text(self.nearestDistance)) and \(NumberRange.text(self.farthestDistance)) cm"
  }
}
