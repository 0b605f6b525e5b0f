public import RigCore
public import RigTrials

/// The results of a comparison, from which every report, and a picture, is made.
public struct CompareResults: Sendable {
  /// The comparison as it was planned.
  public let plan: ComparePlan
  /// The rigs that every rule met.
  public let rigs: ComparedRigs
  /// The levels of noise that were finished, and the one at which the comparison was stopped.
  public var levels: [ComparedLevel] = []
  /// The cause that stopped the comparison; nil if nothing did.
  public var stop: Outcome.StopCause?

  /// Results with these values; see the properties.
  public init(plan: ComparePlan, rigs: ComparedRigs, levels: [ComparedLevel] = [], stop: Outcome.StopCause? = nil) {
    self.plan = plan
    self.rigs = rigs
    self.levels = levels
    self.stop = stop
  }
}

/// The rigs that every rule met.
public struct ComparedRigs: Sendable {
  /// The number of rigs with the target in reach: the others are left out.
  public let count: Int
  /// The distances of their walls in cm, in ascending order.
  public let distances: [Double]
  /// True if only noise disturbs the rigs, so that a rule that knows the distance is a bound for every rule.
  public let arePlain: Bool

  /// Rigs with these facts; see the properties.
  public init(count: Int, distances: [Double], arePlain: Bool) {
    self.count = count
    self.distances = distances
    self.arePlain = arePlain
  }
}

/// The results of the rules at one level of noise. Lengths in cm.
public struct ComparedLevel: Sendable {
  /// The standard deviation of the noise of a reading, in cm.
  public let noise: Double
  /// The greatest error of a settled dot, in cm.
  public let tolerance: Double
  /// The results in the order of the plan's entrants; fewer if the comparison was stopped.
  public var rows: [ComparedRow] = []
  /// The results of a rule that is told the distance; nil if the comparison was stopped, or if the sensor does not tell
  /// the side.
  public var bound: Performance?
  /// False if the comparison was stopped at this level.
  public var isFinished = false

  /// A level with these results; see the properties.
  public init(
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
public struct ComparedRow: Sendable {
  /// The rule with its parameters.
  public let entrant: Entrant
  /// The results of the rule on all rigs.
  public let performance: Performance

  /// The results `performance` of the rule `entrant`.
  public init(entrant: Entrant, performance: Performance) {
    self.entrant = entrant
    self.performance = performance
  }
}
