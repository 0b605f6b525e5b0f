import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct QuantisedServoTests {
  @Test(arguments: 0..<30)
  func `a servo with steps ends in a limit cycle about the target no wider than one step`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let distance = generator.ratio(50, 800)
    let target = Double.random(in: -100...100, using: &generator)
    let step = Angle.degrees(generator.ratio(0.01, 0.5))
    let gain = generator.ratio(0.05, 1)
    let wall = WallModel(distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(target)))
    let model = RigModel(wall: wall, servo: ServoModel(Resolution(step: step)))
    let all = trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(seed)), under: GradientDescent(gain: gain, distance: distance),
      settings: .exactly(600))
    // The loop keeps the exact command and adds up what rounding leaves over, so it changes between the two steps on
    // either side of the target and no farther while g ≤ 1: each lies at most one step, D (1 + slope²) q, from it.
    // Across a step the slope itself changes by a little.
    let slope = target / distance
    let width = distance * (1 + slope * slope) * step.radians
    let settled = all.suffix(300).map { error in error.magnitude }
    #expect(settled.allSatisfy { error in error <= 1.05 * width })
    #expect((settled.min() ?? .nan) <= 0.55 * width)
    // And the steps are there: at rest, the dot is where a whole number of them leads.
    let last = atan((all[600] + target) / distance) / step.radians
    #expect(abs(last - last.rounded()) < 1e-6)
  }

  @Test func `the exact command is kept, so a small gain does not stall`() {
    // D = 300, q = 0.05°, g = 0.05: a rule that was fed the rounded angle would rest up to q / (4 α) = 2.5 cm away.
    let wall = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(100.1)))
    let model = RigModel(wall: wall, servo: ServoModel(Resolution(step: .degrees(0.05))))
    let errors = trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(1)), under: GradientDescent(gain: 0.05, distance: 300),
      settings: .exactly(1000))
    #expect(errors.suffix(500).allSatisfy { error in error.magnitude < 0.3 })
  }

  @Test func `play and dead band leave a bounded limit cycle`() {
    for servo in [ServoModel.hobby, .metalGear] {
      let wall = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(40)))
      let errors = trueErrors(
        of: SimulatedRig(RigModel(wall: wall, servo: servo), seed: RandomSeed(1)),
        under: GradientDescent(gain: 0.3, distance: 300), settings: .exactly(600))
      // Step, dead band and play together, at 300 cm: with a factor of 2 for the cycle's swing past them.
      let angle = servo.resolution.step.radians + servo.deadBand.width.radians + servo.backlash.play.radians
      #expect(errors.suffix(300).allSatisfy { error in error.magnitude < 2 * 300 * angle })
    }
  }
}
