import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct SmoothingTests {
  /// At ten frames a second this filter keeps half from step to step.
  private let half = Smoothing(seconds: 0.1 / log(2))

  @Test func `readings are the moving average of what was seen, from the first one on`() {
    #expect(agree(reports(SensorModel(half), of: [8, 0, 0, 4]), [8, 4, 2, 3]))
  }

  @Test func `a lost reading leaves the average as it was`() {
    let view = FieldOfView(halfHeight: .centimeters(10))
    #expect(agree(reports(SensorModel(view, half), of: [8, 20, 0, 0]), [8, nil, 4, 2]))
    #expect(agree(reports(SensorModel(view, half), of: [20, 8, 0]), [nil, 8, 4]))
  }

  @Test func `outliers and noise are smoothed, and the average is clipped and rounded`() {
    let clipped = SensorModel(half, Saturation(limit: .centimeters(3)))
    #expect(agree(reports(clipped, of: [8, 0, 0, 0]), [3, 3, 2, 1]))
    let rounded = SensorModel(half, Rounding(unit: .centimeters(1)))
    #expect(agree(reports(rounded, of: [8, 0, 0, 0, 0, 0]), [8, 4, 2, 1, 1, 0]))
    let count = 40_000
    let noisy = SensorModel(GaussianNoise(standardDeviation: .centimeters(3)), half)
    let seen = Statistics(reports(noisy, of: Array(repeating: 0, count: count)).map { report in report ?? .nan })
    // A third of the variance is left if half is kept.
    #expect(abs(seen.variance / 3 - 1) < 0.06)
  }

  @Test func `each direction is smoothed by itself`() {
    let model = PanTiltModel(
      wall: WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero)), sensor: SensorModel(half))
    var rig = PanTiltRig(model, seed: RandomSeed(1))
    _ = rig.read()
    rig.move(to: PerAxis { axis in .slope(axis == 0 ? 0.04 : 0.08) })
    let error = rig.read().error
    let (height, across) = (error?[0].centimeters ?? .nan, error?[1].centimeters ?? .nan)
    #expect(abs(height - (rig.truth.error(0) ?? .nan) / 2) < 1e-9)
    #expect(abs(across - (rig.truth.error(1) ?? .nan) / 2) < 1e-9)
    #expect(across > 1.5 * height)
  }
}

extension PlantTruth {
  fileprivate func error(_ axis: Int) -> Double? { errors?[axis].centimeters }
}
