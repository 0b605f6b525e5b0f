import Foundation
import RigCore
import Testing

@Suite struct PlausibleDistanceTests {
  /// The mean of `value(D)` for an evenly distributed logarithm of D, by Simpson's rule.
  private func expectation(_ plausible: PlausibleDistance, of value: (Double) -> Double) -> Double {
    let low = log(plausible.nearest.centimeters)
    let width = log(plausible.farthest.centimeters) - low
    let count = 2000
    let sum = (0...count).reduce(0.0) { sum, place in
      let weight: Double = place == 0 || place == count ? 1 : place.isMultiple(of: 2) ? 2 : 4
      return sum + weight * value(exp(low + width * Double(place) / Double(count)))
    }
    return sum / Double(3 * count)
  }

  @Test(arguments: [(50.0, 1000.0), (5, 400), (100, 101), (100, 100.05), (100, 100.2), (0.1, 1e4)])
  func `mean and variance are those of evenly likely ratios`(nearest: Double, farthest: Double) {
    let plausible = PlausibleDistance(nearest: .centimeters(nearest), farthest: .centimeters(farthest))
    let mean = expectation(plausible) { distance in distance }
    let variance = expectation(plausible) { distance in (distance - mean) * (distance - mean) }
    #expect(abs(plausible.meanCentimeters / mean - 1) < 1e-8)
    #expect(abs(plausible.varianceSquareCentimeters / variance - 1) < 1e-6)
  }

  @Test(arguments: [1e-1, 1e-3, 1e-6, 1e-9, 1e-12])
  func `a range that is hardly one has a tiny variance, and no negative one`(width: Double) {
    for nearest in [0.3, 50, 300, 777, 1000] {
      let plausible = PlausibleDistance(
        nearest: .centimeters(nearest), farthest: .centimeters(nearest * (1 + width)))
      #expect(plausible.varianceSquareCentimeters > 0)
      #expect(plausible.varianceSquareCentimeters < 2 * nearest * nearest * width * width)
      #expect(abs(plausible.meanCentimeters / nearest - 1) <= 1.01 * width)
    }
  }
}
