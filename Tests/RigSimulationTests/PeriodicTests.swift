import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct PeriodicTests {
  private func near(_ left: [Double?], _ right: [Double]) -> Bool { agree(left, right.map { value in value }) }

  @Test func `hum is a sine wave in time, with its phase at step 0`() {
    // Ten frames a second: a quarter of a turn of 2.5 Hz each.
    let sensor = SensorModel(Hum(amplitude: .centimeters(2), hertz: 2.5))
    #expect(near(reports(sensor, of: [5, 5, 5, 5, 5]), [5, 7, 5, 3, 5]))
    let late = SensorModel(Hum(amplitude: .centimeters(2), hertz: 2.5, phaseDegrees: 90))
    #expect(near(reports(late, of: [5, 5, 5, 5, 5]), [7, 5, 3, 5, 7]))
  }

  @Test func `mains hum is seen at another frequency, or as a constant`() {
    let mains = SensorModel(Hum(amplitude: .centimeters(2), hertz: 50, phaseDegrees: 30))
    #expect(near(reports(mains, of: Array(repeating: 0, count: 6)), Array(repeating: 1, count: 6)))
    let seen = SensorModel(Hum(amplitude: .centimeters(2), hertz: 52.5))
    let alias = SensorModel(Hum(amplitude: .centimeters(2), hertz: 2.5))
    let still = Array(repeating: 1.0, count: 4000)
    #expect(agree(reports(seen, of: still), reports(alias, of: still)))
  }

  @Test func `hum comes before saturation, and in both directions alike`() {
    let sensor = SensorModel(
      Hum(amplitude: .centimeters(2), hertz: 2.5), Saturation(limit: .centimeters(6)))
    #expect(near(reports(sensor, of: [5, 5, 5, 5]), [5, 6, 5, 3]))
    var rig = PanTiltRig(
      PanTiltModel(
        wall: WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero)), sensor: sensor),
      seed: RandomSeed(1))
    let readings = (0..<4).map { _ in rig.read().error }
    #expect(readings.allSatisfy { error in error.map { abs(($0[0] - $0[1]).centimeters) < 1e-12 } ?? false })
    #expect(abs((readings[1]?[0].centimeters ?? .nan) - 2) < 1e-9)
  }

  @Test func `the phase goes on through lost readings`() {
    let hum = Hum(amplitude: .centimeters(2), hertz: 1.3)
    let lossy = reports(SensorModel(Dropouts(probability: 0.4), hum), of: Array(repeating: 0, count: 60))
    let plain = reports(SensorModel(hum), of: Array(repeating: 0, count: 60))
    #expect(lossy.contains { report in report == nil })
    for (seen, whole) in zip(lossy, plain) where seen != nil { #expect(seen == whole) }
  }

  @Test func `vibration turns the beam after backlash and before the mounting`() {
    let servo = ServoModel(
      Backlash(play: .degrees(2)), Vibration(amplitude: .degrees(0.5), hertz: 2.5),
      Mounting(offset: .degrees(3), isReversed: true))
    // Play does not swallow it, and the reversal turns it round.
    #expect(agree(beams(servo, commands: [0, 0, 0, 0]), [3, 2.5, 3, 3.5, 3]))
    let late = ServoModel(Vibration(amplitude: .degrees(0.5), hertz: 2.5, phaseDegrees: 90))
    #expect(agree(beams(late, commands: [1, 1, 1]), [0.5, 1, 0.5, 1]))
  }

  @Test func `a target sways about where it drifts and jumps`() {
    let sway = Wave(amplitude: 2, hertz: 2.5, phaseDegrees: 0, frameSeconds: 0.1)
    let target = Trajectory(
      start: .centimeters(10), driftPerStep: .centimeters(1), jumpStep: 3, jump: .centimeters(5), sway: sway)
    let heights = (0..<5).map { step in target.value(at: step).centimeters }
    #expect(near(heights, [10, 13, 12, 16, 19]))
    #expect(!Trajectory(start: .zero, sway: sway).isConstant)
    let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero, sway: sway))
    #expect(!RigModel(wall: wall).isIdeal)
  }

  @Test func `a wave keeps its phase over a billion steps`() {
    // 1/8 of a turn a step, which has no rounding.
    let wave = Wave(amplitude: 1, hertz: 0.125, phaseDegrees: 0, frameSeconds: 1)
    #expect(abs(wave.value(at: 8_000_000_001) - 0.5.squareRoot()) < 1e-9)
  }
}
