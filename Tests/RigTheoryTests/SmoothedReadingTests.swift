import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@testable import RigTheory

/// A filter in the sensor is one pole more in the loop: that of a servo's lag of the same time constant.
@Suite struct SmoothedReadingTests {
  /// The true errors of gradient descent before a wall at 300 cm, ten frames a second.
  private func errors(_ sensor: SensorModel, gain: Double, steps: Int) -> [Double] {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(1))), sensor: sensor)
    return trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(2)), under: GradientDescent(gain: gain, distance: 300),
      settings: .exactly(steps))
  }

  @Test(arguments: [(0.05, 0), (0.2, 0), (0.2, 1), (0.5, 2)])
  func `the edge of stability is that of a servo's lag`(seconds: Double, deadTime: Int) {
    let sensor = SensorModel(DeadTime(steps: deadTime), Smoothing(seconds: seconds))
    let edge = LinearLoop(gain: 1, deadTime: deadTime, servoPole: exp(-0.1 / seconds)).edge
    func growth(_ gain: Double) -> Double {
      let found = errors(sensor, gain: gain, steps: 200).map(\.magnitude)
      return (found[160..<200].max() ?? .nan) / (found[20..<60].max() ?? .nan)
    }
    #expect(growth(edge * 0.985) < 0.9 && growth(edge * 1.015) > 1.1)
  }

  @Test(arguments: [(0.1, 0.3, 0), (0.2, 0.5, 0), (0.1, 0.3, 1)])
  func `the noise floor is that of a servo's lag`(seconds: Double, gain: Double, deadTime: Int) {
    let sensor = SensorModel(
      DeadTime(steps: deadTime), GaussianNoise(standardDeviation: .centimeters(1)), Smoothing(seconds: seconds))
    let found = errors(sensor, gain: gain, steps: 60_000).dropFirst(1000)
    let squares = Statistics(found.map { error in error * error })
    let theory = LinearLoop(gain: gain, deadTime: deadTime, servoPole: exp(-0.1 / seconds)).noiseVariance
    #expect(abs(squares.mean - theory) < 3.5 * squares.standardErrorOfMean())
    #expect(squares.standardErrorOfMean() < 0.1 * theory)
  }
}
