internal import RigClock
internal import RigCore
internal import RigScenario
internal import RigSimulation

/// Drives a simulated rig, in virtual time or by the clock.
struct SimulatedRun: RunDriver {
  private let scenario: Scenario
  private let seed: UInt64

  init(_ scenario: Scenario) {
    self.scenario = scenario
    // A fresh seed is short enough to be typed again.
    seed = scenario.seed ?? UInt64.random(in: 0..<1_000_000_000)
  }

  func run(_ reporter: RunReporter) -> RunResult {
    let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> = scenario.rule()
    // Known by its name, the usual rule gets a loop of its own from the compiler; a loop for any rule takes some ten times
    // as long over a step.
    if let rule = rule as? GradientDescent<1> { return drive(rule, reporter) }
    return drive(rule, reporter)
  }

  private func drive<Rule: UpdateRule>(_ rule: Rule, _ reporter: RunReporter) -> RunResult
  where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    let isRealTime = scenario.loop.realTime
    reporter.begin(axes: 1, termNames: Rule.termNames, seed: seed, isRealTime: isRealTime)
    let frameSeconds = 1 / scenario.loop.frameRate
    guard isRealTime else { return drive(rule, VirtualPacer(frameSeconds: frameSeconds), reporter).result }
    var (result, pacer) = drive(rule, RealTimePacer(frameSeconds: frameSeconds, clock: SystemClock()), reporter)
    result.punctuality = Punctuality(pacer)
    return result
  }

  private func drive<Rule: UpdateRule, Time: Pacer>(
    _ rule: Rule, _ pacer: Time, _ reporter: RunReporter
  ) -> (result: RunResult, pacer: Time) where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    let rig = scenario.simulatedRig(seed: seed)
    let witness = Witness(rig.truth)
    var loop = ControlLoop(
      rig: WitnessedRig(rig: rig, witness: witness), rule: rule, pacer: pacer, start: PerAxis(rig.start),
      settings: scenario.loopSettings)
    var result = reporter.follow(&loop, truth: { witness.truth })
    result.truth = FirstAndLastTruth(first: rig.truth, last: witness.truth)
    return (result, loop.pacer)
  }
}
