import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct RandomRigTests {
  @Test(arguments: 0..<60)
  func `the same seed gives the same bits with everything on`(seed: UInt64) {
    func run(_ seed: RandomSeed) -> [UInt64] {
      var generator = Xoshiro256PlusPlus(seed: seed.value)
      let model = RigModel.randomWithEverythingOn(using: &generator)
      let rule = GradientDescent<1>(gain: generator.ratio(0.05, 1), distance: 1000)
      let settings = LoopSettings.exactly(60)
      let rig = SimulatedRig(model, seed: seed)
      let seen = errors(of: rig, under: rule, start: .zero, settings: settings)
      let truths = trueErrors(of: rig, under: rule, settings: settings)
      return (seen + truths).map { error in error.isNaN ? 0 : error.bitPattern }
    }
    #expect(run(RandomSeed(seed)) == run(RandomSeed(seed)))
    #expect(run(RandomSeed(seed)) != run(RandomSeed(seed, trial: 1)))
  }

  @Test(arguments: 0..<60)
  func `a copy of a rig meets the same chance`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    var rig = SimulatedRig(.randomWithEverythingOn(using: &generator), seed: RandomSeed(seed))
    for _ in 0..<20 { _ = rig.read() }
    var copy = rig
    for step in 0..<40 {
      let command = PerAxis<1, Angle>(.degrees(Double(step % 7)))
      rig.move(to: command)
      copy.move(to: command)
      #expect(rig.read() == copy.read())
      #expect(rig.truth == copy.truth)
    }
  }

  @Test(arguments: 0..<100)
  func `for any distance below the assumed one descent converges without ever going back`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let distance = generator.ratio(5, 1000)
    let rate = generator.ratio(0.02, 0.5)
    let rig = IdealRig(
      distance: .centimeters(distance), laserHeight: .centimeters(.random(in: -30...30, using: &generator)),
      target: .centimeters(.random(in: -100...100, using: &generator)), seed: RandomSeed(seed))
    let rule = GradientDescent<1>(learningRate: rate, assumedDistance: .centimeters(1000))
    let gain = 2 * rate * distance / 1000
    let errors = errors(of: rig, under: rule, start: .degrees(-20), settings: .exactly(200))
    var bound = errors[0].magnitude
    for (error, next) in zip(errors, errors.dropFirst()) {
      bound *= 1 - gain
      #expect(next.magnitude <= error.magnitude + 1e-11)
      #expect(abs(next.magnitude - bound) < 1e-9)
      #expect(next * error > -1e-20)
    }
  }
}
