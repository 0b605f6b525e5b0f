/// The length of a loop and the criteria that end it.
public struct LoopSettings: Sendable, Equatable {
  /// Which number the rule steers.
  public var controlVariable: ControlVariable
  /// The most updates that are made; 0 looks once and moves nothing.
  public var stepLimit: Int
  /// When the loop counts as settled; nil runs on to the step limit.
  public var settling: SettlingCriterion?
  /// When the loop counts as running away.
  public var divergence: DivergenceCriterion
  /// The search for a lost spot.
  public var search: SpotSearch

  /// Settings with the defaults of the command line.
  public init(
    controlVariable: ControlVariable = .slope,
    stepLimit: Int = 200,
    settling: SettlingCriterion? = SettlingCriterion(tolerance: .centimeters(0.1), window: 5),
    divergence: DivergenceCriterion = DivergenceCriterion(bound: .centimeters(10_000), growingSteps: 8),
    search: SpotSearch = SpotSearch(hold: 3, sweep: 60, reach: .degrees(10))
  ) {
    self.controlVariable = controlVariable
    self.stepLimit = stepLimit
    self.settling = settling
    self.divergence = divergence
    self.search = search
  }
}

/// Whether a loop goes on after a step.
public enum LoopDirective: Sendable, Equatable {
  /// The loop makes the next step.
  case proceed
  /// The run ends after this step, for the given cause.
  case stop(Outcome.StopCause)
  /// The run ends after this step, since its observer has found that the dot does not answer the laser.
  case giveUp(Unresponsive)

  /// The outcome of a run that ends after this step; nil if it goes on.
  @usableFromInline
  var ending: Outcome? {
    switch self {
    case .proceed: nil
    case .stop(let cause): .stopped(cause)
    case .giveUp(let reason): .unresponsive(reason)
    }
  }
}
