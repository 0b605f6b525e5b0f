import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct IdealRigTests {
  @Test(arguments: 0..<100)
  func `a simulated rig with all effects off is the ideal rig, bit for bit`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let wall = WallModel.random(using: &generator)
    guard case .fixed(let distance) = wall.distance else { return }
    let noise = generator.coin() ? Length.centimeters(generator.ratio(0.01, 10)) : .zero
    let reach = Angle.degrees(generator.ratio(20, 89))
    let travel = Angle(radians: -reach.radians)...reach
    let start = generator.coin() ? Angle.degrees(.random(in: -19...19, using: &generator)) : .slope(0.1)
    let variable: ControlVariable = generator.coin() ? .slope : .angle
    // Gains of up to 4 run into the ends of the travel as well.
    let rule = GradientDescent<1>(gain: generator.ratio(0.01, 4), distance: distance.centimeters)
    let ideal = IdealRig(
      distance: distance, laserHeight: wall.laserHeight, target: wall.target.start, noise: noise, travel: travel,
      seed: RandomSeed(seed))
    let model = RigModel(
      wall: wall, servo: ServoModel(travel: travel),
      sensor: SensorModel(GaussianNoise(standardDeviation: noise)))
    let simulated = SimulatedRig(model, seed: RandomSeed(seed), start: start)
    let settings = LoopSettings.exactly(60, steering: variable)
    let expected = errors(of: ideal, under: rule, start: start, settings: settings)
    #expect(errors(of: simulated, under: rule, start: start, settings: settings) == expected)
    #expect(Set(expected).count > 1)
  }

  @Test func `the error is D tan(angle) + b - target`() {
    var rig = IdealRig(
      distance: .centimeters(200), laserHeight: .centimeters(12), target: .centimeters(30), seed: RandomSeed(1))
    rig.move(to: PerAxis(.degrees(45)))
    #expect(abs((rig.read().error?[0].centimeters ?? .nan) - 182) < 1e-10)
    rig.move(to: PerAxis(.degrees(-45)))
    #expect(abs((rig.read().error?[0].centimeters ?? .nan) + 218) < 1e-10)
  }

  @Test(arguments: [1.8, 3.2, 100, -1.8, -3.2, -100])
  func `a command beyond the vertical ends at the limit on its own side`(radians: Double) {
    var rig = IdealRig(
      distance: .centimeters(100), target: .zero, travel: .slope(-1) ... .slope(1), seed: RandomSeed(1))
    rig.move(to: PerAxis(.radians(radians)))
    #expect(rig.read() == .error(PerAxis(.centimeters(radians < 0 ? -100 : 100))))
  }

  @Test func `the noise has its standard deviation`() {
    var rig = IdealRig(distance: .centimeters(100), target: .zero, noise: .centimeters(2), seed: RandomSeed(5))
    let errors = Statistics((0..<20_000).map { _ in rig.read().error?[0].centimeters ?? .nan })
    #expect(abs(errors.mean) < 4 * 2 / 20_000.0.squareRoot())
    #expect(abs(errors.variance / 4 - 1) < 4 * (2 / 20_000.0).squareRoot())
  }
}
