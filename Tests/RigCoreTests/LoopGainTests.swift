import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct LoopGainTests {
  @Test(arguments: [0.01, 0.3, 0.8, 1.3, 1.9, 2, 2.3, 3])
  func `each step multiplies the error by 1 - g`(gain: Double) {
    let rig = IdealRig(distance: .centimeters(300), target: .zero, seed: RandomSeed(1))
    let rule = GradientDescent<1>(gain: gain, distance: 300)
    let errors = errors(of: rig, under: rule, start: .slope(0.01), settings: .exactly(12))
    for (error, next) in zip(errors, errors.dropFirst()) {
      #expect(abs(next / error - (1 - gain)) < 1e-12)
    }
  }

  @Test func `at g = 1 the dot arrives in one step`() {
    let rig = IdealRig(
      distance: .centimeters(170), laserHeight: .centimeters(20), target: .centimeters(-60), seed: RandomSeed(1))
    let rule = GradientDescent<1>(gain: 1, distance: 170)
    let errors = errors(of: rig, under: rule, start: .degrees(50), settings: .exactly(3))
    #expect(errors[0].magnitude > 100)
    #expect(errors.dropFirst().allSatisfy { error in error.magnitude < 1e-11 })
  }

  @Test(arguments: 0..<50)
  func `with an assumed distance D₀ the gain is 2 α D / D₀`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let (distance, assumed, rate) = (generator.ratio(20, 1000), generator.ratio(20, 1000), generator.ratio(0.01, 0.5))
    let rig = IdealRig(distance: .centimeters(distance), target: .zero, seed: RandomSeed(seed))
    let rule = GradientDescent<1>(learningRate: rate, assumedDistance: .centimeters(assumed))
    let errors = errors(of: rig, under: rule, start: .slope(1e-6), settings: .exactly(3))
    let gain = 2 * rate * distance / assumed
    for (error, next) in zip(errors, errors.dropFirst()) {
      #expect(abs(next / error - (1 - gain)) < 1e-9 * (1 + gain))
    }
  }

  @Test func `a reversed servo turns the gain round`() {
    let wall = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero))
    let model = RigModel(wall: wall, servo: ServoModel(Mounting(isReversed: true)))
    let start = Angle(slope: 0.001)
    let errors = errors(
      of: SimulatedRig(model, seed: RandomSeed(1), start: start), under: GradientDescent<1>(gain: 0.2, distance: 300),
      start: start, settings: .exactly(12))
    for (error, next) in zip(errors, errors.dropFirst()) { #expect(abs(next / error - 1.2) < 1e-9) }
  }

  @Test(arguments: [(50, 200), (200, -100), (10, 300)] as [(Double, Double)])
  func `in slope form the plant is linear, however steep`(distance: Double, target: Double) {
    let rig = IdealRig(distance: .centimeters(distance), target: .centimeters(target), seed: RandomSeed(1))
    let rule = GradientDescent<1>(gain: 0.25, distance: distance)
    let errors = errors(of: rig, under: rule, start: .zero, settings: .exactly(40))
    var expected = -target
    for error in errors {
      #expect(abs(error - expected) < 1e-11)
      expected *= 0.75
    }
  }
}

@Suite struct AngleFormTests {
  /// The errors of a loop that steers the angle and starts a hair's breadth from the target.
  private func errors(distance: Double, target: Double, gain: Double, steps: Int) -> [Double] {
    let rig = IdealRig(distance: .centimeters(distance), target: .centimeters(target), seed: RandomSeed(1))
    let rule = GradientDescent<1>(gain: gain, distance: distance)
    let start = Angle(slope: (target + 1e-4) / distance)
    return RigTestSupport.errors(
      of: rig, under: rule, start: start, settings: .exactly(steps, steering: .angle))
  }

  static let geometries: [(Double, Double)] = [(300, 0), (300, 100), (100, -80), (50, 60)]

  @Test(arguments: geometries)
  func `near the target the gain is 2 α (D + y²/D) / D₀`(distance: Double, target: Double) {
    let errors = errors(distance: distance, target: target, gain: 0.3, steps: 1)
    let gain = 0.3 * (1 + (target / distance) * (target / distance))
    #expect(abs(errors[1] / errors[0] - (1 - gain)) < 1e-5)
  }

  @Test(arguments: geometries)
  func `the edge lies where that gain is 2`(distance: Double, target: Double) {
    let edge = 2 / (1 + (target / distance) * (target / distance))
    let calm = errors(distance: distance, target: target, gain: 0.99 * edge, steps: 200)
    let wild = errors(distance: distance, target: target, gain: 1.01 * edge, steps: 200)
    #expect((calm[200] / calm[0]).magnitude < 0.1)
    #expect((wild[200] / wild[0]).magnitude > 10)
  }

  @Test func `both forms agree where the angle is small`() {
    let rig = IdealRig(distance: .centimeters(1000), target: .centimeters(0.5), seed: RandomSeed(1))
    let rule = GradientDescent<1>(gain: 0.3, distance: 1000)
    let slopes = RigTestSupport.errors(of: rig, under: rule, start: .zero, settings: .exactly(30))
    let angles = RigTestSupport.errors(of: rig, under: rule, start: .zero, settings: .exactly(30, steering: .angle))
    for (slope, angle) in zip(slopes, angles) { #expect(abs(slope - angle) < 1e-6) }
    #expect(slopes != angles)
  }
}
