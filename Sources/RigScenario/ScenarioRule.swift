public import RigCore
internal import RigSimulation

extension Scenario {
  /// The control law for a rig with any number of axes. If it draws random numbers, it draws them from `seed`, as in a
  /// trial of a sweep; nil leaves its own seed.
  public func rule<let axes: Int>(
    seed: UInt64?
  ) -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> & Sendable {
    var rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> & Sendable = rule()
    if let seed { rule.reseed(RandomSeed(seed).ofRule) }
    return rule
  }

  /// The control law for a rig with any number of axes.
  public func rule<let axes: Int>() -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> & Sendable {
    controller.rule.rule(ruleSetup)
  }

  /// The linear form of the rule; nil if it is not linear, or if the command of a simulated servo sets its speed.
  public var linearForm: LinearForm? { commandsSpeed ? nil : controller.rule.linearForm(ruleSetup) }

  /// True if a simulated servo rotates without end, so that its command sets its speed and not its place.
  public var commandsSpeed: Bool {
    rig.kind.isSimulated && simulatedServos.contains { servo in servo.continuousRotation > 0 }
  }

  /// The control law in words: `gradient descent, learning rate 0.1, assumed distance 300 cm`.
  public var ruleSummary: String {
    // A bench has levers instead of a wall.
    controller.rule.summary(controller.values, wall: rig.kind.hasWall ? "wall" : "lever")
  }

  /// The standard deviation of a reading that a rule that learns expects, in cm.
  package var scatterToLearnFrom: Double { ruleSetup.scatterToLearnFrom.centimeters }

  /// The largest error, in cm, from which a rule with `axes` axes learns a distance; infinite without a limit.
  package func rangeToLearnFrom(axes: Int) -> Double { ruleSetup.rangeToLearnFrom(axes: axes).centimeters }

  /// The first effect of a simulated rig that the rules that learn have no model for, so that it falsifies their
  /// standard error: in words, with its key. Nil if there is none.
  package var effectUnknownToLearning: String? {
    guard rig.kind.isSimulated else { return nil }
    let servos = simulatedServos
    let hasHysteresis = servos.contains { servo in servo.hysteresis > 0 }
    let creeps = servos.contains { servo in servo.creep > 0 }
    let learnsAge = !controller.rule.dwells
    let changesAge = learnsAge && rig.sensor.deadTimeSpread > 0
    let effects: [(isThere: Bool, words: String)] = [
      (hasHysteresis, "the servo has hysteresis (rig.servo.hysteresis)"),
      (creeps, "the servo creeps after a move (rig.servo.creep)"),
      (changesAge, "the age of a reading changes by chance (rig.sensor.deadTimeSpread)"),
      (learnsAge && rig.sensor.newReadingEvery > 1, "the sensor repeats its readings (rig.sensor.newReadingEvery)"),
    ]
    return effects.first { effect in effect.isThere }?.words ?? untoldDelay?.words
  }

  /// The first cause of a simulated rig by which readings tell of a move later than the rule was told: in words with its
  /// key, and how to tell the rule. Nil if there is none.
  package var untoldDelay: (words: String, remedy: String)? {
    guard rig.kind.isSimulated else { return nil }
    let told = ruleSetup.servoFigures.motion
    let age = oldestReading
    if controller.rule.dwells, age > expectedDeadTime {
      let told = expectedDeadTime == 0 ? "" : ", not \(expectedDeadTime)"
      return ("a reading is up to \(age.counted("step")) old\(told) (loop.deadTime)", "set loop.deadTime to \(age)")
    }
    for servo in simulatedServos where servo.lag * loop.frameRate > 1.1 * told.lag + 0.1 {
      return (
        "the servo is slower than the rule was told (controller.servoLag)",
        "set controller.servoLag to \(NumberRange.text(servo.lag))"
      )
    }
    for case let rate? in simulatedServos.map(\.slewRate)
    where 1.1 * Angle(degrees: rate / loop.frameRate).radians < told.rate {
      return (
        "the servo is slower than the rule was told (controller.servoSlewRate)",
        "set controller.servoSlewRate to \(NumberRange.text(rate))"
      )
    }
    // After six time constants a quarter of a hundredth is left.
    let waiting = age + Int(min(6 * rig.sensor.smoothing * loop.frameRate, 1e6).rounded(.up))
    guard rig.sensor.smoothing > 0, !controller.rule.dwells || expectedDeadTime < waiting else { return nil }
    return (
      "the sensor smooths its readings (rig.sensor.smoothing)",
      "set loop.deadTime to \(waiting), so that it waits for them"
    )
  }

  /// The drifts of the simulated target along each of so many axes, in cm a step, but for those of 0.
  package func driftsOfTarget(axes: Int) -> [Double] {
    guard rig.kind.isSimulated, rig.kind.hasWall else { return [] }
    return [rig.targetDrift, rig.targetAcrossDrift].prefix(axes).filter { drift in drift != 0 }
  }

  private var ruleSetup: RuleSetup {
    var setup = RuleSetup(controller.values)
    setup.steers = controller.steers
    setup.tolerance = .centimeters(loop.tolerance)
    setup.noise = .centimeters(expectedNoise)
    setup.rounding = .centimeters(rig.kind.isSimulated ? rig.sensor.rounding : 0)
    setup.linearRange = .centimeters(expectedLinearRange)
    setup.servo = dataSheet
    setup.frameSeconds = 1 / loop.frameRate
    setup.deadTime = expectedDeadTime
    return setup
  }

  /// The figures of the servo's data sheet: for a simulated servo its own settings, for a real one its limit of speed.
  private var dataSheet: ServoDataSheet {
    let servo = rig.kind == .pins ? realServo : rig.servo
    var sheet = ServoDataSheet()
    sheet.resolution = .degrees(servo.resolution)
    sheet.deadBand = .degrees(servo.deadBand)
    sheet.backlash = .degrees(servo.backlash)
    sheet.lagSeconds = servo.lag
    sheet.slewRateDegreesPerSecond = servo.slewRate ?? .infinity
    return sheet
  }

  private var realServo: ServoSettings {
    var servo = ServoSettings()
    let rates = [pins.tilt.slewRate, pinAxisCount == 2 ? pins.pan.slewRate : nil].compactMap { rate in rate }
    servo.slewRate = rates.min()
    return servo
  }
}
