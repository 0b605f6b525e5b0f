internal import RealModule
internal import RigCore

// Rigs that are not aligned, for testing rules that find out the response by themselves. The devices are ideal; others
// can be put into the model.

extension PanTiltModel {
  /// A rig with a wall somewhere between 50 and 1000 cm that slants in any direction, from square to the beam to
  /// grazing (every foreshortening up to `limit` equally likely, by its ratio), a sensor turned by up to 60° and axes
  /// crossed by up to 60°. The target is the place at which the beam ends at angles of up to 25°, no farther from
  /// straight ahead than the wall from the laser.
  ///
  /// Straight ahead and on the target the Jacobian's condition number is at most `limit`, at least 10.
  public static func random(seed: RandomSeed, conditionNumberAtMost limit: Double = 100) -> PanTiltModel {
    precondition(limit >= 10, "few rigs have a condition number below 10")
    var generator = seed.generator(for: .geometry)
    while true {
      let distance = generator.centimeters(from: 50, to: 1000)
      var model = PanTiltModel(
        wall: WallModel(distance: .fixed(distance), target: Trajectory(start: .zero)),
        geometry: PanTiltGeometry(
          slant: .acos(1 / generator.ratio(from: 1, to: limit)), towards: generator.angle(within: 180),
          sensorRotation: generator.angle(within: 60), crossing: generator.angle(within: 60)))
      let pose = PerAxis<2, Angle>(generator.angle(within: 25), generator.angle(within: 25))
      let onTarget = PanTiltRig(model, seed: seed, start: pose).truth
      guard let dots = onTarget.dots, dots.norm <= distance else { continue }
      model.wall.target.start = dots[0]
      model.targetAcross.start = dots[1]
      let atStart = PanTiltRig(model, seed: seed).truth
      if [onTarget, atStart].allSatisfy({ truth in truth.isSteerable(limit) }) { return model }
    }
  }
}

extension BeamWalkModel {
  /// A bench with 10–100 cm between the mirrors, the near detector 5–100 cm behind the second and the far one 10–300 cm
  /// behind that (every ratio equally likely), mounts and detectors rolled by up to 60°. The targets are the places at
  /// which the beam ends at angles of up to 1°.
  ///
  /// With the mirrors at rest and on the targets the Jacobian's condition number is at most `limit`, at least 10.
  public static func random(seed: RandomSeed, conditionNumberAtMost limit: Double = 100) -> BeamWalkModel {
    precondition(limit >= 10, "few rigs have a condition number below 10")
    var generator = seed.generator(for: .geometry)
    while true {
      let near = generator.centimeters(from: 5, to: 100)
      let geometry = BeamWalkGeometry(
        mirrorDistance: generator.centimeters(from: 10, to: 100), nearDistance: near,
        farDistance: near + generator.centimeters(from: 10, to: 300),
        mirrorRoll1: generator.angle(within: 60), mirrorRoll2: generator.angle(within: 60),
        nearRoll: generator.angle(within: 60), farRoll: generator.angle(within: 60))
      var model = BeamWalkModel(
        geometry: geometry, targets: PerAxis(repeating: Trajectory(start: .zero)),
        servos: PerAxis(repeating: ServoModel(travel: ServoModel.steeringMirror.travel)))
      let atStart = BeamWalkRig(model, seed: seed).truth
      let pose = PerAxis<4, Angle> { _ in generator.angle(within: 1) }
      let onTarget = BeamWalkRig(model, seed: seed, start: pose).truth
      guard let dots = onTarget.dots else { continue }
      model.targets = dots.map { place in Trajectory(start: place) }
      if [onTarget, atStart].allSatisfy({ truth in truth.isSteerable(limit) }) { return model }
    }
  }
}

extension PanTiltGeometry {
  /// A wall with its normal at `slant` radians to the beam straight ahead, leaning `towards` a direction in which 0 is
  /// across and 90° is up.
  fileprivate init(slant: Double, towards: Angle, sensorRotation: Angle, crossing: Angle) {
    let across = .sin(slant) * Double.cos(towards.radians)
    let up = .sin(slant) * Double.sin(towards.radians)
    self.init(
      wallYaw: Angle(slope: across / .cos(slant)), wallPitch: Angle(radians: .asin(up)),
      sensorRotation: sensorRotation, crossing: crossing)
  }
}

extension PlantTruth {
  fileprivate func isSteerable(_ limit: Double) -> Bool {
    jacobian.map { jacobian in jacobian.conditionNumber <= limit } ?? false
  }
}

extension Xoshiro256PlusPlus {
  fileprivate mutating func angle(within degrees: Double) -> Angle {
    .degrees((2 * share() - 1) * degrees)
  }

  fileprivate mutating func centimeters(from low: Double, to high: Double) -> Length {
    .centimeters(ratio(from: low, to: high))
  }

  /// A number between `low` and `high`, every ratio equally likely.
  fileprivate mutating func ratio(from low: Double, to high: Double) -> Double {
    low * .pow(high / low, share())
  }
}
