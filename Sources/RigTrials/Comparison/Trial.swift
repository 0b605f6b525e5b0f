internal import RigCore
internal import RigSimulation

/// One run of a comparison, but for the rule.
struct Trial: RuleVisitor {
  let rig: SimulatedRig
  let judge: Judge<1>
  let settings: LoopSettings

  func visit<Rule: UpdateRule>(_ rule: Rule) -> Judge<1>
  where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    Self.judgement(by: judge, of: rule, on: rig, settings: settings)
  }

  private static func judgement<let axes: Int, Plant: SimulatedPlant, Rule: UpdateRule>(
    by judge: Judge<axes>, of rule: Rule, on rig: Plant, settings: LoopSettings
  ) -> Judge<axes>
  where
    Plant.Truth == PlantTruth<axes>,
    Rule.Aim == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
  {
    var loop = ControlLoop(
      rig: JudgedRig(rig, judge: judge), rule: rule, pacer: VirtualPacer(frameSeconds: rig.frameSeconds),
      start: rig.restCommand, settings: settings)
    _ = loop.run { _ in .proceed }
    var rig = loop.rig
    // A loop that has given up its search for the spot stays where it is until the end.
    while rig.judge.readings <= settings.stepLimit { _ = rig.read() }
    return rig.judge
  }
}
