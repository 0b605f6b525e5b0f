import Foundation
import RigCore
import RigTestSupport
import RigTheory
import Testing

private let plausible = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))

@Suite struct UnknownDistanceTests {
  @Test func `it is the inverse of the information that the readings hold`() {
    var draws = SeededDraws(1)
    for _ in 0..<50 {
      let commands = (0..<5).map { _ in draws.normal() }
      let target = draws.normal()
      // Fisher's information on (D, c) is Σ [a², -a; -a, 1] / σ²; its inverse at (a*, -1) is the variance of the error.
      let squares = commands.reduce(0) { sum, command in sum + command * command }
      let sum = commands.reduce(0, +)
      let determinant = 5 * squares - sum * sum
      let variance = (5 * target * target - 2 * sum * target + squares) / determinant
      let found = UnknownDistance.standardError(noise: .centimeters(0.3), commands: commands, target: target)
      #expect(abs(found.centimeters / (0.3 * variance.squareRoot()) - 1) < 1e-9)
    }
  }

  @Test func `a straight line through noisy readings is as far off as that`() {
    var draws = SeededDraws(2)
    let commands = [0, 0.03, 0.11, 0.1]
    var squares: [Double] = []
    for _ in 0..<20_000 {
      let readings = commands.map { command in 300 * command - 30 + 0.5 * draws.normal() }
      let meanCommand = commands.reduce(0, +) / 4
      let mean = readings.reduce(0, +) / 4
      let spread = commands.reduce(0) { sum, command in sum + (command - meanCommand) * (command - meanCommand) }
      let slope = zip(commands, readings).reduce(0) { sum, pair in sum + (pair.0 - meanCommand) * pair.1 } / spread
      let off = mean + slope * (0.1 - meanCommand)
      squares.append(off * off)
    }
    let expected = UnknownDistance.standardError(noise: .centimeters(0.5), commands: commands, target: 0.1).centimeters
    #expect(abs(Statistics(squares).mean / (expected * expected) - 1) < 0.05)
  }

  @Test(arguments: [50.0, 224, 500, 999]) func `after two readings it is √((1 + t)² + t²)`(distance: Double) {
    let t = 1000 / distance - 1
    let ratio = UnknownDistance.standardErrorRatio(
      readings: 2, distance: .centimeters(distance), farthest: .centimeters(1000))
    #expect(abs(ratio / ((1 + t) * (1 + t) + t * t).squareRoot() - 1) < 1e-9)
  }

  @Test func `readings on the target make it that of a known distance, and never less`() {
    for distance in [50.0, 300, 1000] {
      var last = Double.infinity
      for readings in 2...200 {
        let ratio = UnknownDistance.standardErrorRatio(
          readings: readings, distance: .centimeters(distance), farthest: .centimeters(1000))
        #expect(ratio * Double(readings).squareRoot() >= 1 && ratio < last)
        last = ratio
      }
      #expect(last * 200.0.squareRoot() < 1.01)
    }
  }

  @Test func `one place tells no line`() {
    #expect(
      UnknownDistance.standardError(noise: .centimeters(1), commands: [0.1, 0.1], target: 0.2)
        == .centimeters(.infinity))
  }

  /// By an independent integration (adaptive quadrature, to 10⁻⁸).
  @Test func `the means over all plausible walls`() {
    for (readings, ratio) in [(2, 15.58876265), (3, 1.64253346), (5, 1.26362840), (20, 1.04991887), (100, 1.00940234)] {
      let found = UnknownDistance.meanStandardErrorRatio(readings: readings, plausible: plausible)
      #expect(abs(found * Double(readings).squareRoot() - ratio) < 1e-6)
    }
    #expect(
      abs(UnknownDistance.shareWithinAfterTwoReadings(tolerance: 3, plausible: plausible) - 0.4824856349) < 1e-6)
  }
}
