import RigCore
import RigSimulation

extension RigModel {
  /// A rig with every effect and every fault that a configuration can ask for.
  static let everything: RigModel = {
    var model = RigModel(
      wall: WallModel(
        distance: .logUniform(.centimeters(250) ... .centimeters(350)), distanceDriftPerStep: .centimeters(1e-6),
        distanceJumpStep: 500, distanceJump: .centimeters(10), laserHeight: .centimeters(5),
        target: Trajectory(
          start: .centimeters(20), driftPerStep: .centimeters(1e-6), jumpStep: 600, jump: .centimeters(3),
          sway: sway)),
      servo: allServoEffects, sensor: allSensorEffects,
      faults: Fault.Part.allCases.flatMap { part in faults(of: part) })
    model.frameJitter = 0.3
    return model
  }()

  fileprivate static var sway: Wave {
    Wave(amplitude: 0.5, hertz: 0.05, phaseDegrees: 30, frameSeconds: 0.1)
  }

  private static var allServoEffects: ServoModel {
    var servo = ServoModel.hobby
    servo.hysteresis = Hysteresis(share: 0.15, stroke: .degrees(120))
    servo.creep = Creep(sharePerDecade: 0.02)
    servo.vibration = Vibration(amplitude: .degrees(0.01), hertz: 2, phaseDegrees: 30)
    servo.mounting = Mounting(offset: .degrees(2), isReversed: false)
    return servo
  }

  private static var allSensorEffects: SensorModel {
    SensorModel(
      DeadTime(steps: 2), FieldOfView(halfHeight: .centimeters(150)),
      VaryingDeadTime(spread: 2), Dropouts(probability: 0.05), QuadrantResponse(spotRadius: .centimeters(200)),
      Bias(offset: .centimeters(0.2), across: .centimeters(0.1)),
      Hum(amplitude: .centimeters(0.2), hertz: 2, phaseDegrees: 30),
      GaussianNoise(standardDeviation: .centimeters(0.5), correlation: 0.5),
      PinkNoise(standardDeviation: .centimeters(0.1)),
      Outliers(probability: 0.01, size: .centimeters(20)), Smoothing(seconds: 0.1),
      Saturation(limit: .centimeters(100)), Rounding(unit: .centimeters(0.1)), SlowSensor(newReadingEvery: 2))
  }

  private static func faults(of part: Fault.Part) -> [Fault] {
    [
      Fault(part: part, kind: .stuck, firstStep: 100, lastStep: 120),
      Fault(part: part, kind: .wrong(by: 0.1)),
      Fault(part: part, kind: .delayed(steps: 1)),
      Fault(part: part, kind: .intermittent(probability: 0.01)),
    ]
  }
}

extension PanTiltModel {
  /// A rig with every effect and every fault on both axes, and nothing at right angles.
  static let everything: PanTiltModel = {
    let base = RigModel.everything
    var model = PanTiltModel(
      wall: base.wall,
      targetAcross: Trajectory(
        start: .centimeters(-20), driftPerStep: .centimeters(1e-6), jumpStep: 700, jump: .centimeters(3)),
      geometry: PanTiltGeometry(
        wallYaw: .degrees(15), wallPitch: .degrees(5), sensorRotation: .degrees(10), crossing: .degrees(3)),
      tilt: base.servo, pan: base.servo, sensor: base.sensor,
      faults: base.faults + base.faults.map { fault in fault.on(axis: 1) })
    model.frameJitter = base.frameJitter
    return model
  }()
}

extension BeamWalkModel {
  /// A bench with every effect and every fault, rolled all over.
  static let everything: BeamWalkModel = {
    let base = RigModel.everything
    var model = BeamWalkModel(
      geometry: BeamWalkGeometry(
        mirrorRoll1: .degrees(5), mirrorRoll2: .degrees(-5), nearRoll: .degrees(3), farRoll: .degrees(-3)),
      targets: PerAxis { _ in
        Trajectory(start: .centimeters(1), driftPerStep: .centimeters(1e-6), sway: RigModel.sway)
      },
      servos: PerAxis(repeating: base.servo), near: base.sensor, far: base.sensor,
      faults: base.faults + base.faults.map { fault in fault.on(axis: 2) })
    model.frameJitter = base.frameJitter
    return model
  }()
}

extension Fault {
  fileprivate func on(axis: Int) -> Fault {
    var fault = self
    fault.axis = axis
    return fault
  }
}
