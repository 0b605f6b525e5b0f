internal import RigCore
internal import RigTrials

/// All that came out of a comparison: what every report, and a picture, is made of.
struct CompareResults {
  let plan: ComparePlan
  let rigs: ComparedRigs
  /// One for each noise that was finished, and the one at which the comparison was stopped.
  var levels: [ComparedLevel] = []
  /// Who stopped it, if anybody.
  var stop: Outcome.StopCause?
}

/// The rigs that every rule met.
struct ComparedRigs {
  /// On how many the target was in reach: the others are left out.
  let count: Int
  /// The distances of their walls in cm, in ascending order.
  let distances: [Double]
  /// Whether nothing but noise disturbs them, so that knowing the distance is a bound for every rule.
  let arePlain: Bool
}

/// How the rules did at one level of noise. Lengths in cm.
struct ComparedLevel {
  let noise: Double
  let tolerance: Double
  /// In the order of the plan's entrants; fewer where the comparison was stopped.
  var rows: [ComparedRow] = []
  /// A rule that is told the distance; nil where the comparison was stopped, and where the sensor does not tell the
  /// side.
  var bound: Performance?
  /// False where the comparison was stopped at this level.
  var isFinished = false
}

/// How one rule did.
struct ComparedRow {
  let entrant: Entrant
  let performance: Performance
}
