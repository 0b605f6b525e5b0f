package import RigScenario
package import RigTrials

/// A comparison before it is run, with every value checked.
package struct ComparePlan {
  /// The scenario that all rules meet. Its noise is that of each level in turn.
  package let scenario: Scenario
  /// The file of the scenario, or the name in its place if there is no file.
  package let name: String
  /// The standard deviations of the noise in cm, one table each.
  package let noises: [Double]
  package let rigs: Int
  package let readings: Int
  package let tolerance: ToleranceChoice
  package let entrants: [Entrant]
  package let seed: UInt64
  package let threads: Int
  package let format: OutputFormat
  /// The file for the picture; nil for none.
  package let plot: String?
  /// True if the scenario came from a file.
  package let isFromFile: Bool

  package init(
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
