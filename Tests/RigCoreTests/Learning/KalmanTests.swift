import Foundation
import RigTestSupport
import Testing

@testable import RigCore

private let wall = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))

@Suite struct KalmanTests {
  private func rule(noise: Double, target: Double, wall wander: Double = 0) -> Kalman<1> {
    Kalman(
      plausible: wall, noise: .centimeters(noise), targetProcessNoise: .centimeters(target),
      wallProcessNoise: .centimeters(wander))
  }

  /// The variance of the expected error before a reading, once the filter has come to rest: the solution p of the
  /// Riccati equation `p = p r / (p + r) + q`.
  private func steadyVariance(_ q: Double, _ r: Double) -> Double {
    (q + (q * q + 4 * q * r).squareRoot()) / 2
  }

  @Test(arguments: [(1.0, 0.1, 0.0, 0.0), (0.5, 2, 0, 0.3), (1, 0.2, 3, 0.4), (2, 0, 5, -0.5)])
  func `on a held command its gain is that of the Riccati equation`(
    noise: Double, target: Double, wander: Double, command: Double
  ) throws {
    var rule = rule(noise: noise, target: target, wall: wander)
    let held = PerAxis<1, Double>(command)
    for _ in 0..<2000 { _ = rule.update(held, error: PerAxis(.zero)) }
    let before = try #require(rule.model).error(at: held)[0]
    _ = rule.update(held, error: PerAxis(.centimeters(1)))
    let after = try #require(rule.model).error(at: held)[0]
    // At a held command a wall that wanders moves the dot as a target does.
    let p = steadyVariance(target * target + command * command * wander * wander, noise * noise)
    #expect(abs((after - before) / (1 - before) - p / (p + noise * noise)) < 1e-6)
  }

  @Test func `the first move takes the wall to stand as far away as it could`() {
    var rule = Kalman<2>(plausible: wall, noise: .centimeters(1), targetProcessNoise: .zero)
    let command = rule.update(
      PerAxis { axis in [0.1, 0][axis] }, error: PerAxis { axis in .centimeters([40, -70][axis]) })
    #expect(abs(command[0] - 0.06) < 1e-15 && abs(command[1] - 0.07) < 1e-15)
  }

  /// The mean square of the true errors of a run of 600 readings, without the first fifty.
  private func meanSquare<Rule: UpdateRule>(_ rule: Rule, wander: Double, noise: Double, seed: UInt64) -> Double
  where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    var draws = SeededDraws(seed)
    var rule = rule
    var command = PerAxis<1, Double>(0)
    var target = 80.0
    var squares: [Double] = []
    for _ in 0..<600 {
      let error = 300 * command[0] - target
      squares.append(error * error)
      command = rule.update(command, error: PerAxis(.centimeters(error + noise * draws.normal())))
      target += wander * draws.normal()
    }
    return Statistics(Array(squares.dropFirst(50))).mean
  }

  @Test(arguments: [(1.0, 0.1), (1, 0.5), (1, 3)])
  func `it follows a target that wanders as closely as can be`(noise: Double, wander: Double) {
    let squares = (0..<40 as Range<UInt64>).map { seed in
      meanSquare(rule(noise: noise, target: wander), wander: wander, noise: noise, seed: seed)
    }
    let found = Statistics(squares)
    let standardError = (found.variance / Double(squares.count)).squareRoot()
    let best = steadyVariance(wander * wander, noise * noise)
    #expect(abs(found.mean - best) < 0.02 * best + 3 * standardError, "\(found.mean) of \(best)")
    // The secant follows every reading at its best, and has the noise of the reading for it.
    let naive = (0..<40 as Range<UInt64>).map { seed in
      meanSquare(Secant<1>(plausible: wall, noise: .centimeters(noise)), wander: wander, noise: noise, seed: seed)
    }
    #expect(found.mean < 0.97 * Statistics(naive).mean)
  }

  @Test func `it follows a wall that wanders`() throws {
    var draws = SeededDraws(3)
    var rule = rule(noise: 0.2, target: 0, wall: 2)
    var distance = 300.0
    var command = PerAxis<1, Double>(0)
    var errors: [Double] = []
    for _ in 0..<2000 {
      let error = distance * command[0] - 150
      errors.append(error)
      command = rule.update(command, error: PerAxis(.centimeters(error + 0.2 * draws.normal())))
      distance = min(max(distance + 2 * draws.normal(), 100), 900)
    }
    // Each step of the wall moves the dot by about 2 · 0.5 cm; a rule that had stopped listening would be off by tens.
    #expect(Statistics(Array(errors.dropFirst(50))).variance < 4)
    #expect(abs(try #require(rule.model).error(at: command)[0]) < 1)
  }

  @Test func `a lost reading makes it less certain, and more eager afterwards`() throws {
    var steady = rule(noise: 1, target: 0.1)
    for _ in 0..<200 { _ = steady.update(PerAxis(0.2), error: PerAxis(.zero)) }
    var blind = steady
    for _ in 0..<20 { blind.skip(PerAxis(0.2)) }
    func response(_ rule: Kalman<1>) throws -> Double {
      var rule = rule
      _ = rule.update(PerAxis(0.2), error: PerAxis(.centimeters(1)))
      return try #require(rule.model).error(at: PerAxis(0.2))[0]
    }
    // p after twenty steps without a reading is q · 20 more.
    let p = steadyVariance(0.01, 1)
    #expect(abs(try response(steady) - p / (p + 1)) < 1e-3)
    #expect(abs(try response(blind) - (p + 0.2) / (p + 1.2)) < 1e-3)
    var new = rule(noise: 1, target: 0.1)
    new.skip(PerAxis(0))
    #expect(new.update(PerAxis(0), error: PerAxis(.centimeters(-50))) == PerAxis(0.05))
  }

  @Test func `after a search it knows the wall, and not where the target is`() throws {
    var rule = rule(noise: 0.1, target: 0.1)
    var command = PerAxis<1, Double>(0)
    for _ in 0..<20 { command = rule.update(command, error: PerAxis(.centimeters(-300 * command[0] - 60))) }
    let before = rule.terms.values
    #expect(abs(before[0] + 300) < 3)
    rule.reset()
    #expect(rule.terms.values[0] == before[0] && rule.terms.values[1] == before[1])
    // The target has gone elsewhere in the meantime. The laser turns the wrong way, and it goes there at once.
    let next = rule.update(PerAxis(0.4), error: PerAxis(.centimeters(-300 * 0.4 + 210)))
    #expect(abs(-300 * next[0] + 210) < 2)
    let model = try #require(rule.model)
    #expect(abs(model.variance(at: PerAxis(0.4)) - 0.01) < 1e-9)
  }

  @Test func `what two axes have taught outlasts a search, in doubt`() {
    var rule = Kalman<2>(plausible: wall, noise: .centimeters(0.1), targetProcessNoise: .centimeters(0.1))
    let matrix = SquareMatrix<2> { row, column in [[-200, 40], [-30, 300]][row][column] }
    func error(_ command: PerAxis<2, Double>, _ target: [Double]) -> PerAxis<2, Length> {
      let turned = matrix.times(command)
      return PerAxis { axis in .centimeters(turned[axis] - target[axis]) }
    }
    var command = PerAxis<2, Double>(repeating: 0)
    for _ in 0..<40 { command = rule.update(command, error: error(command, [50, -20])) }
    rule.reset()
    command = PerAxis(repeating: 0)
    let sizes = (0..<8).map { _ in
      command = rule.update(command, error: error(command, [-30, 60]))
      return error(command, [-30, 60]).norm.centimeters
    }
    // The first step is a cautious one, but the right way: from 67 cm off to a third less.
    #expect(sizes[0] < 50 && sizes[7] < 0.2, "\(sizes)")
  }

  @Test func `caution does not keep it from finding out that both axes turn the wrong way`() {
    // Exact readings, and a target that is said to wander: a short step tells nothing, and was all that it dared.
    let settled = (0..<100 as Range<UInt64>).count { seed in
      var draws = SeededDraws(seed)
      let distances = PerAxis<2, Double> { _ in draws.logUniform(60...900) }
      let target = PerAxis<2, Double> { axis in draws.uniform(-0.5...0.5) * min(100, distances[axis]) }
      var rule = Kalman<2>(plausible: wall, noise: .centimeters(0.01), targetProcessNoise: .centimeters(0.1))
      var command = PerAxis<2, Double>(repeating: 0)
      for _ in 0..<60 {
        let wish = rule.update(
          command, error: PerAxis { axis in .centimeters(-distances[axis] * command[axis] - target[axis]) })
        command = wish.map { value in min(max(value, -1.7), 1.7) }
      }
      return PerAxis<2, Double> { axis in -distances[axis] * command[axis] - target[axis] }.norm < 0.15
    }
    #expect(settled >= 99, "\(settled)")
  }

  @Test func `before it has learned anything, forgetting begins anew`() {
    var rule = rule(noise: 1, target: 0.1)
    rule.reset()
    #expect(rule.update(PerAxis(0), error: PerAxis(.centimeters(50))) == PerAxis(-0.05))
    rule.reset()
    #expect(rule.update(PerAxis(0), error: PerAxis(.centimeters(50))) == PerAxis(-0.05))
  }

  @Test func `its figures have names, and it knows before the first reading what is plausible`() {
    let rule = rule(noise: 1, target: 0.1)
    #expect(rule.termNames.count == rule.terms.count && rule.learnsResponse)
    #expect(rule.terms.values[0] == wall.meanCentimeters)
    #expect(rule.terms.values[1] == wall.varianceSquareCentimeters.squareRoot())
  }
}
