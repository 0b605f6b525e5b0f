internal import RigClock
internal import RigCore
internal import RigReports
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
    guard let result = scenario.plants(visitedBy: PlantRun(scenario: scenario, seed: seed, reporter: reporter)) else {
      preconditionFailure("a real rig is not simulated")
    }
    return result
  }
}

/// Drives one simulated rig of any type.
private struct PlantRun: PlantVisitor {
  let scenario: Scenario
  let seed: UInt64
  let reporter: RunReporter

  func visit<let axes: Int, Plant: SimulatedPlant>(_ plants: PlantSource<Plant>) -> RunResult
  where Plant.Truth == PlantTruth<axes> {
    let rig = plants.plant(seed: RandomSeed(seed))
    // The usual rig and the one type behind which all rules can stand get a loop of their own from the compiler; a loop
    // for any rig and rule takes some ten times as long over a step.
    if let rig = rig as? SimulatedRig { return drive(rig, AnyRule<1>(scenario.rule(seed: seed))) }
    let rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> = scenario.rule(seed: seed)
    return drive(rig, rule)
  }

  private func drive<let axes: Int, Plant: SimulatedPlant, Rule: UpdateRule>(_ rig: Plant, _ rule: Rule) -> RunResult
  where Plant.Truth == PlantTruth<axes>, Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length> {
    let isRealTime = scenario.loop.realTime
    reporter.begin(axes: axes, termNames: rule.termNames, seed: seed, isRealTime: isRealTime)
    let pacer: RunPacer =
      isRealTime
      ? .realTime(RealTimePacer(frameSeconds: rig.frameSeconds, clock: SystemClock()))
      : .virtual(VirtualPacer(frameSeconds: rig.frameSeconds))
    // A rule that is not probed has the sense that it has anyway: then the wrapper changes nothing, and one loop does.
    var loop = ControlLoop(
      rig: rig, rule: SenseCorrected(rule), pacer: pacer, start: rig.restCommand, settings: scenario.loopSettings)
    var result = reporter.follow(
      &loop, probing: rule.learnsResponse ? nil : scenario.responseProbe, truth: { rig in TruthRecord(rig.truth) },
      failure: Failure.init)
    let truth = loop.rig.truth
    result.truth = FirstAndLastTruth(
      first: TruthRecord(rig.truth), last: TruthRecord(truth),
      // A single axis is coupled with no other.
      coupling: axes == 1
        ? nil
        : truth.jacobian.map { jacobian in
          Coupling(jacobian, at: loop.angles, scenario, LoopAtItsEnd(result))
        })
    if case .realTime(let pacer) = loop.pacer { result.punctuality = Punctuality(pacer) }
    return result
  }
}

/// The pacer of a simulated run, which a flag chooses: one type, so that the loop is compiled once.
private enum RunPacer: Pacer {
  case virtual(VirtualPacer)
  case realTime(RealTimePacer<SystemClock>)

  mutating func begin(frame index: Int) -> Double {
    switch self {
    case .virtual(var pacer): return pacer.begin(frame: index)
    case .realTime(var pacer):
      let seconds = pacer.begin(frame: index)
      self = .realTime(pacer)
      return seconds
    }
  }
}
