import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// Rigs with several axes that are not aligned: far from linear, and far from axis by axis.
@Suite struct LearningAxesTests {
  private let wall = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))
  private let bench = PlausibleDistance(nearest: .centimeters(5), farthest: .centimeters(400))

  /// After how many readings the dot stays within `tolerance` cm; nil if the last of 40 is not.
  private func readings<let axes: Int, Plant: Rig>(
    _ rule: some UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>, on rig: Plant, tolerance: Double,
    error: (Plant) -> PerAxis<axes, Length>?
  ) -> Int?
  where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Failure == Never {
    var loop = BareLoop(rig: rig, rule: rule)
    var last = 0
    for reading in 1...40 {
      loop.step()
      if !((error(loop.rig)?.norm.centimeters ?? .infinity) <= tolerance) { last = reading }
    }
    return last < 40 ? last : nil
  }

  private func panTilt(_ trial: UInt64) -> PanTiltRig {
    let seed = RandomSeed(4, trial: trial)
    return PanTiltRig(.random(seed: seed), seed: seed)
  }

  private func beamWalk(_ trial: UInt64) -> BeamWalkRig {
    let seed = RandomSeed(4, trial: trial)
    return BeamWalkRig(.random(seed: seed), seed: seed)
  }

  private func median(_ readings: [Int?]) -> Int {
    readings.map { readings in readings ?? .max }.sorted()[readings.count / 2]
  }

  @Test func `walls at any slant are found, most of them`() {
    let rigs = (0..<40 as Range<UInt64>).map(panTilt)
    let learned = rigs.map { rig in
      readings(
        RecursiveLeastSquares<2>(plausible: wall, noise: .centimeters(0.01)), on: rig, tolerance: 0.1,
        error: { rig in rig.truth.errors })
    }
    let descended = rigs.map { rig in
      readings(
        GradientDescent<2>(learningRate: 0.5, assumedDistance: .centimeters(1000)), on: rig, tolerance: 0.1,
        error: { rig in rig.truth.errors })
    }
    // If a wall is nearly in the beam the dot can be lost on the way, and there is no search for it here.
    #expect(learned.count { readings in readings != nil } >= 33, "\(learned)")
    #expect(median(learned) <= 12 && median(descended) > 30, "\(learned) \(descended)")
  }

  @Test func `two mirrors are walked onto two detectors`() {
    let rigs = (0..<12 as Range<UInt64>).map(beamWalk)
    let learned = rigs.map { rig in
      readings(
        RecursiveLeastSquares<4>(plausible: bench, noise: .centimeters(0.001)), on: rig, tolerance: 0.01,
        error: { rig in rig.truth.errors })
    }
    let filtered = rigs.map { rig in
      readings(
        Kalman<4>(plausible: bench, noise: .centimeters(0.001), targetProcessNoise: .zero), on: rig, tolerance: 0.01,
        error: { rig in rig.truth.errors })
    }
    let broyden = rigs.map { rig in
      readings(
        Broyden<4>(plausible: bench, noise: .centimeters(0.001)), on: rig, tolerance: 0.01,
        error: { rig in rig.truth.errors })
    }
    #expect(learned.allSatisfy { readings in readings != nil }, "\(learned)")
    #expect(filtered.allSatisfy { readings in readings != nil }, "\(filtered)")
    #expect(median(learned) <= 9 && median(filtered) <= 10, "\(learned) \(filtered)")
    #expect(broyden.count { readings in readings != nil } >= 5, "\(broyden)")
  }
}
