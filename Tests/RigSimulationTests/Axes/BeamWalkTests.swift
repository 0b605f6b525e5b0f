import RealModule
import RigCore
import RigSimulation
import RigTestSupport
import Testing

private let still = PerAxis<4, Trajectory>(repeating: Trajectory(start: .zero))
private let free = PerAxis<4, ServoModel>(repeating: ServoModel())

private func four(_ values: Double...) -> PerAxis<4, Double> { PerAxis { axis in values[axis] } }

/// The truth with the commands `angles`, in degrees.
private func truth(_ geometry: BeamWalkGeometry, _ angles: PerAxis<4, Double>) -> PlantTruth<4> {
  BeamWalkRig(
    BeamWalkModel(geometry: geometry, targets: still, servos: free), seed: RandomSeed(1),
    start: angles.map { angle in .degrees(angle) }
  ).truth
}

@Suite struct BeamWalkTests {
  @Test(arguments: 0..<50) func `in each plane the dots are where the formula says`(seed: UInt64) throws {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let (first, near) = (generator.ratio(5, 100), generator.ratio(5, 100))
    let far = near + generator.ratio(5, 300)
    let geometry = BeamWalkGeometry(
      mirrorDistance: .centimeters(first), nearDistance: .centimeters(near), farDistance: .centimeters(far))
    let angles = PerAxis<4, Double> { _ in .random(in: -30...30, using: &generator) }
    let dot = try #require(truth(geometry, angles).dots)
    for plane in 0..<2 {
      let (one, two) = (angles[plane] * .pi / 180, angles[plane + 2] * .pi / 180)
      for (row, distance) in [(plane, near), (plane + 2, far)] {
        let place = first * .tan(one) + distance * .tan(one + two)
        #expect(abs(dot[row].centimeters - place) < 1e-10)
      }
    }
  }

  @Test func `at rest the Jacobian is the coupling of the lengths`() throws {
    let jacobian = try #require(truth(BeamWalkGeometry(), PerAxis(repeating: 0)).jacobian)
    let formula: [[Double]] = [[50, 0, 20, 0], [0, 50, 0, 20], [130, 0, 100, 0], [0, 130, 0, 100]]
    for row in 0..<4 {
      for column in 0..<4 { #expect(abs(jacobian[row, column] - formula[row][column]) < 1e-12) }
    }
    // Each plane's singular values by hand: the sum of their squares is 29800, their product 30 · 80.
    let root = (29800.0 * 29800 - 4 * 2400 * 2400).squareRoot()
    #expect(abs(jacobian.conditionNumber - ((29800 + root) / (29800 - root)).squareRoot()) < 1e-9)
    #expect(abs(jacobian.conditionNumber - 12.33) < 0.01)
  }

  @Test(arguments: 0..<50) func `rolled mounts couple height and across, and leave the condition number`(seed: UInt64)
    throws
  {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let geometry = BeamWalkGeometry.random(using: &generator)
    let rolled = try #require(truth(geometry, PerAxis(repeating: 0)).jacobian)
    let straight = try #require(
      truth(
        BeamWalkGeometry(
          mirrorDistance: geometry.mirrorDistance, nearDistance: geometry.nearDistance,
          farDistance: geometry.farDistance), PerAxis(repeating: 0)
      ).jacobian)
    #expect(abs(rolled.conditionNumber / straight.conditionNumber - 1) < 1e-9)
    // Mirror 1 seen on the near detector: a turn by the roll of the one less that of the other.
    let reach = (geometry.mirrorDistance + geometry.nearDistance).centimeters
    let turn = geometry.mirrorRoll1.radians - geometry.nearRoll.radians
    #expect(abs(rolled[0, 0] - reach * .cos(turn)) < 1e-9 && abs(rolled[1, 0] - reach * .sin(turn)) < 1e-9)
    #expect(abs(rolled[0, 1] + reach * .sin(turn)) < 1e-9 && abs(rolled[1, 1] - reach * .cos(turn)) < 1e-9)
    let behind = geometry.mirrorRoll2.radians - geometry.farRoll.radians
    #expect(abs(rolled[3, 2] - geometry.farDistance.centimeters * .sin(behind)) < 1e-9)
  }

  @Test func `a mount rolled by 90° turns its tilt into pan`() throws {
    let dot = try #require(truth(BeamWalkGeometry(mirrorRoll1: .degrees(90)), four(1, 0, 0, 0)).dots)
    #expect(abs(dot[0].centimeters) < 1e-12)
    #expect(abs(dot[1].centimeters - 50 * .tan(.pi / 180)) < 1e-12)
  }

  @Test(arguments: 0..<60) func `the Jacobian is what differences say`(seed: UInt64) throws {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let model = BeamWalkModel(
      geometry: .random(using: &generator), targets: still,
      servos: PerAxis { _ in
        ServoModel(
          Mounting(offset: .degrees(.random(in: -2...2, using: &generator)), isReversed: generator.coin()))
      })
    let pose = PerAxis<4, Double> { _ in .random(in: -0.2...0.2, using: &generator) }
    func found(_ change: Double, on axis: Int) -> PlantTruth<4> {
      let start = PerAxis<4, Angle> { place in .slope(pose[place] + (place == axis ? change : 0)) }
      return BeamWalkRig(model, seed: RandomSeed(1), start: start).truth
    }
    let jacobian = try #require(found(0, on: 0).jacobian)
    for column in 0..<4 {
      let after = try #require(found(1e-5, on: column).errors)
      let before = try #require(found(-1e-5, on: column).errors)
      for row in 0..<4 {
        let difference = (after[row] - before[row]).centimeters / 2e-5
        #expect(abs(difference - jacobian[row, column]) < 1e-6 * jacobian.singularValues[0])
      }
    }
  }

  @Test(arguments: 0..<50) func `the commands for a place lead there`(seed: UInt64) throws {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let model = BeamWalkModel(
      geometry: .random(using: &generator), targets: still,
      servos: PerAxis { axis in ServoModel(Mounting(offset: .degrees(1), isReversed: axis == 2)) })
    let wish = PerAxis<4, Length> { _ in .centimeters(.random(in: -5...5, using: &generator)) }
    let command = BeamWalkRig(model, seed: RandomSeed(1)).command(for: wish)
    let dot = try #require(BeamWalkRig(model, seed: RandomSeed(1), start: command).truth.dots)
    for axis in 0..<4 { #expect((dot[axis] - wish[axis]).magnitude.centimeters < 1e-9) }
  }

  @Test func `a beam that turns by 90° never arrives`() {
    #expect(truth(BeamWalkGeometry(), four(50, 0, 39, 0)).dots != nil)
    let lost = truth(BeamWalkGeometry(), four(50, 0, 41, 0))
    #expect(lost.dots == nil && lost.errors == nil && lost.jacobian == nil)
  }

  @Test func `a reading takes both detectors`() {
    let near = SensorModel(Dropouts(probability: 0.2))
    func lost(_ near: SensorModel, _ far: SensorModel) -> [Bool] {
      var rig = BeamWalkRig(BeamWalkModel(targets: still, near: near, far: far), seed: RandomSeed(1))
      return (0..<400).map { _ in rig.read() == .spotLost }
    }
    let (onlyNear, onlyFar, both) = (lost(near, SensorModel()), lost(SensorModel(), near), lost(near, near))
    #expect(onlyNear != onlyFar)
    #expect(both == zip(onlyNear, onlyFar).map { pair in pair.0 || pair.1 })
    #expect((40..<120).contains(onlyNear.count { lost in lost }))
  }

  @Test func `the field of view is that of each detector by itself`() {
    let narrow = SensorModel(FieldOfView(halfHeight: .centimeters(1)))
    func reading(_ near: SensorModel, _ far: SensorModel) -> Reading<4> {
      // Half a centimetre on the near detector, four on the far one.
      var rig = BeamWalkRig(
        BeamWalkModel(targets: still, servos: free, near: near, far: far), seed: RandomSeed(1),
        start: PerAxis { axis in axis == 0 ? .slope(-0.0125) : axis == 2 ? .slope(0.05625) : .zero })
      return rig.read()
    }
    #expect(reading(narrow, SensorModel()) != .spotLost)
    #expect(reading(SensorModel(), narrow) == .spotLost)
  }

  @Test func `faults of a sensor are on one detector or on both`() {
    func seen(on axis: Int?) -> [Double] {
      var rig = BeamWalkRig(
        BeamWalkModel(targets: still, faults: [Fault(part: .sensor, kind: .wrong(by: 2), axis: axis)]),
        seed: RandomSeed(1))
      return rig.read().error?.values.map(\.centimeters) ?? []
    }
    #expect(seen(on: nil) == [2, 2, 2, 2])
    #expect(seen(on: 1) == [0, 2, 0, 0])
    #expect(seen(on: 2) == [0, 0, 2, 0])
  }

  @Test func `targets drift and jump`() {
    var targets = still
    targets[3] = Trajectory(start: .zero, driftPerStep: .centimeters(0.5), jumpStep: 2, jump: .centimeters(3))
    var rig = BeamWalkRig(BeamWalkModel(targets: targets), seed: RandomSeed(1))
    let seen = (0..<4).map { _ in rig.read().error?.values.map(\.centimeters) ?? [] }
    #expect(seen == [[0, 0, 0, 0], [0, 0, 0, -0.5], [0, 0, 0, -4], [0, 0, 0, -4.5]])
  }

  @Test func `descent walks the beam, as slowly as the Jacobian foretells`() throws {
    let targets = PerAxis<4, Trajectory> { axis in Trajectory(start: .centimeters([0.5, -0.3, -0.4, 0.6][axis])) }
    let model = BeamWalkModel(targets: targets)
    var loop = ControlLoop(
      rig: BeamWalkRig(model, seed: RandomSeed(1)),
      rule: GradientDescent<4>(learningRate: 0.5, assumedDistance: .centimeters(130)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero),
      settings: LoopSettings(settling: SettlingCriterion(tolerance: .centimeters(0.005), window: 5)))
    var norms: [Double] = []
    let outcome = loop.run { step in
      norms.append(step.reading.error?.norm.centimeters ?? .nan)
      return .proceed
    }
    guard case .converged = outcome else {
      Issue.record("\(outcome)")
      return
    }
    let left = try (1 / 130 * #require(loop.rig.truth.jacobian)).contraction
    #expect((0.8..<0.9).contains(left))
    for (before, after) in zip(norms, norms.dropFirst()).dropFirst(8).prefix(12) {
      #expect(abs(after / before - left) < 0.01)
    }
  }
}
