import RigCore
import RigSimulation
import RigTheory
import RigTrials
import Testing

/// The bound against its closed form.
@Suite struct BoundTests {
  @Test(arguments: [0.1, 2]) func `after k readings its error is σ over the root of k`(noise: Double) throws {
    let comparison = Comparison(rigs: 2000, readings: 101, hasCurves: true)
    let found = try #require(comparison.measure(.bound, on: .unknown(noise: noise)))
    let curve = try #require(found.curves?.rootMeanSquare)
    // The first of the curve is the error before anything has moved; that after k readings stands at index k.
    for k in [1, 2, 5, 20, 100] {
      let ratio = curve[k].centimeters * Double(k).squareRoot() / noise
      #expect(abs(ratio - 1) < 4 / Double(2 * found.rigs).squareRoot(), "k = \(k): \(ratio)")
    }
  }

  @Test func `without noise it takes one reading`() throws {
    let found = try #require(Comparison(rigs: 200).measure(.bound, on: .unknown(noise: 0)))
    #expect(found.medianReadings == 1 && found.percentile95Readings == 1 && found.settledRigs == found.rigs)
    #expect(found.finalError < .centimeters(1e-9))
  }

  @Test func `it knows a reversed laser as well`() throws {
    let model = RigModel(
      wall: WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .centimeters(80))),
      servo: ServoModel(Mounting(isReversed: true)))
    let course = Course(loop: LoopSettings()) { seed in SimulatedRig(model, seed: seed) }
    let found = try #require(Comparison(rigs: 2).measure(.bound, on: course))
    #expect(found.medianReadings == 1)
  }

  @Test func `it steers the slope, whatever the loop's rules steer`() throws {
    let rig = Course<SimulatedRig>.known(distance: 300, target: 100).rig
    let course = Course(loop: LoopSettings(controlVariable: .angle), rig: rig)
    let found = try #require(Comparison(rigs: 2).measure(.bound, on: course))
    #expect(found.medianReadings == 1 && found.finalError < .centimeters(1e-9))
  }

  @Test func `no rule that does not know the distance does better`() throws {
    for noise in [0.1, 0.5, 2] {
      let comparison = Comparison(rigs: 400, tolerance: max(0.1, noise / 2))
      let bound = try #require(comparison.measure(.bound, on: .unknown(noise: noise)))
      let descent = try #require(comparison.measure(.descent(1000), on: .unknown(noise: noise)))
      #expect((bound.medianReadings ?? .max) < (descent.medianReadings ?? .max))
      #expect(bound.finalError < descent.finalError)
    }
  }
}
