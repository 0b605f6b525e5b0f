import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct NoiseFloorTests {
  /// The true errors of a settled loop, in units of the noise.
  private func trueErrors(gain: Double, seed: UInt64, steps: Int) -> [Double] {
    let rig = IdealRig(
      distance: .centimeters(300), target: .centimeters(40), noise: .centimeters(0.5), seed: RandomSeed(seed))
    var loop = ControlLoop(
      rig: rig, rule: GradientDescent(gain: gain, distance: 300), pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(.slope(40.0 / 300)), settings: .exactly(steps + 1000))
    var errors: [Double] = []
    errors.reserveCapacity(steps)
    _ = loop.run { step in
      if step.index > 1000 { errors.append((300 * step.angles[0].slope - 40) / 0.5) }
      return .proceed
    }
    return errors
  }

  @Test(arguments: [0.05, 0.5, 1, 1.6, 1.98])
  func `the true error's variance is σ² g / (2 - g)`(gain: Double) {
    let squares = Statistics(trueErrors(gain: gain, seed: 7, steps: 100_000).map { error in error * error })
    let theory = gain / (2 - gain)
    let standardError = squares.standardErrorOfMean()
    #expect(abs(squares.mean - theory) < 3 * standardError)
    // The test itself is sharp: three standard errors are a fraction of the figure.
    #expect(3 * standardError < 0.2 * theory)
  }

  @Test func `with dead time the variance is the Lyapunov equation's`() {
    // For d = 2 and g = 0.55, 3.2081 σ²: the stationary covariance of (e[k], e[k-1], e[k-2]).
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero)),
      sensor: SensorModel(DeadTime(steps: 2), GaussianNoise(standardDeviation: .centimeters(1))))
    let errors = RigTestSupport.trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(3)), under: GradientDescent(gain: 0.55, distance: 300),
      settings: .exactly(60_000))
    let squares = Statistics(errors.dropFirst(1000).map { error in error * error })
    #expect(abs(squares.mean - 3.2081) < 3 * squares.standardErrorOfMean())
    #expect(squares.standardErrorOfMean() < 0.15)
  }
}
