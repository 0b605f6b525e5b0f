import RigCore
import RigScenario
import RigSimulation
import Testing

@testable import RigTheory
@testable import RigTrials

/// The general engine runs two trials side by side, without what a sweep has switched off. Each must come to the bits
/// of the control loop.
@Suite struct GeneralTrialTests {
  /// Settings of a rig, and whether it may lose readings.
  private static let rigs: [(settings: [String], losesReadings: Bool)] = [
    (["rig.sensor.noise=0.7"], false),
    (["rig.sensor.noise=0.7", "controller.steers=angle"], false),
    (["rig.servo.travelFrom=-3", "rig.servo.travelTo=5", "controller.learningRate=4"], false),
    (["rig.servo.backlash=0.3", "rig.servo.deadBand=0.1", "rig.servo.resolution=0.2"], false),
    (["rig.sensor.deadTime=2", "rig.sensor.rounding=0.5", "rig.sensor.noise=2"], false),
    (["rig.sensor.dropouts=0.2", "rig.sensor.noise=0.7"], true),
    (["rig.sensor.fieldOfView=90", "controller.learningRate=3"], true),
  ]

  private static func scenario(_ settings: [String]) throws -> Scenario {
    var reader = ScenarioReader()
    // The rule that any rate goes with.
    try reader.set("controller.rule=gradientDescent", by: "--set")
    for words in settings { try reader.set(words, by: "--set") }
    return try reader.scenario(from: Scenario())
  }

  /// The records of two trials by either way; `undisturbed` is nil where a reading was lost.
  private struct Both: RuleVisitor {
    let rigs: [SimulatedRig]
    let judgement: TrialJudgement
    let settings: LoopSettings

    func visit<Rule: UpdateRule>(_ rule: Rule) -> (records: [TrialRecord], loop: [TrialRecord], isUndisturbed: Bool)
    where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      let trials = rigs.map { rig in
        GeneralTrial(of: rule, on: rig, rig.seed)
      }
      let pair = GeneralTrial.records(of: trials[0], trials[1], judgement, settings)
      let undisturbed = UndisturbedLoop.records(of: trials[0], trials[1], judgement, settings.controlVariable) { false }
      return (
        pair.map { pair in [pair.0, pair.1] } ?? [], trials.map { trial in trial.record(judgement, settings) },
        undisturbed != nil
      )
    }
  }

  @Test(arguments: RuleName.allCases) func `two trials side by side come to what the control loop makes of each`(
    name: RuleName
  ) throws {
    for (words, losesReadings) in Self.rigs {
      var scenario = try Self.scenario(words)
      scenario.controller.rule = name
      // Neither a whole number of the engine's stretches nor less than one.
      let judgement = TrialJudgement(tolerance: .centimeters(1), noise: .centimeters(0.7), readings: 151)
      for seed in 0..<3 as Range<UInt64> {
        let rigs = [0, 1].map { trial in SimulatedRig(scenario.rigModel, seed: RandomSeed(seed, trial: trial)) }
        let found = Both(rigs: rigs, judgement: judgement, settings: scenario.loopSettings.ofSweep(readings: 151))
          .visit(known: scenario.rule())
        #expect(found.records == found.loop, "\(name), \(words)")
        #expect(losesReadings || found.isUndisturbed, "\(name), \(words)")
      }
    }
  }

  @Test func `a lost reading calls the whole loop`() throws {
    let scenario = try Self.scenario(["rig.sensor.dropouts=0.2"])
    let judgement = TrialJudgement(tolerance: .centimeters(1), noise: .zero, readings: 100)
    let rigs = [0, 1].map { trial in SimulatedRig(scenario.rigModel, seed: RandomSeed(1, trial: trial)) }
    let found = Both(rigs: rigs, judgement: judgement, settings: scenario.loopSettings.ofSweep(readings: 100))
      .visit(known: scenario.rule())
    #expect(!found.isUndisturbed)
  }

  @Test(arguments: [1, 2, 7]) func `an odd trial is counted once`(trials: Int) throws {
    let cell = LoopCase(gain: 0.6).cell(isGeneral: true)
    let found = try #require(Sweep(trials: trials, seed: 4).statistics([0]) { _ in cell }[0])
    #expect(found.trials == trials)
    let each = (0..<trials).map { trial in LoopCase(gain: 0.6).course.rig(RandomSeed(4, trial: UInt64(trial))) }
    let travel = each.map { rig in
      let trial = GeneralTrial(
        of: GradientDescent<1>(learningRate: 0.3, assumedDistance: .centimeters(300)), on: rig, rig.seed)
      return trial.record(cell.judgement, LoopCase(gain: 0.6).course.loop.ofSweep(readings: 200)).travel
    }
    let mean = travel.reduce(0, +) / Double(trials) * 180 / .pi
    #expect(abs(found.servoTravel - mean) < 1e-12 * mean)
  }

  @Test func `a rule that draws lots draws others in each trial`() throws {
    func scatter(_ name: RuleName) throws -> Double {
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
