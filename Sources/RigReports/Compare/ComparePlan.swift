public import RigScenario
public import RigTrials

/// A comparison before it is run, with every value checked.
public struct ComparePlan: Sendable {
  /// The scenario that all rules meet. Its noise is that of each level in turn.
  public let scenario: Scenario
  /// The file of the scenario, or the name in its place if there is no file.
  public let name: String
  /// The standard deviations of the noise in cm, one table each.
  public let noises: [Double]
  /// The number of rigs, at least 1. Rigs with the target out of reach count here, but are left out of the results.
  public let rigs: Int
  /// The number of readings of each run, at least 2.
  public let readings: Int
  /// The choice of the greatest error of a settled dot.
  public let tolerance: ToleranceChoice
  /// The rules that are compared, in the order of their rows.
  public let entrants: [Entrant]
  /// The seed of all random numbers.
  public let seed: UInt64
  /// The number of threads, at least 1. The results do not depend on it.
  public let threads: Int
  /// The form of the report.
  public let format: OutputFormat
  /// The file for the picture; nil for none.
  public let plot: String?
  /// True if the scenario came from a file.
  public let isFromFile: Bool

  /// A plan with these values, which the caller has checked; see the properties.
  public init(
    scenario: Scenario, name: String, noises: [Double], rigs: Int, readings: Int, tolerance: ToleranceChoice,
    entrants: [Entrant], seed: UInt64, threads: Int, format: OutputFormat, plot: String?, isFromFile: Bool
  ) {
    self.scenario = scenario
    self.name = name
    self.noises = noises
    self.rigs = rigs
    self.readings = readings
    self.tolerance = tolerance
    self.entrants = entrants
    self.seed = seed
    self.threads = threads
    self.format = format
    self.plot = plot
    self.isFromFile = isFromFile
  }
}
