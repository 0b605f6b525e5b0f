import RigCore
import RigReports
import RigSimulation
import RigTestSupport
import Testing

@Suite struct AxesTests {
  private func outcome<let axes: Int>(
    _ rig: LinearRig<axes>, learningRate: Double, log: RigLog<axes> = RigLog()
  ) -> Outcome {
    var loop = ControlLoop(
      rig: WatchedRig(rig, log: log),
      rule: GradientDescent<axes>(learningRate: learningRate, assumedDistance: .centimeters(300)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero))
    return loop.run()
  }

  @Test func `pan and tilt converge`() {
    let rig = LinearRig<2>(
      matrix: [[300, 20], [-30, 280]], target: PerAxis { axis in .centimeters(axis == 0 ? 80 : -35) })
    let outcome = outcome(rig, learningRate: 0.3)
    #expect(outcome.name == "converged", "\(outcome.reason)")
  }

  @Test func `two mirrors and two detectors converge`() {
    let rig = LinearRig<4>(
      matrix: [[250, 60, 0, 0], [90, 300, 0, 0], [0, 0, 250, 60], [0, 0, 90, 300]],
      target: PerAxis { axis in .centimeters([40, -20, 5, 70][axis]) })
    let outcome = outcome(rig, learningRate: 0.3)
    #expect(outcome.name == "converged", "\(outcome.reason)")
  }

  @Test func `with several axes a rate beyond the edge runs away by the largest gain`() {
    let rig = LinearRig<2>(matrix: [[300, 0], [0, 150]], target: PerAxis(repeating: .centimeters(5)))
    let outcome = outcome(rig, learningRate: 1.25)
    guard case .diverged(.growing(let factor), _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(abs(factor + 1.5) < 0.01)
  }

  @Test func `every axis is its own where nothing couples them`() {
    var errors: [[Double]] = []
    var loop = ControlLoop(
      rig: LinearRig<2>(
        matrix: [[300, 0], [0, 150]], target: PerAxis { axis in .centimeters(axis == 0 ? 40 : -20) }),
      rule: GradientDescent<2>(learningRate: 0.2, assumedDistance: .centimeters(300)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero), settings: .exactly(30))
    _ = loop.run { step in
      errors.append(step.reading.error?.values.map { error in error.centimeters } ?? [])
      return .proceed
    }
    var expected = [-40.0, 20.0]
    for pair in errors {
      #expect(abs(pair[0] - expected[0]) < 1e-11 && abs(pair[1] - expected[1]) < 1e-11)
      expected = [expected[0] * 0.6, expected[1] * 0.8]
    }
  }

  @Test(arguments: 0..<150)
  func `whatever the rig and the gain, no command leaves the travel`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    func check<let axes: Int>(_ log: RigLog<axes>) {
      let reach = Angle.degrees(generator.ratio(0.5, 85))
      let matrix = (0..<axes).map { _ in (0..<axes).map { _ in Double.random(in: -400...400, using: &generator) } }
      let target = PerAxis<axes, Length> { _ in .centimeters(.random(in: -200...200, using: &generator)) }
      _ = outcome(
        LinearRig(matrix: matrix, target: target, reach: reach), learningRate: generator.ratio(0.01, 100), log: log)
      #expect(!log.commands.isEmpty)
      for command in log.commands {
        for axis in 0..<axes { #expect(abs(command[axis].slope) <= reach.slope) }
      }
    }
    switch seed % 3 {
    case 0: check(RigLog<1>())
    case 1: check(RigLog<2>())
    default: check(RigLog<4>())
    }
  }

  @Test func `a rig that cannot be copied runs in a loop and is released with it`() {
    let log = RigLog<1>()
    do {
      var loop = ControlLoop(
        rig: WatchedRig(
          IdealRig(distance: .centimeters(300), target: .centimeters(100), seed: RandomSeed(1)), log: log),
        rule: GradientDescent<1>(gain: 0.5, distance: 300), pacer: VirtualPacer(frameSeconds: 0.1),
        start: PerAxis(.zero))
      #expect(loop.run().name == "converged")
      #expect(log.readings.count == loop.updates + 1)
      #expect(!log.isReleased)
    }
    #expect(log.isReleased)
  }
}
