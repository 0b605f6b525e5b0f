public import RigCore
public import RigSimulation

extension RigKind {
  /// A simulated rig of two steering mirrors and two detectors.
  public static let beamWalk = RigKind(
    "beamWalk",
    axes: [
      .mirror("mirror 1 tilt", "tilt 1", place: "near height", .near, firstKeys),
      .mirror("mirror 1 pan", "pan 1", place: "near across", .near, firstKeys),
      .mirror("mirror 2 tilt", "tilt 2", place: "far height", .far, secondKeys),
      .mirror("mirror 2 pan", "pan 2", place: "far across", .far, secondKeys),
    ],
    hasWall: false, parts: .simulated.union([.planeSensor]), ownKeys: keys, plants: BeamWalkPlants()
  ) { scenario in
    [scenario.blindBench].compactMap { found in found }
  }

  private static let keys: [ScenarioKey] = {
    let parameters = BeamWalkParameters.declarations
    let sway = [parameters.targetSway, parameters.targetSwayFrequency].map(path)
    let phase = path(of: parameters.targetSwayPhase)
    return BeamWalkParameters.keys.map { key in
      guard key.path == phase || sway.contains(key.path) else { return key }
      return sway.filter { other in other != key.path }.reduce(key) { key, other in key.needing(other) }
    }
  }()

  private static let firstKeys = [BeamWalkParameters().firstMirrorRoll, BeamWalkParameters().nearRoll].map(path)
  private static let secondKeys = [BeamWalkParameters().secondMirrorRoll, BeamWalkParameters().farRoll].map(path)
  private static func path(of parameter: Parameter<Double>) -> String { "rig." + parameter.name }
}

extension RigAxis {
  /// An axis of a mirror. Each moves both dots, so the errors have the names of their places.
  fileprivate static func mirror(
    _ name: String, _ shortName: String, place: String, _ detector: KindDetector, _ rotationKeys: [String]
  ) -> RigAxis {
    RigAxis(
      name, shortName: shortName, place: place, errorName: place, detector: detector, rotationKeys: rotationKeys)
  }
}

extension KindDetector {
  fileprivate static let near = KindDetector(own: BeamWalkParameters().nearSaturation)
  fileprivate static let far = KindDetector(own: BeamWalkParameters().farSaturation)
}

/// The parameters that only a beam walk has. Lengths in cm, angles in degrees.
public struct BeamWalkParameters: OwnParameters {
  /// The declarations of the parameters, made once.
  public static let declarations = BeamWalkParameters()

  /// The distance from mirror 1 to mirror 2.
  public let mirrorDistance = Parameter(
    "beamWalk.mirrorDistance", default: 30, .distance, unit: "cm", "from mirror 1 to mirror 2")

  /// The distance from mirror 2 to the near detector.
  public let nearDistance = Parameter(
    "beamWalk.nearDistance", default: 20, .distance, unit: "cm", "from mirror 2 to the near detector")

  /// The distance from mirror 2 to the far detector.
  public let farDistance = Parameter(
    "beamWalk.farDistance", default: 100, .distance, unit: "cm",
    "from mirror 2 to the far detector, beyond the near one")

  /// How far the mount of mirror 1 is rolled about the beam.
  public let firstMirrorRoll = Parameter(
    "beamWalk.firstMirrorRoll", default: 0, .turn, unit: "°",
    "how far the mount of mirror 1 is rolled about the beam")

  /// How far the mount of mirror 2 is rolled about the beam.
  public let secondMirrorRoll = Parameter(
    "beamWalk.secondMirrorRoll", default: 0, .turn, unit: "°",
    "how far the mount of mirror 2 is rolled about the beam")

  /// How far the near detector is rolled about the beam.
  public let nearRoll = Parameter(
    "beamWalk.nearRoll", default: 0, .turn, unit: "°", "how far the near detector is rolled about the beam")

  /// How far the far detector is rolled about the beam.
  public let farRoll = Parameter(
    "beamWalk.farRoll", default: 0, .turn, unit: "°", "how far the far detector is rolled about the beam")

  /// The height of the target on the near detector.
  public let nearTarget = Parameter(
    "beamWalk.nearTarget", default: 0.5, .length, unit: "cm", "the hidden height of the target on the near detector")

  /// The place across of the target on the near detector.
  public let nearTargetAcross = Parameter(
    "beamWalk.nearTargetAcross", default: -0.3, .length, unit: "cm", "where across that target is")

  /// The height of the target on the far detector.
  public let farTarget = Parameter(
    "beamWalk.farTarget", default: -0.4, .length, unit: "cm", "the hidden height of the target on the far detector")

  /// The place across of the target on the far detector.
  public let farTargetAcross = Parameter(
    "beamWalk.farTargetAcross", default: 0.6, .length, unit: "cm", "where across that one is")

  /// How far the targets on both detectors sway up and down together.
  public let targetSway = Parameter(
    "beamWalk.targetSway", default: 0, .size, unit: "cm", "how far both targets sway up and down, in step")

  /// How often the targets sway.
  public let targetSwayFrequency = Parameter(
    "beamWalk.targetSwayFrequency", default: 0, .frequency, unit: "Hz", "the frequency of that sway")

  /// The phase of the sway at step 0.
  public let targetSwayPhase = Parameter(
    "beamWalk.targetSwayPhase", default: 0, .phase, unit: "°", "the phase of that sway at step 0")

  /// The largest error that the near detector reports, if it is not that of both.
  public let nearSaturation = Parameter<Double?>(
    "beamWalk.nearSaturation", .extent, unit: "cm",
    "the largest error that the near detector reports; none: rig.sensor.saturation")

  /// The largest error that the far detector reports, if it is not that of both.
  public let farSaturation = Parameter<Double?>(
    "beamWalk.farSaturation", .extent, unit: "cm",
    "the largest error that the far detector reports; none: rig.sensor.saturation")
}

extension RigSettings {
  /// The parameters that only a beam walk has.
  public var beamWalk: ParameterSettings<BeamWalkParameters> {
    get { ParameterSettings(own) }
    set { own = newValue.values }
  }
}

private struct BeamWalkPlants: PlantMaker {
  func visit<Visitor: PlantVisitor>(_ scenario: Scenario, by visitor: Visitor) -> Visitor.Result {
    visitor.visit(scenario.beamWalkRigs)
  }
}

extension Scenario {
  /// The simulated beam walk, without its random numbers.
  public var beamWalkModel: BeamWalkModel {
    let bench = rig.beamWalk
    let targets = [bench.nearTarget, bench.nearTargetAcross, bench.farTarget, bench.farTargetAcross]
    let sway = rig.sway(
      bench.targetSway, bench.targetSwayFrequency, phase: bench.targetSwayPhase, frameSeconds: 1 / loop.frameRate)
    let sensor = rig.sensorModel(of: .beamWalk)
    func model(_ detector: KindDetector) -> SensorModel {
      var model = sensor
      if let limit = detector.limit(rig) { model.saturation.limit = .centimeters(limit.centimeters) }
      return model
    }
    var walk = BeamWalkModel(
      geometry: BeamWalkGeometry(
        mirrorDistance: .centimeters(bench.mirrorDistance), nearDistance: .centimeters(bench.nearDistance),
        farDistance: .centimeters(bench.farDistance), mirrorRoll1: .degrees(bench.firstMirrorRoll),
        mirrorRoll2: .degrees(bench.secondMirrorRoll), nearRoll: .degrees(bench.nearRoll),
        farRoll: .degrees(bench.farRoll)),
      // The targets' heights sway, not their places across.
      targets: PerAxis { axis in
        Trajectory(start: .centimeters(targets[axis]), sway: axis.isMultiple(of: 2) ? sway : nil)
      },
      servos: PerAxis(repeating: rig.servo.model), near: model(.near),
      far: model(.far), faults: rig.faults,
      frameSeconds: 1 / loop.frameRate)
    walk.frameJitter = rig.frameJitter
    return walk
  }

  /// The simulated beam walks, each with its mirrors at 0°.
  public var beamWalkRigs: PlantSource<BeamWalkRig> { beamWalkModel.plants() }

  /// The contradiction of two detectors at one place, which see the same, or of a near one behind the far one.
  fileprivate var blindBench: Contradiction? {
    let (near, far) = (rig.beamWalk.nearDistance, rig.beamWalk.farDistance)
    guard far <= near else { return nil }
    return Contradiction(
      ["rig.beamWalk.farDistance", "rig.beamWalk.nearDistance"],
      """
      the far detector, \(NumberRange.text(far)) cm behind mirror 2, must stand beyond the near one, \
      \(NumberRange.text(near)) cm behind it; at one place both see the same
      """)
  }
}
