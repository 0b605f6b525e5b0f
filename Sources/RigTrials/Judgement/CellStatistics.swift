/// What the trials of one cell of a sweep came to.
public struct CellStatistics: Sendable, Equatable {
  /// How many trials there were.
  public let trials: Int
  /// How many settled.
  public let settled: Int
  /// How many diverged.
  public let diverged: Int
  /// How many ended in a limit cycle.
  public let limitCycles: Int
  /// After how many readings half of the trials had settled; nil where fewer did. Above 1024 it may be one part in 512
  /// more than that.
  public let medianSettling: Int?
  /// After how many readings 95 of 100 trials had settled, as exactly; nil where fewer did.
  public let settling95: Int?
  /// How many trials had the dot within the tolerance at some reading.
  public let reached: Int
  /// How many readings came before the first of those, on average over the trials that got there; nil where none did.
  public let meanFirstHit: Double?
  /// The root mean square of the true error over the second half of the trials that did not diverge, in cm; nil where
  /// all did, infinite where one of the others missed the wall meanwhile.
  public let steadyError: Double?
  /// The standard error of ``steadyError``, from the scatter among trials; nil for fewer than two, and
  /// where that is infinite.
  public let steadyErrorUncertainty: Double?
  /// The way of the servo in all readings of a trial, on average, in degrees: that of the slope, so that a degree is
  /// one with the beam straight ahead; infinite where the beam turned along the wall.
  public let servoTravel: Double

  package init(
    trials: Int, settled: Int, diverged: Int, limitCycles: Int, medianSettling: Int?, settling95: Int?, reached: Int,
    meanFirstHit: Double?, steadyError: Double?, steadyErrorUncertainty: Double?, servoTravel: Double
  ) {
    self.trials = trials
    self.settled = settled
    self.diverged = diverged
    self.limitCycles = limitCycles
    self.medianSettling = medianSettling
    self.settling95 = settling95
    self.reached = reached
    self.meanFirstHit = meanFirstHit
    self.steadyError = steadyError
    self.steadyErrorUncertainty = steadyErrorUncertainty
    self.servoTravel = servoTravel
  }

  /// The share of the trials that settled, 0...1.
  public var settledShare: Double { Double(settled) / Double(trials) }
  /// The share of the trials that diverged, 0...1.
  public var divergedShare: Double { Double(diverged) / Double(trials) }
  /// The share of the trials that ended in a limit cycle, 0...1.
  public var limitCycleShare: Double { Double(limitCycles) / Double(trials) }
  /// Where the true share of settled trials lies.
  public var settledInterval: WilsonInterval { WilsonInterval(successes: settled, trials: trials) }
}
