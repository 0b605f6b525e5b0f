internal import RigCore
internal import RigSimulation

/// One trial of a sweep by the general engine.
struct GeneralTrial<let axes: Int, Plant: SimulatedPlant, Rule: UpdateRule>
where
  Plant.Truth == PlantTruth<axes>,
  Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
{
  let rig: Plant
  private(set) var rule: Rule

  /// A trial of `rule`, whose own chance is that of `seed`, on `rig`.
  init(of rule: Rule, on rig: Plant, _ seed: RandomSeed) {
    self.rig = rig
    self.rule = rule
    self.rule.reseed(seed.streamSeed(0))
  }

  /// What is kept of two trials, which nothing but their last reading ends; nil where they were stopped.
  @inline(__always)
  static func records(
    of first: GeneralTrial, _ second: GeneralTrial, _ judgement: TrialJudgement, _ settings: LoopSettings,
    isStopped: () -> Bool = { false }
  ) -> (TrialRecord, TrialRecord)? {
    let found =
      UndisturbedLoop.records(of: first, second, judgement, settings.controlVariable, isStopped: isStopped)
      ?? (first.record(judgement, settings, isStopped), second.record(judgement, settings, isStopped))
    return isStopped() ? nil : found
  }

  /// What is kept of the trial, by the control loop itself.
  func record(
    _ judgement: TrialJudgement, _ settings: LoopSettings, _ isStopped: () -> Bool = { false }
  ) -> TrialRecord {
    WatchedRig.record(of: rig, judgement) { watched in
      var loop = ControlLoop(
        rig: watched, rule: rule, pacer: VirtualPacer(frameSeconds: rig.frameSeconds), start: rig.restCommand,
        settings: settings)
      _ = loop.run { step in
        step.index & 0xFFFF == 0xFFFF && isStopped() ? .stop(.observer) : .proceed
      }
      return loop.rig
    }
  }
}
