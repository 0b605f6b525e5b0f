import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct FrameJitterTests {
  private static let jitter = 0.4

  /// Ten frames a second, whose length varies by 40 %.
  private func rig(seed: UInt64, _ servo: ServoModel, sway: Wave? = nil) -> SimulatedRig {
    var model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero, sway: sway)), servo: servo)
    model.frameJitter = Self.jitter
    return SimulatedRig(model, seed: RandomSeed(seed))
  }

  /// The lengths of the frames in even ones, by a servo that goes on at 1°/s.
  private func frames(seed: UInt64, _ count: Int) -> [Double] {
    var rig = rig(seed: seed, ServoModel(Motor(slewRateDegreesPerSecond: 1)))
    rig.move(to: PerAxis(.degrees(80)))
    let angles = (0...count).map { _ in
      _ = rig.read()
      return rig.beam.degrees
    }
    return zip(angles, angles.dropFirst()).map { before, after in (after - before) / 0.1 }
  }

  @Test func `each frame lasts between 1 - J and 1 + J, evenly spread, 1 on average`() {
    let lengths = (1...40).flatMap { seed in frames(seed: seed, 100) }
    #expect(lengths.allSatisfy { length in (length - 1).magnitude <= Self.jitter + 1e-9 })
    let found = Statistics(lengths)
    #expect(abs(found.mean - 1) < 4 * found.standardErrorOfMean())
    #expect(abs(found.variance / (Self.jitter * Self.jitter / 3) - 1) < 0.1)
    #expect(frames(seed: 1, 20) == frames(seed: 1, 20) && frames(seed: 1, 20) != frames(seed: 2, 20))
  }

  @Test func `every part of a rig has the same time`() {
    let sway = Wave(amplitude: 1, hertz: 0.01, phaseDegrees: 0, frameSeconds: 0.1)
    let servo = ServoModel(
      Motor(slewRateDegreesPerSecond: 1), Vibration(amplitude: .degrees(0), hertz: 0))
    var rig = rig(seed: 3, servo, sway: sway)
    rig.move(to: PerAxis(.degrees(80)))
    for _ in 0..<50 {
      _ = rig.read()
      // 1°/s; a turn of the sway takes 100 s.
      let seconds = rig.beam.degrees
      #expect(abs(rig.truth.target.centimeters - sin(2 * .pi * 0.01 * seconds)) < 1e-9)
    }
  }

  @Test func `a filter and a wave in the sensor go by the same time`() {
    let lengths = frames(seed: 4, 3)
    var model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero)),
      sensor: SensorModel(Hum(amplitude: .centimeters(1), hertz: 1, phaseDegrees: 90), Smoothing(seconds: 0.2)))
    model.frameJitter = Self.jitter
    var rig = SimulatedRig(model, seed: RandomSeed(4))
    var time = 0.0
    var average = 1.0
    for step in 0...3 {
      if step > 0 {
        let seconds = 0.1 * lengths[step - 1]
        time += seconds
        let kept = exp(-seconds / 0.2)
        average = kept * average + (1 - kept) * cos(2 * .pi * time)
      }
      #expect(abs((rig.read().error?[0].centimeters ?? .nan) - average) < 1e-9)
    }
  }

  @Test func `a piezo's creep goes by the length of each frame`() {
    let lengths = frames(seed: 5, 40)
    var rig = rig(seed: 5, ServoModel(Creep(sharePerDecade: 0.05)))
    _ = rig.read()
    rig.move(to: PerAxis(.degrees(10)))
    var seconds = 0.0
    for length in lengths {
      _ = rig.read()
      seconds += 0.1 * length
      let left = (0..<4).reduce(0) { sum, decade in sum + exp(-seconds / pow(10, Double(decade) - 0.5)) }
      #expect(abs(rig.beam.degrees - 10 * (1 - 0.05 * left)) < 1e-9)
    }
  }
}
