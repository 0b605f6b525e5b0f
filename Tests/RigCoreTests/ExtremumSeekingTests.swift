import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import Testing

extension Xoshiro256PlusPlus {
  /// A wall at 50–1000 cm with a target within ±100 cm that a laser with 60° of travel reaches.
  fileprivate mutating func reachableWall() -> (distance: Double, target: Double) {
    let distance = ratio(50, 1000)
    let reach = min(100, distance * tan(55 * Double.pi / 180))
    return (distance, Double.random(in: -reach...reach, using: &self))
  }
}

@Suite struct ExtremumSeekingTests {
  private func rule<let axes: Int>(_ perturbation: Double = 10) -> ExtremumSeeking<axes> {
    ExtremumSeeking(perturbation: .centimeters(perturbation), assumedDistance: .centimeters(300))
  }

  private func rig(
    distance: Double, target: Double, noise: Double = 0, isReversed: Bool = false, report: SensorModel.Report = .cost,
    seed: UInt64 = 1
  ) -> SimulatedRig {
    let wall = WallModel(
      distance: .fixed(.centimeters(distance)), target: Trajectory(start: .centimeters(target)))
    return SimulatedRig(
      RigModel(
        wall: wall,
        servo: ServoModel(travel: .degrees(-60) ... .degrees(60), Mounting(isReversed: isReversed)),
        sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(noise)), reports: report)),
      seed: RandomSeed(seed))
  }

  /// The reading from which on the true error stays within `tolerance`, counted from 0; nil if it does not.
  private func settling(_ errors: [Double], tolerance: Double) -> Int? {
    let first = (errors.lastIndex { error in !(error.magnitude <= tolerance) } ?? -1) + 1
    return first < errors.count ? first : nil
  }

  @Test func `three costs and it commands at the vertex of their parabola`() {
    // J = (240 a - 60)²: the vertex is at 0.25, b = -2 · 60 · 240 and 2κ = 2 · 240².
    var rule: ExtremumSeeking<1> = rule()
    func cost(_ command: PerAxis<1, Double>) -> Double { (240 * command[0] - 60) * (240 * command[0] - 60) }
    var command = PerAxis<1, Double>(0.2)
    let probe = 10.0 / 300
    command = rule.update(command, cost: cost(command))
    #expect(abs(command[0] - (0.2 + probe)) < 1e-15)
    command = rule.update(command, cost: cost(command))
    #expect(abs(command[0] - (0.2 - probe)) < 1e-15)
    command = rule.update(command, cost: cost(command))
    #expect(abs(command[0] - 0.25) < 1e-12)
    #expect(abs(rule.terms.values[1] - 2 * 240 * (240 * 0.2 - 60)) < 1e-6)
    #expect(abs(rule.terms.values[2] - 2 * 240 * 240) < 1e-6)
    // What is left to go is felt out over half its size: none is left.
    #expect(abs(rule.update(command, cost: cost(command))[0] - 0.25) < 1e-10)
  }

  @Test func `no step is longer than four probes`() {
    var rule: ExtremumSeeking<1> = rule(1)
    func cost(_ command: PerAxis<1, Double>) -> Double { (100 * command[0] - 100) * (100 * command[0] - 100) }
    var command = PerAxis<1, Double>(0)
    for _ in 0..<3 { command = rule.update(command, cost: cost(command)) }
    #expect(abs(command[0] - 4.0 / 300) < 1e-15)
  }

  @Test func `where the cost curves downwards it goes down and looks farther`() {
    var rule: ExtremumSeeking<1> = rule(3)
    var command = PerAxis<1, Double>(0)
    for cost in [10.0, 9, 5] { command = rule.update(command, cost: cost) }
    #expect(abs(command[0] + 0.02) < 1e-15)
    #expect(abs(rule.terms.values[0] - 0.02) < 1e-15)
  }

  @Test(arguments: [SensorModel.Report.cost, .error])
  func `it finds the target on 200 walls at unknown distances, in at most ten readings`(report: SensorModel.Report) {
    var generator = Xoshiro256PlusPlus(seed: 4)
    for seed in 0..<200 as Range<UInt64> {
      let wall = generator.reachableWall()
      let rig = rig(
        distance: wall.distance, target: wall.target, isReversed: generator.coin(), report: report, seed: seed)
      let settings = LoopSettings(
        stepLimit: 60, settling: SettlingCriterion(tolerance: .centimeters(0.01), window: 5))
      let errors = trueErrors(of: rig, under: rule(), settings: settings)
      let reading = settling(errors, tolerance: 0.01)
      #expect((reading ?? 60) <= 10, "\(wall)")
      // It settles for the loop too, which sees no more than the costs.
      #expect(errors.count <= 15, "\(wall)")
    }
  }

  @Test func `from the end of the travel it feels to the open side`() {
    for start in [-60.0, 60, 59.5] {
      let errors = trueErrors(
        of: SimulatedRig(rig(distance: 200, target: 40).model, seed: RandomSeed(1), start: .degrees(start)),
        under: rule(), start: .degrees(start), settings: .exactly(40))
      #expect((settling(errors, tolerance: 0.01) ?? 40) <= 12, "\(start)")
    }
  }

  @Test func `after a wall has moved it forgets what it knew`() {
    var wall = WallModel(distance: .fixed(.centimeters(150)), target: Trajectory(start: .centimeters(60)))
    wall.distanceJumpStep = 30
    wall.distanceJump = .centimeters(450)
    let rig = SimulatedRig(
      RigModel(
        wall: wall, servo: ServoModel(travel: .degrees(-60) ... .degrees(60)), sensor: SensorModel(reports: .cost)),
      seed: RandomSeed(1))
    let errors = trueErrors(of: rig, under: rule(), settings: .exactly(80))
    #expect(abs(errors[29]) < 0.01 && errors[30] > 100)
    #expect(errors[50...].allSatisfy { error in abs(error) < 0.01 })
  }

  @Test func `noise makes it dance by one to two standard deviations, no more`() {
    for noise in [0.1, 0.5, 2] {
      var generator = Xoshiro256PlusPlus(seed: 9)
      let sizes = (0..<200 as Range<UInt64>).map { seed in
        let wall = generator.reachableWall()
        let rig = rig(distance: wall.distance, target: wall.target, noise: noise, seed: seed)
        let late = trueErrors(of: rig, under: rule(), settings: .exactly(400)).suffix(200)
        return (late.reduce(0) { sum, error in sum + error * error } / 200).squareRoot() / noise
      }
      let sorted = sizes.sorted()
      #expect(sorted[100] > 0.3 && sorted[100] < 2.2, "median at \(noise) cm")
      #expect(sorted[190] < 4.5, "95 % at \(noise) cm")
    }
  }

  @Test func `two and four coupled axes`() {
    func settles<let axes: Int>(_ rig: LinearRig<axes>, within readings: Int) -> Bool {
      var loop = ControlLoop(
        rig: rig, rule: rule() as ExtremumSeeking<axes>, pacer: VirtualPacer(frameSeconds: 0.1),
        start: PerAxis(repeating: .zero),
        settings: LoopSettings(
          stepLimit: readings, settling: SettlingCriterion(tolerance: .centimeters(0.01), window: 5)))
      return loop.run().name == "converged"
    }
    let pair = PerAxis<2, Length> { axis in .centimeters(axis == 0 ? 80 : -35) }
    #expect(settles(LinearRig<2>(matrix: [[300, 0], [0, 300]], target: pair), within: 25))
    #expect(settles(LinearRig<2>(matrix: [[300, 20], [-30, 280]], target: pair), within: 60))
    let near = PerAxis<2, Length> { axis in .centimeters(axis == 0 ? 40 : 11) }
    #expect(settles(LinearRig<2>(matrix: [[300, 100], [120, 50]], target: near), within: 100))
    let four = PerAxis<4, Length> { axis in .centimeters([40, -20, 5, 70][axis]) }
    #expect(
      settles(
        LinearRig<4>(
          matrix: [[250, 60, 0, 0], [90, 300, 0, 0], [0, 0, 250, 60], [0, 0, 90, 300]], target: four), within: 300))
  }

  @Test func `a laser that does not move is left alone`() {
    var rule: ExtremumSeeking<1> = rule()
    var command = PerAxis<1, Double>(0.1)
    for _ in 0..<2000 {
      command = rule.update(command, cost: 4)
      #expect(command[0].isFinite)
    }
    // As at the ends of a travel without width.
    for _ in 0..<100 { #expect(rule.update(PerAxis(0.1), cost: 4)[0].isFinite) }
  }
}

@Suite struct SPSATests {
  private let rule = SPSA<1>(learningRate: 0.5, assumedDistance: .centimeters(300), perturbation: .centimeters(0.3))

  private func rate(_ step: Int) -> Double { 0.5 * pow(11 / (Double(step) + 11), 0.602) }

  @Test func `on a parabola the gradient is exact, and a step leaves 1 - 2 α[k] D² / D₀² of the error`() {
    var rule = rule
    func cost(_ command: PerAxis<1, Double>) -> Double { (240 * command[0] - 60) * (240 * command[0] - 60) }
    var command = rule.update(PerAxis(0), cost: cost(PerAxis(0)))
    var error = -60.0
    for step in 0..<30 {
      let upper = command
      command = rule.update(upper, cost: cost(upper))
      // The two readings of a step lie on either side of its command, which is never read itself.
      #expect(abs(120 * (upper[0] + command[0]) - 60 - error) < 1e-9, "step \(step)")
      #expect(abs(abs(upper[0] - command[0]) / 2 - 0.001 / pow(Double(step) + 1, 0.101)) < 1e-12)
      command = rule.update(command, cost: cost(command))
      #expect(abs(rule.terms.values[2] - 2 * 240 * error) < 1e-5 * abs(error) + 1e-5)
      error *= 1 - 2 * rate(step) * 240 * 240 / (300 * 300)
    }
    #expect(abs(error) < 1e-2)
  }

  @Test func `it settles as near as it pushes, whichever way the servo turns`() {
    for isReversed in [false, true] {
      let model = RigModel(
        wall: WallModel(distance: .fixed(.centimeters(250)), target: Trajectory(start: .centimeters(70))),
        servo: ServoModel(Mounting(isReversed: isReversed)), sensor: SensorModel(reports: .cost))
      let errors = trueErrors(of: SimulatedRig(model, seed: RandomSeed(1)), under: rule, settings: .exactly(200))
      #expect(errors.suffix(50).allSatisfy { error in abs(error) < 0.3 && abs(error) > 0.1 })
    }
  }

  @Test func `two axes are pushed at once and both arrive`() {
    let rig = LinearRig<2>(
      matrix: [[300, 20], [-30, 280]], target: PerAxis { axis in .centimeters(axis == 0 ? 80 : -35) })
    var loop = ControlLoop(
      rig: rig,
      rule: SPSA<2>(learningRate: 0.25, assumedDistance: .centimeters(300), perturbation: .centimeters(0.3)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(repeating: .zero),
      settings: LoopSettings(stepLimit: 400, settling: SettlingCriterion(tolerance: .centimeters(1), window: 10)))
    #expect(loop.run().name == "converged")
  }

  @Test func `it leaves the end of the travel again`() {
    var overshot = 0
    for seed in 0..<200 as Range<UInt64> {
      var draws = SeededDraws(seed)
      // Loop gains up to 1.8: the first steps often lead beyond the travel.
      let distance = 300 * draws.uniform(1...1.8).squareRoot()
      let side = draws.coin() ? 1.0 : -1
      let rig = LinearRig<1>(
        matrix: [[distance]], target: PerAxis(.centimeters(distance * draws.uniform(-0.2...0) * side)),
        reach: .degrees(15))
      let push = draws.logUniform(0.1...5)
      var loop = BareLoop(
        rig: rig,
        rule: SPSA<1>(learningRate: 0.5, assumedDistance: .centimeters(300), perturbation: .centimeters(push)),
        start: PerAxis(.degrees(15 * side)))
      for _ in 0..<160 { loop.step() }
      var commands: Set<Double> = []
      var error = 0.0
      for _ in 0..<20 {
        error = loop.step().error?[0].centimeters.magnitude ?? .infinity
        commands.insert(loop.command[0])
      }
      #expect(commands.count > 2, "seed \(seed) stays at \(commands)")
      #expect(error < 2 * push, "seed \(seed): \(error) cm")
      overshot += loop.wishesBeyondTravel > 1 ? 1 : 0
    }
    #expect(overshot > 50)
  }

  @Test func `where both pushes end at one place it goes on from there, inwards`() {
    var rule = rule
    let end = PerAxis<1, Double>(0.5)
    // The cost falls so fast that the step goes far beyond 0.5, where the travel ends.
    _ = rule.update(PerAxis(0.4), cost: 100)
    _ = rule.update(PerAxis(0.401), cost: 100)
    var wish = rule.update(PerAxis(0.399), cost: 200)
    #expect(wish[0] > 0.51)
    wish = rule.update(end, cost: 400)
    #expect(wish[0] > 0.51)
    // Both readings were taken at the end. One of the next two is taken beside it.
    let upper = rule.update(end, cost: 400)
    let lower = rule.update(PerAxis(min(upper[0], 0.5)), cost: 400)
    #expect(min(upper[0], lower[0]) < 0.5 && abs((upper[0] + lower[0]) / 2 - 0.5) < 1e-12)
  }
}
