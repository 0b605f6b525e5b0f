internal import RigCore
internal import RigSimulation

/// One trial that is still to begin: a rule on a rig, and what is to be kept of it.
struct Trial<let axes: Int, Plant: SimulatedPlant, Rule: UpdateRule>
where
  Plant.Truth == PlantTruth<axes>, Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length>
{
  let rig: Plant
  private(set) var rule: Rule
  let counter: TrialCounter<axes>

  /// A trial of `rule` on `rig`. The chance of a rule that draws some is that of `seed`; whether it does is asked of the
  /// rule unless `drawsChance` is given.
  init(
    of rule: Rule, on rig: Plant, _ seed: RandomSeed, _ judgement: TrialJudgement, drawsChance: Bool? = nil,
    steering: SteeringCounter<axes>? = nil
  ) {
    self.rig = rig
    self.rule = rule
    counter = TrialCounter(judgement, of: rig, steering: steering)
    if drawsChance ?? rule.drawsChance { self.rule.reseed(seed.ofRule) }
  }
}

/// The truth of one reading. Lengths in cm.
struct Sight<let axes: Int> {
  /// The true error on each axis; infinite if the beam missed the wall.
  let errors: PerAxis<axes, Double>
  /// The slope of the beam on each axis.
  let slopes: PerAxis<axes, Double>
}
