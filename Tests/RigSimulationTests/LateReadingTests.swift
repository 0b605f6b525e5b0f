import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// Readings of an age that varies, and readings that are repeated.
@Suite struct LateReadingTests {
  private let ramp = (0..<6000).map { step in Double(step) / 100 }

  /// The ages of the readings of a dot that moves by 0.01 cm a step.
  private func ages(_ sensor: SensorModel, seed: UInt64 = 1) -> [Int] {
    zip(reports(sensor, of: ramp, seed: seed), ramp).map { report, now in
      report.map { old in Int(((now - old) * 100).rounded()) } ?? -1
    }
  }

  @Test(arguments: [1, 3, 7])
  func `each age up to the spread is equally likely, on top of the dead time`(spread: Int) {
    let found = ages(SensorModel(DeadTime(steps: 2), VaryingDeadTime(spread: spread))).dropFirst(2 + spread)
    #expect(Set(found) == Set(2...(2 + spread)))
    let expected = Double(found.count) / Double(spread + 1)
    for age in 2...(2 + spread) {
      #expect(abs(Double(found.count { other in other == age }) - expected) < 4 * expected.squareRoot())
    }
  }

  @Test func `readings come twice and out of order, the same with the same seed`() {
    let sensor = SensorModel(VaryingDeadTime(spread: 3))
    let seen = reports(sensor, of: ramp).map { report in report ?? .nan }
    let pairs = Array(zip(seen, seen.dropFirst()))
    #expect(pairs.contains { pair in pair.0 == pair.1 } && pairs.contains { pair in pair.0 > pair.1 })
    #expect(ages(sensor) == ages(sensor) && ages(sensor) != ages(sensor, seed: 2))
    // The first error stands for those before it.
    #expect(seen[0] == 0 && seen[1] >= 0)
  }

  @Test func `the age varies before the field of view, and leaves the noise alone`() {
    let noise = GaussianNoise(standardDeviation: .centimeters(1))
    let still = Array(repeating: 5.0, count: 200)
    #expect(
      reports(SensorModel(VaryingDeadTime(spread: 4), noise), of: still)
        == reports(SensorModel(noise, Saturation(limit: .centimeters(1e5))), of: still))
    // Out of sight for one step: lost once on average, at a later step.
    let view = FieldOfView(halfHeight: .centimeters(8))
    let blink = (0..<3000).map { step in step % 10 == 0 && step > 0 ? 20.0 : 5 }
    let lost = reports(SensorModel(VaryingDeadTime(spread: 4), view), of: blink).count { report in report == nil }
    #expect(abs(lost - 299) < 80)
  }

  @Test func `a slow sensor repeats its latest reading, with its noise and all`() {
    let slow = SlowSensor(newReadingEvery: 3)
    #expect(agree(reports(SensorModel(slow), of: [0, 1, 2, 3, 4, 5, 6]), [0, 0, 0, 3, 3, 3, 6]))
    let noise = GaussianNoise(standardDeviation: .centimeters(1))
    let still = Array(repeating: 5.0, count: 300)
    let (seen, fresh) = (
      reports(SensorModel(noise, slow), of: still),
      reports(SensorModel(noise, Saturation(limit: .centimeters(1e5))), of: still)
    )
    #expect(seen.indices.allSatisfy { step in seen[step] == fresh[step - step % 3] })
  }

  @Test func `a slow sensor repeats a lost reading, and does not repeat a fault`() {
    let view = FieldOfView(halfHeight: .centimeters(8))
    let sensor = SensorModel(view, SlowSensor(newReadingEvery: 2))
    #expect(agree(reports(sensor, of: [1, 20, 30, 4, 5, 60]), [1, 1, nil, nil, 5, 5]))
    let wrong = [Fault(part: .sensor, kind: .wrong(by: 1), firstStep: 1, lastStep: 1)]
    #expect(agree(reports(sensor, of: [1, 2, 3, 4], faults: wrong), [1, 2, 3, 3]))
  }

  @Test func `a loop that corrects twice by each reading is stable up to half the gain`() {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(1))),
      sensor: SensorModel(SlowSensor(newReadingEvery: 2)))
    func last(gain: Double) -> Double {
      trueErrors(
        of: SimulatedRig(model, seed: RandomSeed(1)), under: GradientDescent(gain: gain, distance: 300),
        settings: .exactly(400)
      ).last?.magnitude ?? .nan
    }
    // Two corrections by one reading take 2g of it: stable below g = 1, where one of each reading is below 2.
    #expect(last(gain: 0.97) < 0.01 && last(gain: 1.03) > 10)
  }
}
