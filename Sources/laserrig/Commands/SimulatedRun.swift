internal import RigClock
internal import RigCore
internal import RigReports
internal import RigScenario
internal import RigSimulation

/// Drives a simulated rig, in virtual time or by the clock.
struct SimulatedRun: RunDriver {
  private let scenario: Scenario
  private let kind: SimulatedKind
  private let seed: UInt64

  init(_ scenario: Scenario, _ kind: SimulatedKind) {
    self.scenario = scenario
    self.kind = kind
    // A fresh seed is short enough to be typed again.
    seed = scenario.seed ?? UInt64.random(in: 0..<1_000_000_000)
  }

  func run(_ reporter: RunReporter) -> RunResult {
    switch kind {
    case .singleAxis: driveOnlyAxis(reporter)
    case .panTilt: drive(scenario.panTiltRig(seed: seed), scenario.rule(seed: seed), reporter)
    case .beamWalk: drive(scenario.beamWalkRig(seed: seed), scenario.rule(seed: seed), reporter)
    }
  }

  private func driveOnlyAxis(_ reporter: RunReporter) -> RunResult {
    // Behind one type all rules share a loop that the compiler knows; a loop for any rule takes some ten times as long
    // over a step.
    drive(scenario.simulatedRig(seed: seed), AnyRule<1>(scenario.rule(seed: seed)), reporter)
  }

  private func drive<let axes: Int, Plant: ComputedRig, Rule: UpdateRule>(
    _ rig: Plant, _ rule: Rule, _ reporter: RunReporter
  ) -> RunResult
  where
    Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>,
    Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
  {
    let isRealTime = scenario.loop.realTime
    reporter.begin(axes: axes, termNames: rule.termNames, seed: seed, isRealTime: isRealTime)
    let frameSeconds = 1 / scenario.loop.frameRate
    guard isRealTime else { return drive(rig, rule, VirtualPacer(frameSeconds: frameSeconds), reporter).result }
    var (result, pacer) = drive(rig, rule, RealTimePacer(frameSeconds: frameSeconds, clock: SystemClock()), reporter)
    result.punctuality = Punctuality(pacer)
    return result
  }

  private func drive<let axes: Int, Plant: ComputedRig, Rule: UpdateRule, Time: Pacer>(
    _ rig: Plant, _ rule: Rule, _ pacer: Time, _ reporter: RunReporter
  ) -> (result: RunResult, pacer: Time)
  where
    Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>,
    Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
  {
    let witness = Witness(rig.truth)
    let witnessed = WitnessedRig(rig, witness: witness)
    func finish(_ result: RunResult, _ last: WitnessedRig<Plant>, _ pacer: Time) -> (result: RunResult, pacer: Time) {
      var result = result
      result.truth = FirstAndLastTruth(
        first: rig.truth.record, last: witness.truth.record,
        coupling: last.rig.coupling(at: last.command, under: LoopAtItsEnd(result, scenario.controller)))
      return (result, pacer)
    }
    guard let probe = scenario.responseProbe, !rule.learnsResponse else {
      var loop = ControlLoop(
        rig: witnessed, rule: rule, pacer: pacer, start: rig.rest, settings: scenario.loopSettings)
      return finish(reporter.follow(&loop, truth: { witness.truth.record }), loop.rig, loop.pacer)
    }
    var loop = ControlLoop(
      rig: witnessed, rule: SenseCorrected(rule), pacer: pacer, start: rig.rest, settings: scenario.loopSettings)
    let result = reporter.follow(&loop, probing: probe, truth: { witness.truth.record }, failure: Failure.init)
    return finish(result, loop.rig, loop.pacer)
  }
}
