import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// Noise that remembers.
@Suite struct CorrelatedNoiseTests {
  private func noise(_ sensor: SensorModel, count: Int, seed: UInt64 = 1) -> [Double] {
    reports(sensor, of: Array(repeating: 0, count: count), seed: seed).map { report in report ?? .nan }
  }

  /// The correlation of `values` over `lag` readings, about a mean of 0.
  private func correlation(_ values: [Double], lag: Int) -> Double {
    let products = zip(values, values.dropFirst(lag)).reduce(0) { sum, pair in sum + pair.0 * pair.1 }
    let squares = values.reduce(0) { sum, value in sum + value * value }
    return products / Double(values.count - lag) * Double(values.count) / squares
  }

  @Test(arguments: [0.3, 0.9, 0.99])
  func `correlated noise keeps its standard deviation, and loses its memory as ρⁿ`(correlation: Double) {
    let sensor = SensorModel(GaussianNoise(standardDeviation: .centimeters(2), correlation: correlation))
    let count = 200_000
    let seen = noise(sensor, count: count)
    // So many independent readings would say as much.
    let worth = Double(count) * (1 - correlation) / (1 + correlation)
    #expect(abs(Statistics(seen).variance / 4 - 1) < 4 * (2 / worth).squareRoot())
    for lag in [1, 2, 5, 20] {
      #expect(abs(self.correlation(seen, lag: lag) - pow(correlation, Double(lag))) < 5 / worth.squareRoot())
    }
  }

  @Test func `correlated noise scatters fully from the first reading on`() {
    let sensor = SensorModel(GaussianNoise(standardDeviation: .centimeters(2), correlation: 0.99))
    let first = Statistics((1...4000).map { seed in noise(sensor, count: 1, seed: UInt64(seed))[0] })
    #expect(abs(first.variance / 4 - 1) < 4 * (2.0 / 4000).squareRoot())
  }

  @Test func `without correlation the noise is bit for bit what it was`() {
    let white = GaussianNoise(standardDeviation: .centimeters(2))
    let plain = noise(SensorModel(white), count: 500)
    #expect(noise(SensorModel(white, Saturation(limit: .centimeters(1e5))), count: 500) == plain)
    #expect(GaussianNoise(standardDeviation: .centimeters(2), correlation: 0.5).white == white)
  }

  /// What the loop in registers and the lanes do not know, they do not take.
  @Test func `correlated noise is no plain noise`() {
    let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero))
    let sensor = SensorModel(GaussianNoise(standardDeviation: .centimeters(2), correlation: 0.5))
    #expect(!sensor.isPlain && !RigModel(wall: wall, sensor: sensor).isIdeal)
    #expect(IdealRig(SimulatedRig(RigModel(wall: wall, sensor: sensor), seed: RandomSeed(1))) == nil)
  }

  @Test func `pink noise has its standard deviation, and the memory of six time constants`() {
    let count = 400_000
    let seen = noise(SensorModel(PinkNoise(standardDeviation: .centimeters(3))), count: count)
    // The slowest process, a sixth of the variance, takes 1024 readings to forget.
    let worth = Double(count) / 2048 * 6
    #expect(abs(Statistics(seen).variance / 9 - 1) < 4 * (2 / worth).squareRoot())
    for lag in [1, 10, 100, 1000] {
      let theory = (0..<6).reduce(0) { sum, power in sum + exp(-Double(lag) / pow(4, Double(power))) / 6 }
      #expect(abs(correlation(seen, lag: lag) - theory) < 0.06)
    }
  }

  @Test func `the power density of pink noise falls as 1/f over two decades`() {
    let seen = noise(SensorModel(PinkNoise(standardDeviation: .centimeters(1))), count: 1 << 19)
    /// The mean power at `turns` a reading over many stretches.
    func power(_ turns: Double) -> Double {
      let length = 4096
      return stride(from: 0, to: seen.count, by: length).reduce(0) { sum, start in
        var (real, imaginary) = (0.0, 0.0)
        for step in 0..<length {
          // A window that keeps the strong low frequencies out of the weak high ones.
          let value = seen[start + step] * (1 - cos(2 * .pi * Double(step) / Double(length)))
          real += value * cos(2 * .pi * turns * Double(step))
          imaginary += value * sin(2 * .pi * turns * Double(step))
        }
        return sum + real * real + imaginary * imaginary
      }
    }
    // 128 stretches scatter by 9 %, and the six processes leave a ripple.
    for turns in [0.001, 0.004, 0.016] {
      #expect(abs(log(power(turns) / power(4 * turns)) / log(4) - 1) < 0.35)
    }
  }

  @Test func `pink noise comes on top of the same white noise, apart in each direction`() {
    let white = GaussianNoise(standardDeviation: .centimeters(2))
    let pink = PinkNoise(standardDeviation: .centimeters(1))
    let (both, alone) = (noise(SensorModel(white, pink), count: 200), noise(SensorModel(white), count: 200))
    let only = noise(SensorModel(pink), count: 200)
    #expect(zip(zip(both, alone), only).allSatisfy { pair, pink in abs(pair.0 - pair.1 - pink) < 1e-12 })
    let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero))
    var rig = PanTiltRig(PanTiltModel(wall: wall, sensor: SensorModel(pink)), seed: RandomSeed(1))
    let plane = (0..<200).compactMap { _ in rig.read().error }
    #expect(plane.map { error in error[0].centimeters } == only)
    #expect(plane.allSatisfy { error in error[0] != error[1] })
  }
}
