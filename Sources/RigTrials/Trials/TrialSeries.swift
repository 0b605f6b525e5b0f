internal import RigCore
internal import RigSimulation

/// The trials of a cell: how many there are, and the chance of each.
struct TrialSeries: Sendable {
  /// At least 1.
  let count: Int
  let seed: @Sendable (Int) -> RandomSeed
  let isStopped: @Sendable () -> Bool

  /// What `trial` makes of each seed comes to, all in all; nil if it was stopped before the last.
  @inline(__always)
  func tally<let axes: Int, Plant: TruthfulRig, Rule: UpdateRule>(
    _ judgement: TrialJudgement, _ settings: LoopSettings, _ trial: (RandomSeed) -> Trial<axes, Plant, Rule>
  ) -> CellTally<Double>? {
    var tally = CellTally<Double>(judgement)
    for first in stride(from: 0, to: count, by: 2) {
      let second = min(first + 1, count - 1)
      let (one, other) = (trial(seed(first)), trial(seed(second)))
      let counters = TrialLoop.run(one, other, readings: judgement.readings, settings, isStopped: isStopped)
      guard let counters, !isStopped() else { return nil }
      tally.add(counters.0.record)
      if second > first { tally.add(counters.1.record) }
    }
    return tally
  }
}

/// All trials of a cell with one axis by the general engine, with the rule as the type that it is.
struct GeneralTrials: RuleVisitor {
  let rig: @Sendable (RandomSeed) -> SimulatedRig
  /// The rig of some trial.
  let sample: SimulatedRig
  let judgement: TrialJudgement
  let settings: LoopSettings
  let trials: TrialSeries

  func visit<Rule: UpdateRule>(_ rule: Rule) -> CellTally<Double>?
  where Rule.Aim == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
    // Asked once: a trial takes no longer than some microseconds.
    let drawsChance = rule.drawsChance
    // Where the rig has no effects but noise, the one that fits into registers does the same to the last bit.
    guard let ideal = IdealRig(sample) else {
      return trials.tally(judgement, settings) { seed in
        let rig = rig(seed)
        return Trial(
          of: rule, on: rig, start: PerAxis(rig.start), seed, drawsChance: drawsChance, counter: TrialCounter(judgement, of: rig))
      }
    }
    let start = PerAxis<1, Angle>(sample.start)
    if sample.model.wall.isFixed {
      return trials.tally(judgement, settings) { seed in
        let rig = IdealRig(ideal, seed: seed)
        return Trial(of: rule, on: rig, start: start, seed, drawsChance: drawsChance, counter: TrialCounter(judgement, of: rig))
      }
    }
    return trials.tally(judgement, settings) { seed in
      let rig = rig(seed)
      guard let ideal = IdealRig(rig) else { preconditionFailure("the rigs of a course differ by chance alone") }
      return Trial(
        of: rule, on: ideal, start: PerAxis(rig.start), seed, drawsChance: drawsChance, counter: TrialCounter(judgement, of: ideal))
    }
  }
}
