import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

private let wall = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))

/// What holds for every rule that learns, whatever it is told.
@Suite struct LearningSafetyTests {
  private func forEachRule<let axes: Int>(
    _: PerAxis<axes, Double>.Type, noise: Double = 0.1,
    _ body: (any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>) -> Void
  ) {
    let noise = Length.centimeters(noise)
    body(Secant<axes>(plausible: wall, noise: noise))
    body(Broyden<axes>(plausible: wall, noise: noise))
    body(
      Kalman<axes>(
        plausible: wall, noise: noise, targetProcessNoise: .centimeters(0.1), wallProcessNoise: .centimeters(0.1)))
    body(RecursiveLeastSquares<axes>(plausible: wall, noise: noise))
    body(
      RecursiveLeastSquares<axes>(
        plausible: wall, noise: noise, servo: ServoFigures(resolution: .degrees(0.05), backlash: .degrees(0.2)),
        forgetting: 0.9))
  }

  private func checkNonsense<let axes: Int>(_: PerAxis<axes, Double>.Type, _ nonsense: [Double], onlyFirst: Bool) {
    forEachRule(PerAxis<axes, Double>.self) { rule in
      var rule = rule
      var draws = SeededDraws(1)
      let target = PerAxis<axes, Double> { _ in draws.uniform(-80...80) }
      var command = PerAxis<axes, Double>(repeating: 0)
      var error = PerAxis<axes, Double>(repeating: 0)
      for step in 0..<70 {
        error = PerAxis { axis in 300 * command[axis] - target[axis] }
        var reported = error
        let isNonsense = onlyFirst ? step < nonsense.count : (20..<20 + nonsense.count).contains(step)
        if isNonsense { reported[step % axes] = nonsense[onlyFirst ? step : step - 20] }
        let wish = rule.update(command, error: reported.map { value in .centimeters(value) })
        #expect(wish.values.allSatisfy { value in value.isFinite }, "\(type(of: rule)) at \(step): \(wish)")
        command = wish.map { value in value.isFinite ? min(max(value, -1.7), 1.7) : 0 }
      }
      #expect(error.norm < 1, "\(type(of: rule)) with \(nonsense): \(error)")
    }
  }

  @Test(arguments: [
    [Double.nan], [.infinity], [-.infinity], [1e300], [-1e300], [1e160], [1e100], [1e12],
    [.nan, .infinity, 1e200, -1e9],
  ])
  func `nonsense in a run makes no endless command, and is got over`(nonsense: [Double]) {
    checkNonsense(PerAxis<1, Double>.self, nonsense, onlyFirst: false)
    checkNonsense(PerAxis<2, Double>.self, nonsense, onlyFirst: false)
    checkNonsense(PerAxis<4, Double>.self, nonsense, onlyFirst: false)
  }

  @Test(arguments: [[Double.nan], [.infinity], [-1e300], [1e160], [1e6], [.nan, .infinity, 1e200]])
  func `nonsense at the first reading makes no endless command, and is got over`(nonsense: [Double]) {
    checkNonsense(PerAxis<1, Double>.self, nonsense, onlyFirst: true)
    checkNonsense(PerAxis<2, Double>.self, nonsense, onlyFirst: true)
    checkNonsense(PerAxis<4, Double>.self, nonsense, onlyFirst: true)
  }

  @Test(arguments: 0..<10 as Range<UInt64>) func `no command lies beyond the travel`(seed: UInt64) {
    forEachRule(PerAxis<1, Double>.self) { rule in
      func run(_ rule: some UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>>) {
        var draws = SeededDraws(seed)
        // Half of the targets are out of reach.
        let distance = draws.logUniform(50...1000)
        let model = RigModel(
          wall: WallModel(
            distance: .fixed(.centimeters(distance)),
            target: Trajectory(start: .centimeters(draws.uniform(-2 * distance...2 * distance)))),
          servo: ServoModel(travel: .degrees(-45) ... .degrees(45), Mounting(isReversed: draws.coin())),
          sensor: SensorModel(
            GaussianNoise(standardDeviation: .centimeters(2)),
            Outliers(probability: 0.1, size: .centimeters(500))))
        let log = RigLog<1>()
        var loop = ControlLoop(
          rig: WatchedRig(SimulatedRig(model, seed: RandomSeed(seed)), log: log), rule: rule,
          pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero), settings: .exactly(100))
        _ = loop.run()
        #expect(log.commands.count == 101)
        #expect(log.commands.allSatisfy { command in command[0].degrees.magnitude <= 45 + 1e-9 })
      }
      run(rule)
    }
  }

  @Test func `a dead servo or a blind sensor sends no rule to infinity`() {
    forEachRule(PerAxis<2, Double>.self) { rule in
      var rule = rule
      var draws = SeededDraws(9)
      var command = PerAxis<2, Double>(repeating: 0)
      for _ in 0..<100 {
        // The same error, whatever the command.
        let wish = rule.update(
          command, error: PerAxis { axis in .centimeters([40, -30][axis] + 0.1 * draws.normal()) })
        #expect(wish.values.allSatisfy { value in value.isFinite })
        command = wish.map { value in min(max(value, -1.7), 1.7) }
      }
    }
  }

  @Test func `a spot lost and found again is no reason to forget which way the laser turns`() {
    forEachRule(PerAxis<1, Double>.self, noise: 0.01) { rule in
      var rule = rule
      var command = PerAxis<1, Double>(0)
      for _ in 0..<40 {
        let wish = rule.update(command, error: PerAxis(.centimeters(-300 * command[0] - 60)))
        command = PerAxis(min(max(wish[0], -1.7), 1.7))
      }
      #expect(abs(-300 * command[0] - 60) < 1, "\(type(of: rule))")
      rule.reset()
      let error = -300 * 0.4 - 60.0
      // A rule may wait until the readings have caught up with the search.
      var next = PerAxis<1, Double>(0.4)
      for _ in 0..<8 where next == PerAxis(0.4) { next = rule.update(next, error: PerAxis(.centimeters(error))) }
      #expect(abs(-300 * next[0] - 60) < 0.5 * abs(error), "\(type(of: rule)) goes to \(next[0])")
    }
  }
}
