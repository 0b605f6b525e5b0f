import RigCore
import RigReports
import RigSimulation
import RigTestSupport
import Testing

/// A rule that stays where it is, whatever the cost.
private struct Indifferent: CostRule {
  func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> { command }
  func update(_ command: PerAxis<1, Double>, cost: Double) -> PerAxis<1, Double> { PerAxis(command[0] + 0.01) }
  func reset() {}
  var termNames: [String] { [] }
  var terms: RuleTerms { RuleTerms() }
}

@Suite struct CostReadingTests {
  private func run(
    _ costs: [Double?], settings: LoopSettings, _ steps: (Step<1>) -> Void = { _ in }
  ) throws -> (outcome: Outcome, updates: Int, commands: [Double]) {
    let script = costs.map { cost in cost.map { cost in Reading<1>.cost(cost) } ?? .spotLost }
    var loop = ControlLoop(
      rig: ScriptedRig<1>(script), rule: Indifferent(), pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(.zero), settings: settings)
    let outcome = try loop.run { step in
      steps(step)
      return .proceed
    }
    return (outcome, loop.updates, loop.rig.commands.map { command in command[0].slope })
  }

  private func noisy(tolerance: Double, noise: Double, window: Int = 2) -> SettlingCriterion {
    SettlingCriterion(tolerance: .centimeters(tolerance), window: window, noise: .centimeters(noise))
  }

  @Test func `a reading is an error, a cost or nothing`() {
    let error = Reading<2>.error(PerAxis { axis in .centimeters(axis == 0 ? 3 : -4) })
    #expect(error.cost == 25 && error.error?[1] == .centimeters(-4))
    #expect(Reading<2>.cost(25).cost == 25 && Reading<2>.cost(25).error == nil)
    #expect(Reading<2>.spotLost.cost == nil && Reading<2>.spotLost.error == nil)
    #expect(Set([error == .cost(25), Reading<2>.cost(0) == .spotLost, error == .spotLost]) == [false])
    #expect(Reading<2>.cost(25) == .cost(25))
  }

  @Test func `the rule gets the cost, and a step shows it without a side`() throws {
    var steps: [Step<1>] = []
    let end = try run([9, nil, 4], settings: .exactly(3)) { step in steps.append(step) }
    #expect(end.commands == [0, 0.01, 0.01, 0.02])
    #expect(steps.map { step in step.costSquareCentimeters } == [9, nil, 4, 4])
    #expect(steps.allSatisfy { step in StepRecord(step).gradientsCentimeters == nil && step.reading.error == nil })
  }

  @Test func `a rule that needs the side stays where it is`() throws {
    let descent = GradientDescent<1>(learningRate: 0.5, assumedDistance: .centimeters(300))
    var loop = ControlLoop(
      rig: ScriptedRig<1>([.cost(9), .cost(4)]), rule: descent, pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(.slope(0.1)), settings: LoopSettings(stepLimit: 3, settling: nil))
    #expect(
      try loop.run().reason
        == "all 3 steps are used up before the loop settled; the error is still 2 cm: raise loop.steps")
    #expect(loop.rig.commands.map { command in command[0].slope } == [0.1, 0.1, 0.1, 0.1])
  }

  @Test func `a cost that is no number is a lost spot`() throws {
    let end = try run([1, .nan], settings: LoopSettings(stepLimit: 3, settling: nil))
    #expect(
      end.outcome.reason == """
        all 3 steps are used up and the dot is out of sight; it was last seen 1 cm off: raise loop.steps, or let the \
        search begin sooner (loop.search.hold)
        """)
  }

  @Test func `without noise the root of each cost must be within the tolerance`() throws {
    let settings = LoopSettings(settling: SettlingCriterion(tolerance: .centimeters(0.5), window: 3))
    let end = try run([9, 0.25, 0.1, 0.26, 0.25, 0, 0.2], settings: settings)
    #expect(end.updates == 6)
    #expect(end.outcome.reason == "the error was within 0.5 cm for 3 readings in a row")
  }

  @Test func `a cost beyond the bound ends the run`() throws {
    let end = try run([1, 1.1e8], settings: LoopSettings())
    #expect(end.updates == 1)
    #expect(end.outcome.reason == "error of 10488.1 cm is beyond the bound of 10000 cm")
  }

  @Test func `with noise the window grows with the fourth power, and with the axes`() {
    #expect(noisy(tolerance: 1, noise: 1).costWindow(axes: 1) == 171)
    #expect(noisy(tolerance: 1, noise: 2).costWindow(axes: 1) == 1366)
    #expect(noisy(tolerance: 1, noise: 2).costWindow(axes: 4) == 4096)
    #expect(noisy(tolerance: 0.1, noise: 1e6).costWindow(axes: 1) == SettlingCriterion.longestWindow)
    #expect(noisy(tolerance: 1, noise: 0, window: 7).costWindow(axes: 1) == 7)
    #expect(noisy(tolerance: 1, noise: 2, window: 5000).costWindow(axes: 1) == 5000)
  }

  @Test func `with noise its share is taken off the mean cost`() throws {
    // 32 readings; σ² = 1, and half of three quarters of the tolerance's square is left for the mean: 2.5 is the most.
    func costs(_ cost: Double, _ windows: Int) -> [Double] { Array(repeating: cost, count: 32 * windows) }
    let settings = LoopSettings(stepLimit: 1000, settling: noisy(tolerance: 2, noise: 1))
    let end = try run([400] + costs(2.44, 1), settings: settings)
    #expect(end.updates == 32)
    #expect(
      end.outcome.reason
        == "the root of the mean of the last 32 costs, less what the noise adds, is 1.2 cm, within 2 cm")
    #expect(try run(costs(2.56, 1) + costs(2.44, 1), settings: settings).updates == 2 * 32 - 1)
    // After two windows that fail the next is twice as long.
    #expect(try run(costs(2.56, 2) + costs(2.44, 2), settings: settings).updates == 4 * 32 - 1)
  }

  /// How many of 200 still dots, `offset` cm from the target, count as settled in one window of 128 readings.
  private func settled(offset: Double) -> Int {
    (0..<200 as Range<UInt64>).count { seed in
      var sensor = SensorModel(GaussianNoise(standardDeviation: .centimeters(1)), reports: .cost)
      sensor.bias = Bias(offset: .centimeters(offset))
      let wall = WallModel(distance: .fixed(.centimeters(300)), target: Trajectory(start: .zero))
      var settings = LoopSettings.exactly(1366)
      settings.settling = noisy(tolerance: 0.5, noise: 1)
      var loop = ControlLoop(
        rig: SimulatedRig(RigModel(wall: wall, sensor: sensor), seed: RandomSeed(seed)), rule: Keep(),
        pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(.zero), settings: settings)
      return loop.run().name == "converged"
    }
  }

  private struct Keep: CostRule {
    func update(_ command: PerAxis<1, Double>, error: PerAxis<1, Length>) -> PerAxis<1, Double> { command }
    func update(_ command: PerAxis<1, Double>, cost: Double) -> PerAxis<1, Double> { command }
    func reset() {}
    var termNames: [String] { [] }
    var terms: RuleTerms { RuleTerms() }
  }

  @Test func `on target nearly all windows settle, at the tolerance hardly any does`() {
    // One window of 1366 readings: on the target its mean has a standard error of 0.038 cm², and 0.094 cm² are left to it.
    #expect(settled(offset: 0) > 190)
    #expect(settled(offset: 0.5) < 4)
  }
}
