import Foundation
import RigCore
import RigTestSupport
import Testing

private let wall = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))

@Suite struct SecantTests {
  /// The commands from 0 on a line with exact readings.
  private func commands(distance: Double, target: Double, count: Int) -> [Double] {
    var rule = Secant<1>(plausible: wall, noise: .zero)
    var command = PerAxis<1, Double>(0)
    return (0..<count).map { _ in
      defer { command = rule.update(command, error: PerAxis(.centimeters(distance * command[0] - target))) }
      return command[0]
    }
  }

  @Test(arguments: [50.0, 83, 300, 1000, -50, -300, -1000])
  func `two readings find the zero of a line, whichever way it leans`(distance: Double) {
    for target in [-100.0, 1e-3, 7, 100] {
      let commands = commands(distance: distance, target: target, count: 6)
      #expect(commands[1] == target / 1000)
      for command in commands[2...] { #expect(abs(command - target / distance) < 1e-12 * abs(target)) }
    }
  }

  @Test func `no distance counts that is not plausible`() {
    for (answer, used) in [(1.0, 50.0), (5000, 1000), (-1, -50), (-5000, -1000)] {
      var rule = Secant<1>(plausible: wall, noise: .zero)
      _ = rule.update(PerAxis(0), error: PerAxis(.centimeters(-30)))
      let command = rule.update(PerAxis(0.01), error: PerAxis(.centimeters(-30 + 0.01 * answer)))
      #expect(rule.terms.values[0] == used)
      #expect(abs(command[0] - (0.01 + (30 - 0.01 * answer) / used)) < 1e-12)
    }
  }

  @Test func `a dot that went no farther than the noise says nothing`() {
    let threshold = 3 * 2.0.squareRoot()
    for (way, isBelieved) in [(0.99 * threshold, false), (1.01 * threshold, true)] {
      var rule = Secant<1>(plausible: wall, noise: .centimeters(1))
      _ = rule.update(PerAxis(0), error: PerAxis(.zero))
      _ = rule.update(PerAxis(0.01), error: PerAxis(.centimeters(way)))
      #expect((rule.terms.values[0] != 1000) == isBelieved)
    }
  }

  @Test func `a servo that did not move says nothing, however much the dot did`() {
    var rule = Secant<1>(plausible: wall, noise: .zero)
    _ = rule.update(PerAxis(0.1), error: PerAxis(.centimeters(10)))
    _ = rule.update(PerAxis(0.1), error: PerAxis(.centimeters(90)))
    #expect(rule.terms.values[0] == 1000)
  }

  @Test func `of several axes it takes the longer of the two steps`() {
    var rule = Secant<2>(plausible: wall, noise: .zero)
    let move = PerAxis<2, Double> { axis in [0.1, 0.05][axis] }
    let answer = PerAxis<2, Length> { axis in .centimeters([30, -4][axis]) }
    _ = rule.update(PerAxis(repeating: 0), error: PerAxis(repeating: .zero))
    let command = rule.update(move, error: answer)
    // sᵀy / sᵀs
    let distance = (0.1 * 30 - 0.05 * 4) / (0.01 + 0.0025)
    #expect(abs(rule.terms.values[0] - distance) < 1e-12)
    #expect(abs(command[0] - (0.1 - 30 / distance)) < 1e-15 && abs(command[1] - (0.05 + 4 / distance)) < 1e-15)
  }

  @Test func `its standard error is that of a slope between two readings`() {
    let distances = (0..<2000 as Range<UInt64>).map { seed in
      var draws = SeededDraws(seed)
      var rule = Secant<1>(plausible: wall, noise: .centimeters(0.5))
      _ = rule.update(PerAxis(0), error: PerAxis(.centimeters(-30 + 0.5 * draws.normal())))
      _ = rule.update(PerAxis(0.1), error: PerAxis(.centimeters(0.5 * draws.normal())))
      #expect(abs(rule.terms.values[1] - 2.0.squareRoot() * 0.5 / 0.1) < 1e-12)
      return rule.terms.values[0]
    }
    let found = Statistics(distances)
    #expect(abs(found.variance.squareRoot() / (2.0.squareRoot() * 5) - 1) < 0.06)
    #expect(abs(found.mean - 300) < 0.6)
  }

  @Test func `forgetting the move keeps the distance`() {
    var rule = Secant<1>(plausible: wall, noise: .zero)
    _ = rule.update(PerAxis(0), error: PerAxis(.centimeters(-30)))
    _ = rule.update(PerAxis(0.03), error: PerAxis(.centimeters(-21)))
    rule.reset()
    let command = rule.update(PerAxis(0.5), error: PerAxis(.centimeters(60)))
    #expect(abs(rule.terms.values[0] - 300) < 1e-9 && abs(command[0] - 0.3) < 1e-12)
  }

  @Test func `its figures have names`() {
    let rule = Secant<1>(plausible: wall, noise: .zero)
    #expect(rule.termNames.count == rule.terms.count && rule.learnsResponse)
  }
}
