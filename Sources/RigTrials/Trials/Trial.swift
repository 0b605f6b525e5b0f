internal import RigCore
internal import RigSimulation

/// One trial before its beginning: a rule on a rig, and the counter of its figures.
struct Trial<let axes: Int, Plant: SimulatedPlant, Rule: UpdateRule>
where
  Plant.Truth == PlantTruth<axes>, Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
{
  let rig: Plant
  private(set) var rule: Rule
  let counter: TrialCounter<axes>

  /// A trial of `rule` on `rig`. A rule that draws random numbers draws them from `seed`; the caller has asked the
  /// rule once whether it draws any.
  init(
    of rule: Rule, on rig: Plant, _ seed: RandomSeed, _ judgement: TrialJudgement, drawsChance: Bool
  ) {
    self.rig = rig
    self.rule = rule
    counter = TrialCounter(judgement, of: rig)
    if drawsChance { self.rule.reseed(seed.ofRule) }
  }
}

/// The truth of one reading. Lengths in cm.
struct Sight<let axes: Int> {
  /// The true error on each axis; infinite if the beam missed the wall.
  let errors: PerAxis<axes, Double>
  /// The slope of the beam on each axis.
  let slopes: PerAxis<axes, Double>
}
