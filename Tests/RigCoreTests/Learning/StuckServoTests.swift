import RigSimulation
import RigTestSupport
import Testing

@testable import RigCore

/// A rule whose moves are not answered does not wind the command up.
@Suite struct StuckServoTests {
  /// The largest and the last true error of a run, in cm, on a servo that is stuck for the 60 steps from `first` on; the
  /// wall and the noise differ with the seed.
  private func errors(stuckFrom first: Int, seed: UInt64) -> (start: Double, largest: Double, last: Double) {
    var draws = SeededDraws(seed)
    let distance = draws.logUniform(100...1000)
    let model = RigModel(
      wall: WallModel(
        distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(draws.uniform(20...100)))),
      servo: ServoModel(travel: .degrees(-60) ... .degrees(60)),
      sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(0.1))),
      faults: [Fault(part: .actuator, kind: .stuck, firstStep: first, lastStep: first + 59)])
    let rule = RecursiveLeastSquares<1>(
      plausible: PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000)), noise: .centimeters(0.1))
    var loop = BareLoop(rig: SimulatedRig(model, seed: RandomSeed(seed)), rule: rule)
    let sizes = (0..<200).map { _ in
      loop.step()
      return loop.rig.truth.error?.magnitude.centimeters ?? .infinity
    }
    return (sizes[0], sizes.max() ?? .infinity, sizes[199])
  }

  @Test(arguments: [0, 2, 4, 10]) func `a servo that comes free throws the dot no farther than it was`(first: Int) {
    let runs = (0..<100 as Range<UInt64>).map { seed in errors(stuckFrom: first, seed: seed) }
    let thrown = runs.count { run in run.largest > 2 * run.start }
    #expect(thrown <= 3, "\(thrown)")
    #expect(runs.count { run in run.last > 0.5 } <= 1)
  }

  /// The second move is not answered, which no distance explains.
  @Test func `while the readings contradict what it learned, the rule tells no more than it knew at first`() {
    let plausible = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))
    var rule = RecursiveLeastSquares<1>(plausible: plausible, noise: .centimeters(0.1))
    var command = PerAxis<1, Double>(0)
    var told: [Double] = []
    for error in [45.1, 36.9, 36.95, 36.84, 36.92, 36.88, 36.93] {
      command = rule.update(command, error: PerAxis(.centimeters(error)))
      told.append(rule.terms.values[1])
    }
    let first = plausible.varianceSquareCentimeters.squareRoot()
    #expect(told[1] < 5)
    #expect(told[4...].allSatisfy { deviation in deviation >= first * (1 - 1e-9) }, "\(told)")
  }
}
