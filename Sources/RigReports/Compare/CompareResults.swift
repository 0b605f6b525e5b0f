package import RigCore
package import RigTrials

/// The results of a comparison, from which every report, and a picture, is made.
package struct CompareResults {
  package let plan: ComparePlan
  package let rigs: ComparedRigs
  /// The levels of noise that were finished, and the one at which the comparison was stopped.
  package var levels: [ComparedLevel] = []
  /// The cause that stopped the comparison; nil if nothing did.
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
  /// The number of rigs with the target in reach: the others are left out.
  package let count: Int
  /// The distances of their walls in cm, in ascending order.
  package let distances: [Double]
  /// True if only noise disturbs the rigs, so that a rule that knows the distance is a bound for every rule.
  package let arePlain: Bool

  package init(count: Int, distances: [Double], arePlain: Bool) {
    self.count = count
    self.distances = distances
    self.arePlain = arePlain
  }
}

/// The results of the rules at one level of noise. Lengths in cm.
package struct ComparedLevel {
  package let noise: Double
  package let tolerance: Double
  /// The results in the order of the plan's entrants; fewer if the comparison was stopped.
  package var rows: [ComparedRow] = []
  /// The results of a rule that is told the distance; nil if the comparison was stopped, or if the sensor does not tell
  /// the side.
  package var bound: Performance?
  /// False if the comparison was stopped at this level.
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

/// The results of one rule.
package struct ComparedRow {
  package let entrant: Entrant
  package let performance: Performance

  package init(entrant: Entrant, performance: Performance) {
    self.entrant = entrant
    self.performance = performance
  }
}
