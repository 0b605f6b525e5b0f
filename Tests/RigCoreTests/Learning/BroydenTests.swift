import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

private let wall = PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000))

@Suite struct BroydenTests {
  @Test(arguments: [60.0, 300, 999, -300])
  func `on one axis it is the secant`(distance: Double) {
    var secant = Secant<1>(plausible: wall, noise: .zero)
    var broyden = Broyden<1>(plausible: wall, noise: .zero)
    var commands = (PerAxis<1, Double>(0), PerAxis<1, Double>(0))
    for _ in 0..<3 {
      commands.0 = secant.update(commands.0, error: PerAxis(.centimeters(distance * commands.0[0] - 70)))
      commands.1 = broyden.update(commands.1, error: PerAxis(.centimeters(distance * commands.1[0] - 70)))
      #expect(abs(commands.0[0] - commands.1[0]) < 1e-9)
    }
    #expect(abs(commands.1[0] - 70 / distance) < 1e-9)
    #expect(abs(broyden.terms.values[0] / distance - 1) < 1e-6)
  }

  /// A well-conditioned response between 100 and 1000 cm: a matrix near a scaled unit.
  private func response<let axes: Int>(_ draws: inout SeededDraws) -> SquareMatrix<axes> {
    let scale = draws.logUniform(200...600)
    let stir: SquareMatrix<axes> = draws.normalMatrix()
    return SquareMatrix { row, column in scale * ((row == column ? 1 : 0) + 0.2 * stir[row, column]) }
  }

  /// The sizes of the errors from commands of 0, one a reading.
  private func sizes<let axes: Int>(
    _ rule: Broyden<axes>, response: SquareMatrix<axes>, target: PerAxis<axes, Double>, readings: Int
  ) -> [Double] {
    var rule = rule
    var command = PerAxis<axes, Double>(repeating: 0)
    return (0..<readings).map { _ in
      let turned = response.times(command)
      let error = PerAxis<axes, Double> { axis in turned[axis] - target[axis] }
      command = rule.update(command, error: error.map { value in .centimeters(value) })
      return error.norm
    }
  }

  /// D. M. Gay, "Some Convergence Properties of Broyden's Method", SIAM Journal on Numerical Analysis 16(4), 1979: on a
  /// linear system of n equations the method ends after at most 2n steps.
  @Test(arguments: 0..<30 as Range<UInt64>)
  func `without damping n axes take at most 2n steps`(seed: UInt64) {
    func check<let axes: Int>(_: Broyden<axes>.Type) {
      var draws = SeededDraws(seed)
      let response: SquareMatrix<axes> = response(&draws)
      let target = PerAxis<axes, Double> { _ in draws.uniform(-50...50) }
      // Steps as long as they come: the nearest wall is no limit.
      let plausible = PlausibleDistance(nearest: .centimeters(1e-3), farthest: .centimeters(1000))
      let sizes = sizes(
        Broyden<axes>(plausible: plausible, noise: .zero, damping: 0), response: response, target: target,
        readings: 2 * axes + 1)
      #expect(sizes[2 * axes] < 1e-5 * sizes[0], "\(axes) axes: \(sizes)")
    }
    check(Broyden<1>.self)
    check(Broyden<2>.self)
    check(Broyden<4>.self)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `with damping it arrives as well`(seed: UInt64) {
    var draws = SeededDraws(seed)
    let response: SquareMatrix<4> = response(&draws)
    let sizes = sizes(
      Broyden<4>(plausible: wall, noise: .zero), response: response,
      target: PerAxis { _ in draws.uniform(-50...50) }, readings: 60)
    #expect(sizes[59] < 1e-3)
  }

  @Test(arguments: [0.02, 0.1, 0.5])
  func `damping bounds the step where the dot does not answer`(damping: Double) {
    // Both directions were told to answer alike, so one combination of the axes seems to do nothing.
    func step(damping: Double) -> (length: Double, size: Double) {
      let wide = PlausibleDistance(nearest: .centimeters(1e-6), farthest: .centimeters(1000))
      var rule = Broyden<2>(plausible: wide, noise: .zero, damping: damping)
      _ = rule.update(PerAxis(repeating: 0), error: PerAxis(repeating: .zero))
      let command = PerAxis<2, Double> { axis in [0.1, -0.1][axis] }
      let error = PerAxis<2, Length> { axis in .centimeters([1e-3, -1e-3][axis]) }
      let next = rule.update(command, error: error)
      let size = rule.terms.values[0]
      return (PerAxis<2, Double> { axis in next[axis] - command[axis] }.norm, size)
    }
    let free = step(damping: 0)
    let damped = step(damping: damping)
    // No damped step is longer than |e| / (2 √λ), √λ = damping · size.
    let bound = 1e-3 * 2.0.squareRoot() / (2 * damping * damped.size)
    #expect(damped.length <= bound * (1 + 1e-9))
    #expect(free.length > 10 * bound)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `no step is longer than the nearest wall asks for`(seed: UInt64) {
    var draws = SeededDraws(seed)
    var rule = Broyden<4>(plausible: wall, noise: .centimeters(0.1), damping: draws.coin() ? 0 : 0.02)
    var command = PerAxis<4, Double>(repeating: 0)
    for _ in 0..<100 {
      let error = PerAxis<4, Double> { _ in draws.logUniform(1e-6...100) * draws.normal() }
      let next = rule.update(command, error: error.map { value in .centimeters(value) })
      let move = PerAxis<4, Double> { axis in next[axis] - command[axis] }
      #expect(move.norm <= error.norm / 50 * (1 + 1e-9))
      command = next
    }
  }

  @Test func `a dot that went no farther than the noise says nothing`() {
    let threshold = 3 * 2.0.squareRoot()
    for (way, isBelieved) in [(0.99 * threshold, false), (1.01 * threshold, true)] {
      var rule = Broyden<1>(plausible: wall, noise: .centimeters(1))
      _ = rule.update(PerAxis(0), error: PerAxis(.zero))
      _ = rule.update(PerAxis(0.004), error: PerAxis(.centimeters(way)))
      #expect((rule.terms.values[0] != 1000) == isBelieved)
    }
  }

  @Test func `an answer that ought to have come and did not is one`() {
    var rule = Broyden<1>(plausible: wall, noise: .centimeters(1))
    _ = rule.update(PerAxis(0), error: PerAxis(.centimeters(-80)))
    _ = rule.update(PerAxis(0.08), error: PerAxis(.centimeters(-76)))
    #expect(abs(rule.terms.values[0] - 50) < 1e-9)
  }

  @Test func `a move that no wall can be near enough for was swallowed on the way`() {
    for (way, isBelieved) in [(0.0, false), (2.7, false), (2.9, true), (-2.7, false), (-2.9, true)] {
      var rule = Broyden<1>(plausible: wall, noise: .zero)
      _ = rule.update(PerAxis(0), error: PerAxis(.centimeters(-80)))
      _ = rule.update(PerAxis(0.08), error: PerAxis(.centimeters(way - 80)))
      let learned = isBelieved ? way / 0.08 : 1000
      #expect(abs(rule.terms.values[0] - learned) < 1e-9, "\(way)")
      // The next move takes up the rest of the play, so only the one after it tells the distance.
      _ = rule.update(PerAxis(0.16), error: PerAxis(.centimeters(way - 72)))
      #expect(abs(rule.terms.values[0] - (isBelieved ? 100 : 1000)) < 1e-9, "\(way)")
      _ = rule.update(PerAxis(0.24), error: PerAxis(.centimeters(way - 48)))
      #expect(abs(rule.terms.values[0] - 300) < 1e-9, "\(way)")
    }
  }

  @Test(arguments: [0.2, 1]) func `play does not stop it`(degrees: Double) {
    for seed in 0..<200 as Range<UInt64> {
      var draws = SeededDraws(seed)
      let distance = draws.logUniform(50...1000)
      let reach = min(100, 1.5 * distance)
      let model = RigModel(
        wall: WallModel(
          distance: .fixed(.centimeters(distance)),
          target: Trajectory(start: .centimeters(draws.uniform(-reach...reach)))
        ),
        servo: ServoModel(travel: .degrees(-60) ... .degrees(60), Backlash(play: .degrees(degrees))))
      var loop = BareLoop(
        rig: SimulatedRig(model, seed: RandomSeed(seed)), rule: Broyden<1>(plausible: wall, noise: .zero))
      for _ in 0..<100 { loop.step() }
      let error = loop.rig.truth.error?.centimeters.magnitude ?? .infinity
      #expect(error < 0.1, "seed \(seed), a wall at \(distance) cm")
    }
  }

  @Test func `forgetting the move keeps the response`() {
    var rule = Broyden<1>(plausible: wall, noise: .zero)
    _ = rule.update(PerAxis(0), error: PerAxis(.centimeters(-30)))
    _ = rule.update(PerAxis(0.03), error: PerAxis(.centimeters(-21)))
    rule.reset()
    #expect(abs(rule.update(PerAxis(0.5), error: PerAxis(.centimeters(60)))[0] - 0.3) < 1e-12)
    #expect(rule.termNames.count == rule.terms.count && rule.learnsResponse)
  }
}
