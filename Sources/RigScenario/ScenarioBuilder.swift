public import RigCore
public import RigSimulation

extension Scenario {
  /// The name by which the command line calls ``firstLook``.
  public static var firstLookName: String { "built-in" }

  /// The scenario that the command line runs when it is given none: a hobby servo, mild noise, a wall anywhere between
  /// 50 and 1000 cm, and a rule that finds out where.
  public static var firstLook: Scenario {
    var scenario = Scenario()
    scenario.title = "a wall that nobody measured"
    scenario.rig.distance = .drawn(from: 50, to: 1000)
    scenario.rig.target = 30
    scenario.rig.servo.takeOver(.hobby)
    scenario.rig.sensor.noise = 0.2
    scenario.loop.tolerance = 2
    scenario.output.plot = "descent.svg"
    return scenario
  }

  /// The scenario on which the command line compares rules when it is given none: nothing disturbs but the wall's
  /// distance and the target's height, which nobody knows.
  public static var comparison: Scenario {
    var scenario = Scenario()
    scenario.title = "walls that nobody measured"
    scenario.rig.distance = .drawn(from: 50, to: 1000)
    scenario.rig.target = .drawn(from: -100, to: 100)
    scenario.rig.servo.travelFrom = -60
    scenario.rig.servo.travelTo = 60
    scenario.controller.learningRate = 0.5
    scenario.controller.assumedDistance = 1000
    return scenario
  }

  /// The scenario that the command line sweeps when it is given none: one wall, and a rule whose loop gain is known, 2 at
  /// the learning rate 1.
  public static var sweep: Scenario {
    var scenario = Scenario()
    scenario.title = "a wall that stands still"
    scenario.rig.target = 50
    scenario.rig.servo.travelFrom = -60
    scenario.rig.servo.travelTo = 60
    scenario.controller.rule = .gradientDescent
    scenario.loop.tolerance = 1
    return scenario
  }

  /// The simulated rig, without its chance.
  public var rigModel: RigModel {
    RigModel(
      wall: rig.wall, servo: rig.servo.model, sensor: rig.sensor.model, faults: rig.faults.map(\.fault),
      frameSeconds: 1 / loop.frameRate)
  }

  /// The simulated rig under `seed`, its servo at the command that puts the dot where the scenario says.
  public func simulatedRig(seed: UInt64) -> SimulatedRig {
    simulatedRig(seed: RandomSeed(seed))
  }

  /// The simulated rig of one trial of many, its servo at the command that puts the dot where the scenario says.
  public func simulatedRig(seed: RandomSeed) -> SimulatedRig {
    guard let start = rig.start else { return SimulatedRig(rigModel, seed: seed) }
    let command = SimulatedRig(rigModel, seed: seed).command(forHeight: .centimeters(start))
    return SimulatedRig(rigModel, seed: seed, start: command)
  }

  /// The simulated rig with pan and tilt, without its chance.
  public var panTiltModel: PanTiltModel {
    PanTiltModel(
      wall: rig.wall,
      targetAcross: Trajectory(
        start: .centimeters(rig.targetAcross), driftPerStep: .centimeters(rig.targetAcrossDrift),
        jumpStep: rig.targetAcrossJumpStep, jump: .centimeters(rig.targetAcrossJump)),
      geometry: PanTiltGeometry(
        wallYaw: .degrees(rig.panTilt.wallYaw), wallPitch: .degrees(rig.panTilt.wallPitch),
        sensorRotation: .degrees(rig.panTilt.sensorRotation), crossing: .degrees(rig.panTilt.crossing)),
      tilt: rig.servo.model, pan: panServo.model, sensor: rig.sensor.model,
      biasAcross: .centimeters(rig.sensor.biasAcross), faults: rig.faults.map(\.fault),
      frameSeconds: 1 / loop.frameRate)
  }

  /// The simulated rig with pan and tilt under `seed`, its servos at the commands that put the dot where the scenario
  /// says.
  public func panTiltRig(seed: UInt64) -> PanTiltRig { panTiltRig(seed: RandomSeed(seed)) }

  /// The simulated rig with pan and tilt of one trial of many, as ``panTiltRig(seed:)-(UInt64)`` has it.
  public func panTiltRig(seed: RandomSeed) -> PanTiltRig {
    let rig = PanTiltRig(panTiltModel, seed: seed)
    guard let start = panTiltStart(of: rig) else { return rig }
    return PanTiltRig(rig.model, seed: rig.seed, start: start)
  }

  /// The commands that put the dot of `rig` where the scenario says; nil where it says nothing, or none do.
  func panTiltStart(of rig: PanTiltRig) -> PerAxis<2, Angle>? {
    guard self.rig.start != nil || self.rig.startAcross != nil else { return nil }
    return rig.command(
      forHeight: .centimeters(self.rig.start ?? self.rig.laserHeight),
      across: .centimeters(self.rig.startAcross ?? 0))
  }

  /// The servos of the simulated rig, those that are alike but once.
  public var simulatedServos: [ServoSettings] {
    [rig.servo] + (rig.kind == .panTilt ? [rig.panTilt.panServo].compactMap { servo in servo } : [])
  }

  /// The simulated beam walk, without its chance.
  public var beamWalkModel: BeamWalkModel {
    let bench = rig.beamWalk
    let targets = [bench.nearTarget, bench.nearTargetAcross, bench.farTarget, bench.farTargetAcross]
    return BeamWalkModel(
      geometry: BeamWalkGeometry(
        mirrorDistance: .centimeters(bench.mirrorDistance), nearDistance: .centimeters(bench.nearDistance),
        farDistance: .centimeters(bench.farDistance), mirrorRoll1: .degrees(bench.firstMirrorRoll),
        mirrorRoll2: .degrees(bench.secondMirrorRoll), nearRoll: .degrees(bench.nearRoll),
        farRoll: .degrees(bench.farRoll)),
      targets: PerAxis { axis in Trajectory(start: .centimeters(targets[axis])) },
      servos: PerAxis(repeating: rig.servo.model), near: rig.sensor.model, far: rig.sensor.model,
      biasAcross: .centimeters(rig.sensor.biasAcross), faults: rig.faults.map(\.fault),
      frameSeconds: 1 / loop.frameRate)
  }

  /// The simulated beam walk under `seed`, its mirrors at 0°.
  public func beamWalkRig(seed: UInt64) -> BeamWalkRig { BeamWalkRig(beamWalkModel, seed: RandomSeed(seed)) }

  /// The noise of a reading that the controller is to expect, in cm: of a simulated sensor its data sheet says it.
  var expectedNoise: Double { loop.noise ?? (rig.kind.isSimulated ? rig.sensor.noise : 0) }

  /// How long the loop runs and what it takes for an end.
  public var loopSettings: LoopSettings {
    let noise = Length.centimeters(expectedNoise)
    let tolerance = Length.centimeters(loop.tolerance)
    return LoopSettings(
      controlVariable: controller.steers,
      stepLimit: loop.steps,
      settling: SettlingCriterion(tolerance: tolerance, window: loop.window, noise: noise),
      divergence: DivergenceCriterion(
        bound: .centimeters(loop.divergenceBound), growingSteps: loop.divergenceSteps,
        railSwings: loop.divergenceSwings,
        floor: max(tolerance, 6 * noise), halvings: loop.divergenceHalvings),
      search: SpotSearch(
        hold: loop.searchHold, sweep: loop.searchSweep, reach: .degrees(loop.searchReach), turns: loop.searchTurns))
  }

  /// How to try out each axis before the loop is closed; nil where that is not asked for. It is up to whoever runs the
  /// scenario: a loop in code probes only where it is told to.
  public var responseProbe: ResponseProbe? {
    guard loop.probe else { return nil }
    return ResponseProbe(
      firstAngle: .degrees(loop.probeAngle), greatestAngle: .degrees(loop.probeLimit),
      noise: .centimeters(expectedNoise))
  }
}

extension ServoSettings {
  /// Takes over all figures of `preset`; how the laser is mounted is no figure of the servo.
  mutating func takeOver(_ preset: ServoPreset) {
    let model = preset.model
    self.preset = preset
    travelFrom = model.travel.lowerBound.tidyDegrees
    travelTo = model.travel.upperBound.tidyDegrees
    resolution = model.resolution.step.tidyDegrees
    deadBand = model.deadBand.width.tidyDegrees
    slewRate = model.motor.slewRateDegreesPerSecond.isFinite ? model.motor.slewRateDegreesPerSecond : nil
    lag = model.motor.lagSeconds
    backlash = model.backlash.play.tidyDegrees
  }

  var model: ServoModel {
    ServoModel(
      travel: .degrees(travelFrom) ... .degrees(travelTo),
      resolution: Resolution(step: .degrees(resolution)),
      deadBand: DeadBand(width: .degrees(deadBand)),
      motor: Motor(slewRateDegreesPerSecond: slewRate ?? .infinity, lagSeconds: lag),
      backlash: Backlash(play: .degrees(backlash)),
      mounting: Mounting(offset: .degrees(offset), isReversed: reversed))
  }
}

extension Angle {
  /// The degrees that a person wrote, without the last digits that the way through radians left.
  fileprivate var tidyDegrees: Double {
    (degrees * 1e9).rounded() / 1e9
  }
}

extension ServoPreset {
  var model: ServoModel {
    switch self {
    case .ideal: .ideal
    case .hobby: .hobby
    case .metalGear: .metalGear
    case .galvo: .galvo
    case .steeringMirror: .steeringMirror
    }
  }
}

extension RigSettings {
  fileprivate var wall: WallModel {
    let wallDistance: WallDistance =
      switch distance {
      case .fixed(let distance): .fixed(.centimeters(distance))
      case .drawn(let from, let to): .logUniform(.centimeters(from) ... .centimeters(to))
      }
    let heights: ClosedRange<Length>? =
      switch target {
      case .fixed: nil
      case .drawn(let from, let to): .centimeters(from) ... .centimeters(to)
      }
    return WallModel(
      distance: wallDistance, distanceDriftPerStep: .centimeters(distanceDrift), distanceJumpStep: distanceJumpStep,
      distanceJump: .centimeters(distanceJump), laserHeight: .centimeters(laserHeight),
      target: Trajectory(
        start: .centimeters(target.middle), driftPerStep: .centimeters(targetDrift), jumpStep: targetJumpStep,
        jump: .centimeters(targetJump)),
      targetHeights: heights)
  }
}

extension SensorSettings {
  fileprivate var model: SensorModel {
    SensorModel(
      deadTime: DeadTime(steps: deadTime),
      fieldOfView: FieldOfView(halfHeight: .centimeters(fieldOfView ?? .infinity)),
      dropouts: Dropouts(probability: dropouts),
      bias: Bias(offset: .centimeters(bias)),
      noise: GaussianNoise(standardDeviation: .centimeters(noise)),
      outliers: Outliers(probability: outliers, size: .centimeters(outlierSize)),
      saturation: Saturation(limit: .centimeters(saturation ?? .infinity)),
      rounding: Rounding(unit: .centimeters(rounding)),
      reports: reports)
  }
}

extension FaultSettings {
  fileprivate var fault: Fault {
    let effect: Fault.Kind =
      switch kind {
      case .ok: .ok
      case .stuck: .stuck
      case .wrong: .wrong(by: by)
      case .delayed: .delayed(steps: steps)
      case .intermittent: .intermittent(probability: probability)
      }
    return Fault(part: part, kind: effect, firstStep: from, lastStep: to, axis: axis.map { axis in axis - 1 })
  }
}
