import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct PowerMeterTests {
  /// The costs that are reported of a dot `errors` cm off.
  private func costs(_ meter: PowerMeter, of errors: [Double], seed: UInt64 = 1) -> [Double] {
    reports(SensorModel(meter), of: errors, seed: seed).map { error in error.map { error in error * error } ?? .nan }
  }

  private func meter(
    background: Double = 0, fluctuation: Double = 0, jump: Double = 0, jumpStep: Int = 0
  ) -> PowerMeter {
    PowerMeter(
      peakRadius: .centimeters(4), background: background, fluctuation: fluctuation, jump: jump, jumpStep: jumpStep)
  }

  @Test func `the cost is the light that is missing: a paraboloid at the peak, flat beyond it`() {
    let seen = costs(meter(), of: [0, 0.01, 2, -2, 40])
    #expect(seen[0] == 0 && abs(seen[1] / 1e-4 - 1) < 1e-4)
    // Half a radius off, exp(-1/2) of the light is left.
    #expect(abs(seen[2] - 8 * (1 - exp(-0.5))) < 1e-9 && seen[3] == seen[2])
    #expect(abs(seen[4] - 8) < 1e-12)
    // The side stays, for a sensor that tells it.
    #expect(reports(SensorModel(meter()), of: [-2])[0].map { error in error < 0 } ?? false)
  }

  @Test func `a background flattens the peak by 1 + b`() {
    for errors in [[0.1, 1, 3], [0, 20, -5]] {
      for (seen, dark) in zip(costs(meter(background: 3), of: errors), costs(meter(), of: errors)) {
        #expect(abs(seen - dark / 4) < 1e-9)
      }
    }
  }

  @Test func `the power fluctuates by its share, and no cost is below 0`() {
    let count = 40_000
    // Far off a third of the full light is left, from the background.
    let far = Statistics(
      costs(meter(background: 0.5, fluctuation: 0.1), of: Array(repeating: 60, count: count)).map { cost in
        1 - cost / 8
      })
    let left = 1.0 / 3
    #expect(abs(far.mean - left) < 4 * 0.1 * left / Double(count).squareRoot())
    #expect(abs(far.variance.squareRoot() / (0.1 * left) - 1) < 0.02)
    let peak = costs(meter(fluctuation: 0.1), of: Array(repeating: 0, count: 1000))
    #expect(peak.allSatisfy { cost in cost >= 0 } && abs(peak.count { cost in cost == 0 } - 500) < 80)
    #expect(costs(meter(fluctuation: 0.1), of: [1, 1]) == costs(meter(fluctuation: 0.1), of: [1, 1]))
  }

  @Test func `the power jumps at its step`() {
    let seen = costs(meter(jump: -0.25, jumpStep: 2), of: [0, 0, 0, 0])
    #expect(seen[0] == 0 && seen[1] == 0 && abs(seen[2] - 2) < 1e-9 && abs(seen[3] - 2) < 1e-9)
    #expect(costs(meter(jump: 0.5, jumpStep: 1), of: [0, 0, 3])[1] == 0)
  }

  @Test func `it comes before bias, and in the plane the distance counts`() {
    let sensor = SensorModel(meter(), Bias(offset: .centimeters(1)))
    #expect(agree(reports(sensor, of: [100]), [1 + 8.0.squareRoot()]))
    let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .centimeters(-3)))
    let model = PanTiltModel(
      wall: wall, targetAcross: Trajectory(start: .centimeters(-4)), sensor: SensorModel(meter()))
    var rig = PanTiltRig(model, seed: RandomSeed(1))
    let error = rig.read().error?.values.map(\.centimeters) ?? []
    let root = (8 * (1 - exp(-2 * 25 / 16.0))).squareRoot()
    #expect(error.count == 2 && abs(error[0] - 0.6 * root) < 1e-9 && abs(error[1] - 0.8 * root) < 1e-9)
  }
}
