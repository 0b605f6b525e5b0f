/// The results of the trials of one cell of a sweep.
public struct CellStatistics: Sendable, Equatable {
  /// The number of trials in the cell.
  public let trials: Int
  /// The number of trials that settled.
  public let settled: Int
  /// The number of trials that diverged.
  public let diverged: Int
  /// The number of trials that ended in a limit cycle.
  public let limitCycles: Int
  /// The number of readings after which half of the trials had settled; nil if fewer did. Above 1024 it may be too
  /// large by one part in 512.
  public let medianSettling: Int?
  /// The number of readings after which 95 of 100 trials had settled, with the same precision; nil if fewer did.
  public let settling95: Int?
  /// The number of trials that had the dot within the tolerance at some reading.
  public let reached: Int
  /// The mean number of readings before the first one with the dot within the tolerance, over the trials that had one;
  /// nil if none had.
  public let meanFirstHit: Double?
  /// The number of trials whose target lay beyond the servo's travel at the beginning, and whose dot was never within
  /// the tolerance: no learning rate would have helped.
  public let outOfReach: Int
  /// The root mean square of the true error over the second half of the trials that did not diverge, in cm; nil if all
  /// diverged, infinite if one of the others missed the wall in that half.
  public let steadyError: Double?
  /// The standard error of ``steadyError``, from the scatter among trials; nil for fewer than two, or if
  /// ``steadyError`` is infinite.
  public let steadyErrorUncertainty: Double?
  /// The mean total variation of the beam's slope over the readings of a trial, `Σ |a[k+1] - a[k]|`, summed over the
  /// axes; infinite if the beam turned along the wall. Straight ahead 0.0175 is a degree.
  ///
  /// Source: S. Skogestad, "Simple analytic rules for model reduction and PID controller tuning", Journal of Process
  /// Control 13, 2003, for the total variation of the input.
  public let totalVariation: Double

  package init(
    trials: Int, settled: Int, diverged: Int, limitCycles: Int, medianSettling: Int?, settling95: Int?, reached: Int,
    meanFirstHit: Double?, outOfReach: Int, steadyError: Double?, steadyErrorUncertainty: Double?,
    totalVariation: Double
  ) {
    self.trials = trials
    self.settled = settled
    self.diverged = diverged
    self.limitCycles = limitCycles
    self.medianSettling = medianSettling
    self.settling95 = settling95
    self.reached = reached
    self.meanFirstHit = meanFirstHit
    self.outOfReach = outOfReach
    self.steadyError = steadyError
    self.steadyErrorUncertainty = steadyErrorUncertainty
    self.totalVariation = totalVariation
  }

  /// The share of the trials that settled, 0...1.
  public var settledShare: Double { Double(settled) / Double(trials) }
  /// The share of the trials that diverged, 0...1.
  public var divergedShare: Double { Double(diverged) / Double(trials) }
  /// The share of the trials that ended in a limit cycle, 0...1.
  public var limitCycleShare: Double { Double(limitCycles) / Double(trials) }
  /// The share of the trials whose target was out of reach, 0...1.
  public var outOfReachShare: Double { Double(outOfReach) / Double(trials) }
  /// The interval of the true share of settled trials.
  public var settledInterval: WilsonInterval { WilsonInterval(successes: settled, trials: trials) }
}
