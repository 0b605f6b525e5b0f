import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct StabilityEdgeTests {
  /// By which factor the envelope of the error changes over the second half of a long run.
  private func envelopeGrowth(gain: Double, deadTime: Int) -> Double {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero)),
      sensor: SensorModel(DeadTime(steps: deadTime)))
    let start = Angle(slope: 1e-6)
    let errors = trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(1), start: start), under: GradientDescent(gain: gain, distance: 300),
      start: start, settings: .exactly(1600))
    func envelope(_ range: Range<Int>) -> Double { errors[range].reduce(0) { max($0, $1.magnitude) } }
    return envelope(1500..<1600) / envelope(700..<800)
  }

  @Test(arguments: 0...8)
  func `with dead time d the edge lies at 2 sin(π / (2 (2 d + 1)))`(deadTime: Int) {
    let theory = 2 * sin(.pi / (2 * (2 * Double(deadTime) + 1)))
    var (stable, unstable) = (0.5 * theory, 1.5 * theory)
    for _ in 0..<9 {
      let gain = (stable + unstable) / 2
      if envelopeGrowth(gain: gain, deadTime: deadTime) < 1 { stable = gain } else { unstable = gain }
    }
    #expect(abs((stable + unstable) / 2 - theory) < 0.01 * theory)
  }

  @Test func `the errors obey e[k+1] = e[k] - g e[k-d]`() {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(200)), target: Trajectory(start: .centimeters(-30))),
      sensor: SensorModel(DeadTime(steps: 3)))
    let errors = trueErrors(
      of: SimulatedRig(model, seed: RandomSeed(1)), under: GradientDescent(gain: 0.4, distance: 200),
      settings: .exactly(100))
    for step in 0..<100 {
      let reported = errors[max(0, step - 3)]
      #expect(abs(errors[step + 1] - (errors[step] - 0.4 * reported)) < 1e-11, "step \(step)")
    }
  }
}
