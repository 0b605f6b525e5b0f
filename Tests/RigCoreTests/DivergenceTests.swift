import Foundation
import RigCore
import RigReports
import RigSimulation
import RigTestSupport
import Testing

@Suite struct DivergenceTests {
  private func end(
    rate: Double, servo: ServoModel = .ideal, start: Double = 103, settings: LoopSettings = LoopSettings()
  ) -> (outcome: Outcome, updates: Int) {
    let wall = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(100)))
    let angle = Angle(slope: start / 300)
    var loop = ControlLoop(
      rig: SimulatedRig(RigModel(wall: wall, servo: servo), seed: RandomSeed(1), start: angle),
      rule: GradientDescent<1>(learningRate: rate, assumedDistance: .centimeters(300)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(angle), settings: settings)
    return (loop.run(), loop.updates)
  }

  @Test func `a rate of 1.5 doubles the error each step, and the reason says what to do`() throws {
    let end = end(rate: 1.5)
    #expect(end.updates == 8)
    guard case .diverged(.growing(let factor), let rate) = end.outcome else {
      Issue.record("\(end.outcome)")
      return
    }
    #expect(abs(factor + 2) < 1e-9)
    #expect(rate == 1.5)
    #expect(
      end.outcome.reason
        == "error grows 2.00× a step: loop gain 3.00, stable below 2; use a learning rate below 1")
  }

  @Test(arguments: [1.05, 1.2, 1.4])
  func `the advised rate is where the loop begins to be stable`(rate: Double) {
    // The true gain is 2 α here, so the edge is at α = 1 whatever rate was tried.
    let reason = end(rate: rate).outcome.reason
    #expect(reason.hasSuffix("stable below 2; use a learning rate below 1"), "\(reason)")
  }

  @Test func `a reversed servo is told to be reversed`() {
    let end = end(rate: 0.1, servo: ServoModel(Mounting(isReversed: true)))
    #expect(
      end.outcome.reason
        == "error grows 1.20× a step on the same side: loop gain -0.20, stable above 0; "
        + "the laser turns the wrong way, so reverse the servo's sense")
  }

  @Test func `an error beyond the bound ends the run at once`() throws {
    let first = try outcome(of: [10_010], settings: LoopSettings())
    #expect(first.updates == 0)
    #expect(first.outcome.reason == "error of 10010 cm is beyond the bound of 10000 cm")
    let later = try outcome(of: [2, 2, -200, 20_000], settings: LoopSettings())
    #expect(later.updates == 3)
    #expect(
      later.outcome.reason
        == "error of 20000 cm is beyond the bound of 10000 cm: it swings ever wider, 100.00× a step with a period of 2 "
        + "steps: its steps are too large for the delay of the rig")
    let jump = try outcome(
      of: [2, -1] + Array(repeating: 0, count: 100) + [20_000], settings: LoopSettings(settling: nil))
    #expect(jump.outcome.reason.hasPrefix("error of 20000 cm is beyond the bound of 10000 cm; it grew "))
    let sideways = try outcome(of: [2, 200, 20_000], settings: LoopSettings())
    #expect(sideways.outcome.reason == "error of 20000 cm is beyond the bound of 10000 cm; it grew 100.00× a step")
    let sudden = try outcome(of: [2, -20_000], settings: LoopSettings())
    #expect(
      sudden.outcome.reason
        == "error of 20000 cm is beyond the bound of 10000 cm on the other side of the target: "
        + "use a far smaller learning rate")
    #expect(try outcome(of: [10_000, 0, 0, 0, 0, 0], settings: LoopSettings()).outcome.name == "converged")
  }

  @Test func `swinging from end to end counts as running away`() {
    let servo = ServoModel(travel: .degrees(-30) ... .degrees(30))
    let end = end(rate: 30, servo: servo)
    #expect(end.outcome.name == "diverged")
    #expect(
      end.outcome.reason
        == "the actuator swung 6 times from one end of its travel to the other: the loop gain is far too high, "
        + "or the laser turns the wrong way")
  }

  @Test func `growth must be seen at every step of a block, above the floor, and speed up`() throws {
    func name(_ errors: [Double?], floor: Double = 0) throws -> String {
      let divergence = DivergenceCriterion(
        bound: .centimeters(1e6), growingSteps: 4, floor: .centimeters(floor))
      let settings = LoopSettings(stepLimit: errors.count - 1, settling: nil, divergence: divergence)
      return try outcome(of: errors, settings: settings).outcome.name
    }
    #expect(try name([1, 2, 4, 8, 16]) == "diverged")
    #expect(try name([1, -2, 4, -8, 16]) == "diverged")
    // Found within twice the block, wherever growth begins.
    #expect(try name([0, 0, 1, 2, 4, 8, 16, 32, 64]) == "diverged")
    #expect(try name([1, 2, 4, 3, 16]) == "stepLimit")
    #expect(try name([1, 2, 3, 4, 5]) == "stepLimit")
    #expect(try name([1, 2, 2.9, 3.7, 4.4]) == "stepLimit")
    // A drift that passes zero, a jump, and a laser that comes to the end of its travel before a drifting target.
    #expect(try name([0.1, -0.9, -1.9, -2.9, -3.9]) == "stepLimit")
    #expect(try name([1, 1.01, 1.02, 1.03, 50]) == "stepLimit")
    #expect(try name([5, 5.01, 5.02, 6, 7]) == "stepLimit")
    #expect(try name([1, 2, 4, 8, 16], floor: 16) == "stepLimit")
    #expect(try name([1, 2, nil, 4, 8, 16]) == "stepLimit")
  }
}

@Suite struct NoFalseAlarmTests {
  @Test func `a settled loop with noise runs for a million steps`() {
    let rig = IdealRig(
      distance: .centimeters(300), target: .centimeters(40), noise: .centimeters(0.5), seed: RandomSeed(11))
    let divergence = DivergenceCriterion(bound: .centimeters(10_000), growingSteps: 8, floor: .centimeters(3))
    var loop = ControlLoop(
      rig: rig, rule: GradientDescent<1>(gain: 0.6, distance: 300), pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(.zero), settings: LoopSettings(stepLimit: 1_000_000, settling: nil, divergence: divergence))
    #expect(loop.run().name == "stepLimit")
    #expect(loop.updates == 1_000_000)
  }

  @Test(arguments: 0..<1000)
  func `a stable loop on a moving wall never counts as running away`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    var wall = WallModel.random(using: &generator)
    wall.target.driftPerStep = .centimeters(.random(in: -1...1, using: &generator))
    wall.target.jumpStep = .random(in: 1...200, using: &generator)
    wall.target.jump = .centimeters(.random(in: -100...100, using: &generator))
    wall.distanceDriftPerStep = .centimeters(.random(in: 0...0.1, using: &generator))
    wall.distanceJumpStep = .random(in: 1...200, using: &generator)
    // The assumed distance is where no wall of this test goes, so the gain stays below the edge.
    let deadTime = Int.random(in: 0...2, using: &generator)
    let edge = 2 * sin(.pi / (2 * (2 * Double(deadTime) + 1)))
    let rule = GradientDescent<1>(gain: generator.ratio(0.02, 0.9) * edge, distance: 1200)
    let model = RigModel(
      wall: wall, servo: ServoModel(travel: .degrees(-75) ... .degrees(75)),
      sensor: SensorModel(DeadTime(steps: deadTime)))
    var loop = ControlLoop(
      rig: SimulatedRig(model, seed: RandomSeed(seed)), rule: rule, pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(.zero), settings: LoopSettings(stepLimit: 300, settling: nil))
    let outcome = loop.run()
    #expect(outcome.name == "stepLimit", "\(outcome.reason)")
  }

  @Test(arguments: 0..<50)
  func `a slow servo that lags behind is no escape`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let servo = ServoModel(
      Motor(slewRateDegreesPerSecond: generator.ratio(5, 100), lagSeconds: 0.02),
      Backlash(play: .degrees(0.2)))
    let model = RigModel(wall: .random(using: &generator), servo: servo)
    var loop = ControlLoop(
      rig: SimulatedRig(model, seed: RandomSeed(seed)), rule: GradientDescent<1>(gain: 0.3, distance: 1000),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero),
      settings: LoopSettings(stepLimit: 300, settling: nil))
    let outcome = loop.run()
    #expect(outcome.name == "stepLimit", "\(outcome.reason)")
  }
}
