public import RigCore
public import RigSimulation

extension RigKind {
  /// A simulated rig with a laser that turns up, down and to the sides.
  public static let panTilt = RigKind(
    "panTilt",
    axes: [
      .tilt(rotationKeys: rotationKeys),
      .pan(
        servo: KindServo(path: ScenarioKey.panServoSection) { rig in rig.panServo ?? rig.servo },
        rotationKeys: rotationKeys),
    ],
    hasWall: true, parts: .simulated.union([.wall, .target, .across, .planeSensor]),
    ownKeys: PanTiltParameters.keys + ScenarioKey.panServo,
    plants: PanTiltPlants()
  ) { scenario in
    [scenario.emptyPanTravel, scenario.startContradiction].compactMap { found in found }
  }

  private static let rotationKeys = ["rig." + PanTiltParameters().sensorRotation.name]
}

/// The parameters that only a rig with pan and tilt has. Angles in degrees.
public struct PanTiltParameters: OwnParameters {
  /// The declarations of the parameters, made once.
  public static let declarations = PanTiltParameters()

  /// How far the right side of the wall is turned away.
  public let wallYaw = Parameter(
    "panTilt.wallYaw", default: 0, .slant, unit: "°", "how far the wall's right side is turned away")

  /// How far the top of the wall leans away.
  public let wallPitch = Parameter(
    "panTilt.wallPitch", default: 0, .slant, unit: "°", "how far the wall's top leans away")

  /// How far the sensor is turned clockwise.
  public let sensorRotation = Parameter(
    "panTilt.sensorRotation", default: 0, .turn, unit: "°", "how far the sensor is turned clockwise")

  /// The difference of the angle between the axes from a right angle.
  public let crossing = Parameter(
    "panTilt.crossing", default: 0, .slant, unit: "°",
    "how much the axes miss a right angle; positive has the tilt axis higher on the right")
}

extension RigSettings {
  /// The parameters that only a rig with pan and tilt has.
  public var panTilt: ParameterSettings<PanTiltParameters> {
    get { ParameterSettings(own) }
    set { own = newValue.values }
  }
}

extension ScenarioKey {
  /// The section of the keys that set the servo of pan apart.
  static let panServoSection = "rig.panTilt.panServo"

  /// The keys of the pan servo: those of `rig.servo`, which hold for both servos until one of these changes the pan
  /// alone.
  fileprivate static let panServo: [ScenarioKey] = servo.map { key in
    let path = panServoSection + key.path.dropFirst(KindServo.common.path.count)
    let summary =
      switch key.path {
      case "rig.servo.preset": "the servo of pan, if it is another than that of tilt"
      case "rig.servo.offset": "how far to the right the beam points"
      case "rig.servo.reversed": "a larger command moves the beam to the left"
      default: key.summary
      }
    var own = ScenarioKey(path, key.type, isOptional: key.isOptional, summary) { scenario in
      key.read(scenario.withPanServo)
    } write: { scenario, value in
      var changed = scenario.withPanServo
      key.write(&changed, value)
      scenario.rig.panServo = changed.rig.servo == scenario.rig.servo ? nil : changed.rig.servo
    }
    own.rangeAdvice = key.rangeAdvice
    own.companions = key.companions.map { other in panServoSection + other.dropFirst(KindServo.common.path.count) }
    if !key.presets.isEmpty { own.presets = key.presets + ["\(panServoSection).preset"] }
    return own
  }
}

private struct PanTiltPlants: PlantMaker {
  func visit<Visitor: PlantVisitor>(_ scenario: Scenario, by visitor: Visitor) -> Visitor.Result {
    visitor.visit(scenario.panTiltRigs)
  }
}

extension Scenario {
  /// The simulated rig with pan and tilt, without its random numbers.
  public var panTiltModel: PanTiltModel {
    var model = PanTiltModel(
      wall: rig.wallModel(frameSeconds: 1 / loop.frameRate),
      targetAcross: Trajectory(
        start: .centimeters(rig.targetAcross), driftPerStep: .centimeters(rig.targetAcrossDrift),
        jumpStep: rig.targetAcrossJumpStep, jump: .centimeters(rig.targetAcrossJump)),
      geometry: PanTiltGeometry(
        wallYaw: .degrees(rig.panTilt.wallYaw), wallPitch: .degrees(rig.panTilt.wallPitch),
        sensorRotation: .degrees(rig.panTilt.sensorRotation), crossing: .degrees(rig.panTilt.crossing)),
      tilt: rig.servo.model, pan: panServo.model, sensor: rig.sensorModel(of: .panTilt),
      faults: rig.faults, frameSeconds: 1 / loop.frameRate)
    model.frameJitter = rig.frameJitter
    return model
  }

  /// The simulated rigs with pan and tilt, each with its servos at the commands that put the dot at the scenario's
  /// start.
  public var panTiltRigs: PlantSource<PanTiltRig> {
    let place = startPlace
    return panTiltModel.plants { plant in
      place.flatMap { place in plant.command(forHeight: place.height, across: place.across) }
    }
  }

  /// The scenario with the servo of pan in the place of that of tilt.
  fileprivate var withPanServo: Scenario {
    var scenario = self
    scenario.rig.servo = panServo
    return scenario
  }

  /// The servo that turns the beam across.
  private var panServo: ServoSettings { rig.panServo ?? rig.servo }

  /// The place at which the dot is to begin; nil if the scenario sets none.
  private var startPlace: (height: Length, across: Length)? {
    guard rig.start != nil || rig.startAcross != nil else { return nil }
    return (.centimeters(rig.start ?? rig.laserHeight), .centimeters(rig.startAcross ?? 0))
  }

  fileprivate var emptyPanTravel: Contradiction? {
    rig.panServo == nil ? nil : emptyTravel(panServo, ScenarioKey.panServoSection)
  }

  /// The contradiction of a start out of reach.
  fileprivate var startContradiction: Contradiction? {
    guard travelContradiction == nil, emptyPanTravel == nil, let start = startPlace else { return nil }
    let keys =
      [
        "rig.start", "rig.startAcross", "rig.distance", "rig.laserHeight", "rig.panTilt.wallYaw",
        "rig.panTilt.wallPitch", "rig.panTilt.crossing",
      ] + rig.kind.allAxes.flatMap(\.servo.reachKeys) + ["rig.kind"]
    let place =
      "\(NumberRange.text(start.height.centimeters)) cm high and \(NumberRange.text(start.across.centimeters)) cm across"
    return startContradiction(at: place, keys) { scenario in
      PanTiltRig(scenario.panTiltModel, seed: RandomSeed(0)).command(forHeight: start.height, across: start.across)
        .map { commands in [commands[0], commands[1]] }
    }
  }
}
