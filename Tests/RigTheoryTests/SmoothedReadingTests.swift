import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@testable import RigTheory

/// A filter in the sensor is one pole more in the loop. Alone it does what a servo's lag of the same time constant does to
/// the edge and to noise.
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
    let loop = LinearLoop(gain: 1, deadTime: deadTime, sensorPole: exp(-0.1 / seconds))
    let edge = loop.edge
    #expect(abs(edge - LinearLoop(gain: 1, deadTime: deadTime, servoPole: loop.sensorPole).edge) < 1e-12 * edge)
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
    let theory = LinearLoop(gain: gain, deadTime: deadTime, sensorPole: exp(-0.1 / seconds)).noiseVariance
    #expect(abs(squares.mean - theory) < 3.5 * squares.standardErrorOfMean())
    #expect(squares.standardErrorOfMean() < 0.1 * theory)
  }

  /// The error of each step by the definition: the dot, the servo, the sensor and the rule, one after the other.
  private func steps(_ loop: LinearLoop, _ count: Int) -> [Double] {
    var (dot, command, report) = (1.0, 1.0, 1.0)
    var (lastCommand, lastReport): (Double, Double?) = (1.0, nil)
    var dots = Array(repeating: 1.0, count: loop.deadTime + 1)
    return (0..<count).map { _ in
      report = loop.sensorPole * report + (1 - loop.sensorPole) * dots[0]
      var correction = report
      if case .lookAhead(let share) = loop.inertia {
        correction = (1 + share) * report - share * (lastReport ?? 0)
      }
      let next = command - loop.gain * correction + loop.momentum * (command - lastCommand)
      (lastCommand, command, lastReport) = (command, next, report)
      dot = loop.servoPole * dot + (1 - loop.servoPole) * command
      dots.removeFirst()
      dots.append(dot)
      return dot
    }
  }

  private static let loops: [LinearLoop] = [0, 1, 3].flatMap { deadTime in
    [(0.0, 0.6), (0.5, 0.6), (0.8, 0.3)].flatMap { servo, sensor in
      [LinearLoop.Inertia.none, .heavyBall(0.5), .lookAhead(0.5)].map { inertia in
        LinearLoop(gain: 1, deadTime: deadTime, inertia: inertia, servoPole: servo, sensorPole: sensor)
      }
    }
  }

  @Test(arguments: loops) func `the edge parts loops that decay from loops that grow`(loop: LinearLoop) {
    #expect(loop.with(gain: 0.999 * loop.edge).growthFactor < 1)
    #expect(loop.with(gain: 1.001 * loop.edge).growthFactor > 1)
    let atEdge = loop.with(gain: loop.edge).roots.max { left, right in left.magnitude < right.magnitude }
    #expect(abs((atEdge?.angle.magnitude ?? .nan) - loop.edgeFrequency) < 1e-4)
  }

  @Test(arguments: loops) func `the steps to settle are those of dot, servo, sensor and rule`(loop: LinearLoop) {
    let loop = loop.with(gain: 0.3 * loop.edge)
    let errors = steps(loop, 3000).map(\.magnitude)
    let settled = (errors.lastIndex { error in error > 0.01 } ?? -1) + 2
    #expect(loop.settlingSteps(to: 0.01) == settled)
  }
}
