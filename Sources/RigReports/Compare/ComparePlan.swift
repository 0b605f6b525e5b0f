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
  public let rigs: Int
  public let readings: Int
  public let tolerance: ToleranceChoice
  public let entrants: [Entrant]
  public let seed: UInt64
  public let threads: Int
  public let format: OutputFormat
  /// The file for the picture; nil for none.
  public let plot: String?
  /// True if the scenario came from a file.
  public let isFromFile: Bool

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
