package import RigCharts
package import RigCore
package import RigScenario

/// A form of a run's results. It receives every step as it happens, and the result at the end.
package protocol RunReport: AnyObject {
  func begin(_ header: RunHeader)
  func add(_ step: StepRecord)
  /// Ends the report; `picture` is the file that was drawn, if any.
  func end(_ result: RunResult, trace: RunTrace, picture: String?)
}

/// The facts that are known before a run.
package struct RunHeader {
  package let scenario: Scenario
  /// The file of the scenario, or the name in its place if there is no file.
  package let name: String
  /// The seed of all random numbers; nil if there are none, as on hardware.
  package let seed: UInt64?
  /// The number of axes of each step.
  package let axes: Int
  /// The names of the rule's figures.
  package let termNames: [String]

  package init(scenario: Scenario, name: String, seed: UInt64?, axes: Int, termNames: [String]) {
    self.scenario = scenario
    self.name = name
    self.seed = seed
    self.axes = axes
    self.termNames = termNames
  }
}

/// The facts that are known after a run.
package struct RunResult {
  package private(set) var ending: RunEnding
  package let axes: Int
  package let stepCount: Int
  package let errors: FirstAndLast
  /// The timing of the frames; nil in virtual time.
  package var punctuality: Punctuality?
  /// The truth; nil on hardware, where it is unknown.
  package var truth: FirstAndLastTruth?
  /// The facts about the hardware; nil in a simulation.
  package var hardware: HardwareFacts?
  /// The rule's findings about the wall; nil for a rule that learns none.
  package var learned: LearnedDistance?
  /// The halvings of the rate; nil if there were none.
  package var halvings: RateHalvings?
  /// The sign check; nil if nothing was probed, or the run ended with the probe.
  package var signCheck: SignCheck?

  package init(ending: RunEnding, axes: Int, stepCount: Int, errors: FirstAndLast) {
    self.ending = ending
    self.axes = axes
    self.stepCount = stepCount
    self.errors = errors
  }

  /// The reason why the run ended, in one sentence.
  package var reason: String { ending.reason(axes: axes) + (advice.map { advice in "; " + advice } ?? "") }
  /// The advice about the rule for the user; nil if there is none.
  package var advice: String?

  /// Notes a failure after the loop had ended; the first failure stays.
  package mutating func fail(_ failure: Failure) {
    if case .outcome = ending { ending = .failure(failure) }
  }
}

/// The first and the last readings of a run.
package struct FirstAndLast {
  /// The report of the sensor about a dot in sight.
  package struct Sighting {
    /// The error in cm on each axis; nil if its side is unknown.
    package let errors: AxisValues?
    package let costSquareCentimeters: Double
  }

  /// The first reading that saw the dot.
  package private(set) var first: Sighting?
  /// The last reading that saw the dot.
  package private(set) var lastSeen: Sighting?
  /// The reading of the last step; nil if the spot was lost then.
  package private(set) var last: Sighting?

  package init() {}

  package mutating func take(_ step: StepRecord) {
    last = step.costSquareCentimeters.map { cost in
      Sighting(errors: step.errorsCentimeters, costSquareCentimeters: cost)
    }
    if first == nil { first = last }
    lastSeen = last ?? lastSeen
  }
}

/// The truth about a simulated rig at the beginning and at the end.
package struct FirstAndLastTruth {
  package let first: TruthRecord
  package let last: TruthRecord
  /// The coupling of several axes at the end.
  package var coupling: Coupling?

  package init(first: TruthRecord, last: TruthRecord, coupling: Coupling? = nil) {
    self.first = first
    self.last = last
    self.coupling = coupling
  }
}

/// The halvings of the rate of a loop that swung ever wider.
package struct RateHalvings {
  package let count: Int
  /// The first step after the last halving.
  package let step: Int
  /// The rate after the last halving.
  package let rate: Double?

  package init(count: Int, step: Int, rate: Double?) {
    self.count = count
    self.step = step
    self.rate = rate
  }

  /// A warning of a halving when it happens.
  package var warning: String {
    let rate = rate.map { rate in " to \(rate.formatted(significantDigits: 4))" } ?? ""
    return "step \(step): the error swings ever wider, so the learning rate is halved\(rate)"
  }

  /// The halvings in the words of the table: `2 times, at step 24 to 0.375`.
  package var line: String {
    let rate = rate.map { rate in " to \(rate.formatted(significantDigits: 4))" } ?? ""
    let times = count == 1 ? "once" : "\(count) times, the last time"
    return "\(times), at step \(step)\(rate), since the error swung ever wider"
  }
}

/// The timing of the frames of a run in real time.
package struct Punctuality {
  /// The number of frames that missed their slot altogether.
  package let missedFrames: Int
  /// The greatest delay of a frame after its slot.
  package let greatestLatenessMilliseconds: Double

  package init<Clock: MonotonicClock>(_ pacer: RealTimePacer<Clock>) {
    missedFrames = pacer.missedSlots
    greatestLatenessMilliseconds = Double(pacer.greatestLatenessNanoseconds) / 1e6
  }
}
