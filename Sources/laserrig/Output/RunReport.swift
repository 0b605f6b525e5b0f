internal import RigCharts
internal import RigCore
internal import RigScenario
internal import RigSimulation

/// A form of a run's results. It sees every step as it happens, and the result at the end.
protocol RunReport: AnyObject {
  func begin(_ header: RunHeader)
  func add(_ step: Step<1>)
  /// Ends the report; `picture` is the file that was drawn, if any.
  func end(_ result: RunResult, trace: RunTrace, picture: String?)
}

/// What is known before a run.
struct RunHeader {
  let scenario: Scenario
  /// The file, or what stands in for one.
  let name: String
  let seed: UInt64
  /// What the rule calls its figures.
  let termNames: [String]
}

/// What is known after a run.
struct RunResult {
  let outcome: Outcome
  let stepCount: Int
  let errors: FirstAndLast
  let initialTruth: SimulatedTruth
  let truth: SimulatedTruth
  private(set) var missedFrames = 0

  func adding(missedFrames: Int) -> RunResult {
    var result = self
    result.missedFrames = missedFrames
    return result
  }
}

/// The errors, in cm, that a run began and ended with.
struct FirstAndLast {
  /// The first error that the sensor reported.
  private(set) var first: Double?
  /// The last error that the sensor reported.
  private(set) var lastSeen: Double?
  /// The error of the last step; nil where the spot was lost then.
  private(set) var last: Double?

  mutating func take(_ step: Step<1>) {
    last = step.reading.error?[0].centimeters
    if first == nil { first = last }
    lastSeen = last ?? lastSeen
  }
}
