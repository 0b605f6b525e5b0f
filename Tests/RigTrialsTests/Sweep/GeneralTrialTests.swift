import RigCore
import RigScenario
import RigSimulation
import Testing

@testable import RigTheory
@testable import RigTrials

/// The loop of trials is a kernel and a rule without a supervisor. Each trial must come to the bits of the control
/// loop.
@Suite struct GeneralTrialTests {
  /// Settings of a rig.
  private static let rigs: [[String]] = [
    ["rig.sensor.noise=0.7"],
    ["rig.sensor.noise=0.7", "controller.steers=angle"],
    ["rig.servo.travelFrom=-3", "rig.servo.travelTo=5", "controller.learningRate=4"],
    ["rig.servo.backlash=0.3", "rig.servo.deadBand=0.1", "rig.servo.resolution=0.2"],
    ["rig.sensor.deadTime=2", "rig.sensor.rounding=0.5", "rig.sensor.noise=2"],
    ["rig.sensor.dropouts=0.2", "rig.sensor.noise=0.7"],
    ["rig.sensor.fieldOfView=90", "controller.learningRate=3"],
  ]

  private static func scenario(_ settings: [String]) throws -> Scenario {
    var reader = ScenarioReader()
    // The rule that any rate goes with.
    try reader.set("controller.rule=gradientDescent", by: "--set")
    for words in settings { try reader.set(words, by: "--set") }
    return try reader.scenario(from: Scenario())
  }

  /// The records of two trials by either way.
  private struct Both: RuleVisitor {
    typealias Command = PerAxis<1, Double>
    typealias Errors = PerAxis<1, Length>

    let rigs: [SimulatedRig]
    let judgement: TrialJudgement
    let settings: LoopSettings

    func visit<Rule: UpdateRule>(_ rule: Rule) -> (records: [TrialRecord<Double>], loop: [TrialRecord<Double>])
    where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      let trials = rigs.map { rig in
        Trial(of: rule, on: rig, rig.seed, judgement, drawsChance: rule.drawsChance)
      }
      let pair = TrialLoop.run(trials[0], trials[1], readings: judgement.readings, settings, isStopped: { false })
      return (
        pair.map { pair in [pair.0.record, pair.1.record] } ?? [],
        trials.map { trial in trial.recordByControlLoop(judgement, settings) }
      )
    }
  }

  @Test(arguments: RuleDefinition.all) func `two trials side by side come to what the control loop makes of each`(
    name: RuleDefinition
  ) throws {
    for words in Self.rigs {
      var scenario = try Self.scenario(words)
      scenario.controller.rule = name
      // Neither a whole number of the engine's stretches nor less than one.
      let judgement = TrialJudgement(tolerance: .centimeters(1), noise: .centimeters(0.7), readings: 151)
      for seed in 0..<3 as Range<UInt64> {
        let rigs = [0, 1].map { trial in SimulatedRig(scenario.rigModel, seed: RandomSeed(seed, trial: trial)) }
        let found = Both(rigs: rigs, judgement: judgement, settings: scenario.loopSettings)
          .visit(known: scenario.rule())
        #expect(found.records == found.loop, "\(name), \(words)")
      }
    }
  }

  @Test func `a loop that gives up looking for the dot stays where it is`() throws {
    let scenario = try Self.scenario([
      "rig.sensor.fieldOfView=5", "controller.learningRate=1", "loop.search.hold=1", "loop.search.sweep=2",
    ])
    let judgement = TrialJudgement(tolerance: .centimeters(1), noise: .zero, readings: 100)
    let rigs = [0, 1].map { trial in SimulatedRig(scenario.rigModel, seed: RandomSeed(1, trial: trial)) }
    let found = Both(rigs: rigs, judgement: judgement, settings: scenario.loopSettings).visit(known: scenario.rule())
    #expect(found.records == found.loop)
    #expect(found.records.allSatisfy { record in record.lastOutside == 100 })
  }

  @Test(arguments: [1, 2, 7]) func `an odd trial is counted once`(trials: Int) throws {
    let cell = LoopCase(gain: 0.6).cell(isGeneral: true)
    let found = try #require(Sweep(trials: trials, seed: 4).statistics([0]) { _ in cell }[0])
    #expect(found.trials == trials)
    let each = (0..<trials).map { trial in LoopCase(gain: 0.6).course.rig(RandomSeed(4, trial: UInt64(trial))) }
    let travel = each.map { rig in
      let trial = Trial(
        of: GradientDescent<1>(learningRate: 0.3, assumedDistance: .centimeters(300)), on: rig, rig.seed,
        cell.judgement, drawsChance: false)
      return trial.record(cell.judgement, LoopCase(gain: 0.6).course.loop).totalVariation
    }
    let mean = travel.reduce(0, +) / Double(trials)
    #expect(abs(found.totalVariation - mean) < 1e-12 * mean)
  }

  @Test func `a rule that draws lots draws others in each trial`() throws {
    func scatter(_ name: RuleDefinition) throws -> Double {
      var scenario = Scenario()
      scenario.controller.rule = name
      scenario.rig.sensor.noise = 0
      scenario.rig.distance = .fixed(300)
      let (model, settings) = (scenario.rigModel, scenario.loopSettings)
      let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> & Sendable = scenario.rule()
      let cell = SweepCell(
        Course(loop: settings) { seed in SimulatedRig(model, seed: seed) },
        judgement: TrialJudgement(tolerance: .centimeters(1), noise: .zero, readings: 30)
      ) { rule }
      let found = try #require(Sweep(trials: 16, seed: 1).statistics([0]) { _ in cell }[0])
      return try #require(found.steadyErrorUncertainty) / (try #require(found.steadyError))
    }
    #expect(try scatter(.spsa) > 1e-3)
    #expect(try scatter(.extremumSeeking) < 1e-6)
  }
}
