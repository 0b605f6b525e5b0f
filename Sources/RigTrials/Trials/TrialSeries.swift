internal import RigCore
internal import RigSimulation

/// The trials of a cell: their number, and the seed of each.
struct TrialSeries: Sendable {
  /// The number of trials, at least 1.
  let count: Int
  let seed: @Sendable (Int) -> RandomSeed
  let isStopped: @Sendable () -> Bool

  /// The tally of the trials that `trial` makes from each seed; nil if it was stopped before the last.
  @inline(__always)
  func tally<let axes: Int, Plant: SimulatedPlant, Rule: UpdateRule>(
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

/// All trials of a cell with one axis by the general engine, with a rule of known type.
struct GeneralTrials: RuleVisitor {
  typealias Command = PerAxis<1, Double>
  typealias Errors = PerAxis<1, Length>

  let rig: @Sendable (RandomSeed) -> SimulatedRig
  /// The rig of some trial.
  let sample: SimulatedRig
  let judgement: TrialJudgement
  let settings: LoopSettings
  let trials: TrialSeries

  func visit<Rule: UpdateRule>(_ rule: Rule) -> CellTally<Double>?
  where Rule.Command == Command, Rule.Errors == Errors {
    // Asked once, since a trial takes only a few microseconds.
    let drawsChance = rule.drawsChance
    // If the rig has no effects but noise, the ideal rig that fits into registers does the same to the last bit.
    guard let ideal = IdealRig(sample) else {
      return trials.tally(judgement, settings) { seed in
        Trial(of: rule, on: rig(seed), seed, judgement, drawsChance: drawsChance)
      }
    }
    if sample.model.wall.isFixed {
      return trials.tally(judgement, settings) { seed in
        Trial(of: rule, on: IdealRig(ideal, seed: seed), seed, judgement, drawsChance: drawsChance)
      }
    }
    return trials.tally(judgement, settings) { seed in
      guard let ideal = IdealRig(rig(seed)) else { preconditionFailure("the rigs of a course differ by chance alone") }
      return Trial(of: rule, on: ideal, seed, judgement, drawsChance: drawsChance)
    }
  }
}

/// All trials of a cell with rigs of any type by the general engine.
struct PlantTrials<let axes: Int, Plant: SimulatedPlant>: Sendable where Plant.Truth == PlantTruth<axes> {
  let course: Course<Plant>
  let rule: @Sendable () -> any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>>
  let judgement: TrialJudgement

  func tally(_ trials: TrialSeries) -> CellTally<Double>? {
    let rule = AnyRule(rule())
    let drawsChance = rule.drawsChance
    return trials.tally(judgement, course.loop) { seed in
      Trial(of: rule, on: course.rig(seed), seed, judgement, drawsChance: drawsChance)
    }
  }
}
