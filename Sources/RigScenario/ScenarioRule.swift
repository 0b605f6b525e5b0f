public import RigCore
internal import RigSimulation

extension Scenario {
  /// The control law for a rig with any number of axes.
  public func rule<let axes: Int>() -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> & Sendable {
    let rate = controller.learningRate
    let distance = Length.centimeters(controller.assumedDistance)
    switch controller.rule {
    case .gradientDescent:
      return GradientDescent<axes>(learningRate: rate, assumedDistance: distance)
    case .momentum:
      return Momentum<axes>(learningRate: rate, assumedDistance: distance, momentum: controller.momentum)
    case .nesterov:
      return Nesterov<axes>(learningRate: rate, assumedDistance: distance, momentum: controller.momentum)
    case .decayingRate:
      return DecayingRate<axes>(
        learningRate: rate, assumedDistance: distance, decaySteps: controller.decaySteps,
        decayPower: controller.decayPower)
    case .errorDependentRate:
      return ErrorDependentRate<axes>(
        rateNear: rate, rateFar: controller.rateFar, changePerCentimeter: controller.rateChange,
        assumedDistance: distance)
    case .recursiveLeastSquares:
      return RecursiveLeastSquares<axes>(
        plausible: plausibleDistance, noise: noiseToLearnFrom, servo: servoFigures, forgetting: controller.forgetting,
        controlVariable: controller.steers, tolerance: .centimeters(loop.tolerance))
    case .kalman:
      return Kalman<axes>(
        plausible: plausibleDistance, noise: noiseToLearnFrom,
        targetWander: .centimeters(controller.targetWander), wallWander: .centimeters(controller.wallWander),
        servo: servoFigures)
    case .secant:
      return Secant<axes>(plausible: plausibleDistance, noise: scatter, servo: servoFigures)
    case .broyden:
      return Broyden<axes>(
        plausible: plausibleDistance, noise: .centimeters(expectedNoise), damping: controller.damping)
    case .extremumSeeking:
      return ExtremumSeeking<axes>(perturbation: .centimeters(controller.perturbation), assumedDistance: distance)
    case .spsa:
      return SPSA<axes>(
        learningRate: rate, assumedDistance: distance, perturbation: .centimeters(controller.perturbation))
    }
  }

  private var plausibleDistance: PlausibleDistance {
    PlausibleDistance(
      nearest: .centimeters(controller.nearestDistance), farthest: .centimeters(controller.farthestDistance))
  }

  /// Nobody asks for more than a tenth of the tolerance, and a fit that took readings for exact would fall over each
  /// imperfection of the servo.
  private var noiseToLearnFrom: Length {
    max(scatter, 0.1 * .centimeters(loop.tolerance))
  }

  /// The standard deviation of a reading, and what a simulated sensor rounds: evenly within its unit.
  private var scatter: Length {
    let unit = rig.kind.isSimulated ? rig.sensor.rounding : 0
    return .centimeters((expectedNoise * expectedNoise + unit * unit / 12).squareRoot())
  }

  /// What the servo's data sheet says: of a simulated one its own settings, of a real one the limit that it is kept to.
  private var servoFigures: ServoFigures {
    let servo = rig.kind == .pins ? realServo : rig.servo
    return ServoFigures(
      step: .degrees(controller.servoStep ?? servo.resolution),
      deadBand: .degrees(controller.servoDeadBand ?? servo.deadBand),
      backlash: .degrees(controller.servoPlay ?? servo.backlash),
      lagSeconds: controller.servoLag ?? servo.lag,
      slewRateDegreesPerSecond: controller.servoSlewRate ?? servo.slewRate ?? .infinity,
      frameSeconds: 1 / loop.frameRate)
  }

  private var realServo: ServoSettings {
    var servo = ServoSettings()
    let rates = [pins.tilt.slewRate, pinAxisCount == 2 ? pins.pan.slewRate : nil].compactMap { rate in rate }
    servo.slewRate = rates.min()
    return servo
  }

  /// The control law in words: `gradient descent, learning rate 0.1, assumed distance 300 cm`.
  public var ruleSummary: String {
    let name =
      switch controller.rule {
      case .gradientDescent: "gradient descent"
      case .momentum: "momentum \(NumberRange.text(controller.momentum))"
      case .nesterov: "Nesterov momentum \(NumberRange.text(controller.momentum))"
      case .decayingRate: "decaying rate"
      case .errorDependentRate: "error-dependent rate"
      case .recursiveLeastSquares: "recursive least squares"
      case .kalman: "Kalman filter"
      case .secant: "secant method"
      case .broyden: "Broyden's method"
      case .extremumSeeking: "extremum seeking"
      case .spsa: "SPSA"
      }
    if controller.rule.learnsDistance {
      let nearest = NumberRange.text(controller.nearestDistance)
      // A bench has levers instead of a wall.
      let what = rig.kind.hasWall ? "wall" : "lever"
      return "\(name), \(what) between \(nearest) and \(NumberRange.text(controller.farthestDistance)) cm"
    }
    let rate = NumberRange.text(controller.learningRate)
    let distance = NumberRange.text(controller.assumedDistance)
    if controller.rule == .extremumSeeking {
      return "\(name), first probe \(NumberRange.text(controller.perturbation)) cm at \(distance) cm"
    }
    return "\(name), learning rate \(rate), assumed distance \(distance) cm"
  }
}
