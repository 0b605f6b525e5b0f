internal import RigCore
internal import RigSimulation

/// One trial of a sweep by the control loop itself, but for the rule.
struct GeneralTrial: RuleVisitor {
  let rig: SimulatedRig
  let judgement: TrialJudgement
  let settings: LoopSettings

  func visit<Rule: UpdateRule>(_ rule: Rule) -> TrialRecord
  where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    Self.record(
      of: rule, on: rig, start: PerAxis(rig.start), frameSeconds: rig.model.frameSeconds, judgement, settings)
  }

  static func record<let axes: Int, Plant: TruthfulRig, Rule: UpdateRule>(
    of rule: Rule, on rig: Plant, start: PerAxis<axes, Angle>, frameSeconds: Double, _ judgement: TrialJudgement,
    _ settings: LoopSettings
  ) -> TrialRecord
  where
    Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Errors == PerAxis<axes, Length>,
    Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
  {
    var loop = ControlLoop(
      rig: WatchedRig(rig, judgement), rule: rule, pacer: VirtualPacer(frameSeconds: frameSeconds), start: start,
      settings: settings)
    _ = loop.run()
    var rig = loop.rig
    // Whoever has given up looking for the spot stays where it is until the end.
    while rig.readings < judgement.readings { _ = rig.read() }
    return rig.record
  }
}
