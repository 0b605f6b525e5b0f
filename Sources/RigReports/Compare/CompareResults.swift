package import RigCore
package import RigTrials

/// All that came out of a comparison: what every report, and a picture, is made of.
package struct CompareResults {
  package let plan: ComparePlan
  package let rigs: ComparedRigs
  /// One for each noise that was finished, and the one at which the comparison was stopped.
  package var levels: [ComparedLevel] = []
  /// Who stopped it, if anybody.
  package var stop: Outcome.StopCause?

  package init(plan: ComparePlan, rigs: ComparedRigs, levels: [ComparedLevel] = [], stop: Outcome.StopCause? = nil) {
    self.plan = plan
    self.rigs = rigs
    self.levels = levels
    self.stop = stop
  }
}

/// The rigs that every rule met.
package struct ComparedRigs {
  /// On how many the target was in reach: the others are left out.
  package let count: Int
  /// The distances of their walls in cm, in ascending order.
  package let distances: [Double]
  /// Whether nothing but noise disturbs them, so that knowing the distance is a bound for every rule.
  package let arePlain: Bool

  package init(count: Int, distances: [Double], arePlain: Bool) {
    self.count = count
    self.distances = distances
    self.arePlain = arePlain
  }
}

/// How the rules did at one level of noise. Lengths in cm.
package struct ComparedLevel {
  package let noise: Double
  package let tolerance: Double
  /// In the order of the plan's entrants; fewer where the comparison was stopped.
  package var rows: [ComparedRow] = []
  /// A rule that is told the distance; nil where the comparison was stopped, and where the sensor does not tell the
  /// side.
  package var bound: Performance?
  /// False where the comparison was stopped at this level.
  package var isFinished = false

  package init(
    noise: Double, tolerance: Double, rows: [ComparedRow] = [], bound: Performance? = nil, isFinished: Bool = false
  ) {
    self.noise = noise
    self.tolerance = tolerance
    self.rows = rows
    self.bound = bound
    self.isFinished = isFinished
  }
}

/// How one rule did.
package struct ComparedRow {
  package let entrant: Entrant
  package let performance: Performance

  package init(entrant: Entrant, performance: Performance) {
    self.entrant = entrant
    self.performance = performance
  }
}
