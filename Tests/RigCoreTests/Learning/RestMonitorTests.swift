import RealModule
import RigTestSupport
import Testing

@testable import RigCore

@Suite struct RestMonitorTests {
  private func monitor(_ readings: [Double], noise: Double) -> RestMonitor<1> {
    var monitor = RestMonitor<1>()
    for reading in readings { monitor.add(PerAxis(reading), noise: noise) }
    return monitor
  }

  private func noisy(_ seed: UInt64, _ count: Int, sigma: Double, around level: (Int) -> Double) -> [Double] {
    var draws = SeededDraws(seed)
    return (0..<count).map { step in level(step) + sigma * draws.normal() }
  }

  @Test func `readings at rest are steady and have not shifted`() {
    var steady = 0
    var shifted = 0
    for seed in 0..<500 as Range<UInt64> {
      let rest = monitor(noisy(seed, 8, sigma: 0.1) { _ in 30 }, noise: 0.1)
      if rest.isSteady(atLeast: 8, noise: 0.1) { steady += 1 }
      if rest.hasLateShift(noise: 0.1, after: 0) { shifted += 1 }
    }
    #expect(steady > 480, "\(steady)")
    #expect(shifted == 0)
  }

  @Test(arguments: 4...12) func `a late answer is seen, and its time`(delay: Int) {
    var (seen, timed) = (0, 0)
    for seed in 0..<100 as Range<UInt64> {
      let rest = monitor(noisy(seed, 2 * delay + 8, sigma: 0.1) { step in step < delay ? 30 : 10 }, noise: 0.1)
      if rest.hasLateShift(noise: 0.1, after: 3) { seen += 1 }
      // The median of three readings changes one reading after the dot, and noise may rise with it.
      if (delay...delay + 4).contains(rest.lastChange) { timed += 1 }
      #expect(rest.pause >= 2 * delay)
    }
    #expect(seen >= 95 && timed >= 95, "\(seen), \(timed)")
  }

  @Test func `a dot that creeps to its place is not at rest until it is there`() {
    let lag = 3.0
    for seed in 0..<50 as Range<UInt64> {
      let readings = noisy(seed, 48, sigma: 0.1) { step in 100 * Double.exp(-Double(step) / lag) }
      let end = (1...48).first { count in
        monitor(Array(readings.prefix(count)), noise: 0.1).isSteady(atLeast: 8, noise: 0.1)
      }
      // After seven time constants a thousandth of the way is left, which is the noise.
      #expect((end ?? 0) >= 18, "\(end ?? 0)")
    }
  }

  @Test func `one outlier is no change, and does not raise the scatter`() {
    var changes = 0
    for place in 0..<8 {
      for seed in 0..<50 as Range<UInt64> {
        var readings = noisy(seed, 8, sigma: 0.1) { _ in 30 }
        readings[place] = 50
        let rest = monitor(readings, noise: 0.1)
        if rest.lastChange > 0 { changes += 1 }
        #expect((rest.scatter ?? .infinity) < 0.4)
      }
    }
    #expect(changes < 40, "\(changes) of 400")
  }

  @Test(arguments: [0.1, 1, 10]) func `the scatter is the noise, whatever was told`(sigma: Double) {
    let scatters = (0..<400 as Range<UInt64>).compactMap { seed in
      monitor(noisy(seed, 12, sigma: sigma) { _ in 30 }, noise: 0.1).scatter
    }.sorted()
    #expect(abs(scatters[200] / sigma - 1) < 0.15, "\(scatters[200])")
    #expect(scatters[20] > 0.35 * sigma && scatters[380] < 2.5 * sigma)
  }

  @Test func `the estimate of the scatter follows the readings, and outliers do not move it far`() {
    var draws = SeededDraws(1)
    for (sigma, outliers) in [(0.5, 0.0), (1, 0), (4, 0), (1, 0.2)] {
      var estimate = ScatterEstimate(axes: 1)
      for _ in 0..<400 {
        let isOutlier = draws.uniform(0...1) < outliers
        estimate.take((isOutlier ? 200 : sigma * draws.normal().magnitude) / max(1, estimate.share))
      }
      #expect(estimate.share > 0.6 * sigma && estimate.share < 1.8 * sigma, "\(sigma): \(estimate.share)")
    }
  }
}
