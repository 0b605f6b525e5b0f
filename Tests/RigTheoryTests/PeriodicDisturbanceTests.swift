import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@testable import RigTheory

/// What a loop makes of a periodic disturbance: the sensitivity S of linear theory, step by step in the simulation.
@Suite struct PeriodicDisturbanceTests {
  /// The amplitude of the part of `values` that swings with `turns` a step, over whole turns.
  private func amplitude(_ values: [Double], turns: Double) -> Double {
    let whole = Int((Double(Int(turns * Double(values.count))) / turns).rounded())
    var (real, imaginary) = (0.0, 0.0)
    for (step, value) in values.prefix(whole).enumerated() {
      real += value * cos(2 * .pi * turns * Double(step))
      imaginary += value * sin(2 * .pi * turns * Double(step))
    }
    return 2 * hypot(real, imaginary) / Double(whole)
  }

  /// The true errors of gradient descent with the loop gain `gain` before a wall at 300 cm, once it has settled.
  private func errors(_ model: RigModel, gain: Double) -> [Double] {
    let all = trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(1)), under: GradientDescent(gain: gain, distance: 300),
      settings: .exactly(3000))
    return Array(all.dropFirst(1000))
  }

  private func model(sway: Wave? = nil, vibration: Vibration = Vibration(), sensor: SensorModel = SensorModel())
    -> RigModel
  {
    RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero, sway: sway)),
      servo: ServoModel(vibration), sensor: sensor, frameSeconds: 0.1)
  }

  /// Frequencies at 10 frames a second, loop gains and dead times.
  private static let cases: [(hertz: Double, gain: Double, deadTime: Int)] = [
    (0.1, 0.2, 0), (0.5, 0.2, 0), (1, 0.6, 0), (3, 0.6, 0), (5, 1.2, 0), (0.5, 0.4, 1), (2, 0.4, 1), (1, 0.3, 2),
  ]

  @Test(arguments: cases)
  func `a target that sways leaves |S| of its sway`(hertz: Double, gain: Double, deadTime: Int) {
    let sway = Wave(amplitude: 2, hertz: hertz, phaseDegrees: 90, frameSeconds: 0.1)
    let found = errors(model(sway: sway, sensor: SensorModel(DeadTime(steps: deadTime))), gain: gain)
    let theory = LinearLoop(gain: gain, deadTime: deadTime).sensitivity(at: 2 * .pi * hertz * 0.1)
    // At half the frame rate sine and cosine are one, and the projection is twice the amplitude.
    let share = hertz == 5 ? 0.5 : 1
    #expect(abs(share * amplitude(found, turns: hertz * 0.1) / (2 * theory) - 1) < 1e-3)
  }

  @Test(arguments: cases)
  func `a beam that vibrates leaves |S| of its vibration`(hertz: Double, gain: Double, deadTime: Int) {
    let vibration = Vibration(amplitude: .degrees(0.2), hertz: hertz, phaseDegrees: 90)
    let found = errors(model(vibration: vibration, sensor: SensorModel(DeadTime(steps: deadTime))), gain: gain)
    let theory = LinearLoop(gain: gain, deadTime: deadTime).sensitivity(at: 2 * .pi * hertz * 0.1)
    let share = hertz == 5 ? 0.5 : 1
    // The dot moves by D for each unit of slope; the tangent is straight to 1e-5 at 0.2°.
    let dot = 300 * tan(0.2 * Double.pi / 180)
    #expect(abs(share * amplitude(found, turns: hertz * 0.1) / (dot * theory) - 1) < 2e-3)
  }

  @Test(arguments: [(0.1, 0.2), (1, 0.6), (3, 1.5)])
  func `hum moves the dot by g / |z - 1 + g| of its amplitude`(hertz: Double, gain: Double) {
    let sensor = SensorModel(Hum(amplitude: .centimeters(1), hertz: hertz))
    let found = errors(model(sensor: sensor), gain: gain)
    let turn = 2 * Double.pi * hertz * 0.1
    let theory = gain / hypot(cos(turn) - 1 + gain, sin(turn))
    #expect(abs(amplitude(found, turns: hertz * 0.1) / theory - 1) < 1e-3)
  }
}
