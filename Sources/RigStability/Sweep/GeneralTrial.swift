internal import RigCore
internal import RigSimulation

/// One trial of a sweep by the control loop itself, but for the rule.
struct GeneralTrial: RuleVisitor {
  let rig: SimulatedRig
  let judgement: TrialJudgement
  let settings: LoopSettings

  func visit<Rule: UpdateRule>(_ rule: Rule) -> TrialRecord
  where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    let start = PerAxis<1, Angle>(rig.start)
    // Where the rig has no effects but noise, the one that fits into registers does the same to the last bit.
    if let ideal = IdealRig(rig) {
      return Self.record(
        of: rule, on: ideal, start: start, frameSeconds: rig.model.frameSeconds, judgement, settings)
    }
    return Self.record(
      of: rule, on: rig, start: start, frameSeconds: rig.model.frameSeconds, judgement, settings)
  }

  static func record<let axes: Int, Plant: TruthfulRig, Rule: UpdateRule>(
    of rule: Rule, on rig: Plant, start: PerAxis<axes, Angle>, frameSeconds: Double, _ judgement: TrialJudgement,
    _ settings: LoopSettings
  ) -> TrialRecord
  where
    Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Errors == PerAxis<axes, Length>,
    Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
  {
    WatchedRig.record(of: rig, judgement) { watched in
      var loop = ControlLoop(
        rig: watched, rule: rule, pacer: VirtualPacer(frameSeconds: frameSeconds), start: start, settings: settings)
      _ = loop.run { _ in .proceed }
      return loop.rig
    }
  }
}
