package import RigCharts
package import RigCore
package import RigScenario

/// A form of a run's results. It sees every step as it happens, and the result at the end.
package protocol RunReport: AnyObject {
  func begin(_ header: RunHeader)
  func add(_ step: StepRecord)
  /// Ends the report; `picture` is the file that was drawn, if any.
  func end(_ result: RunResult, trace: RunTrace, picture: String?)
}

/// What is known before a run.
package struct RunHeader {
  package let scenario: Scenario
  /// The file, or what stands in for one.
  package let name: String
  /// Where all chance comes from; nil where there is none, as on hardware.
  package let seed: UInt64?
  /// How many axes each step has.
  package let axes: Int
  /// What the rule calls its figures.
  package let termNames: [String]

  package init(scenario: Scenario, name: String, seed: UInt64?, axes: Int, termNames: [String]) {
    self.scenario = scenario
    self.name = name
    self.seed = seed
    self.axes = axes
    self.termNames = termNames
  }
}

/// What is known after a run.
package struct RunResult {
  package private(set) var ending: RunEnding
  package let axes: Int
  package let stepCount: Int
  package let errors: FirstAndLast
  /// How the frames kept to the clock; nil in virtual time.
  package var punctuality: Punctuality?
  /// Nil on hardware, whose truth nobody knows.
  package var truth: FirstAndLastTruth?
  /// Nil in a simulation.
  package var hardware: HardwareFacts?
  /// What the rule found out about the wall; nil for a rule that takes it for granted.
  package var learned: LearnedDistance?
  /// Nil where the rate was left alone.
  package var halvings: RateHalvings?
  /// Nil where nothing was probed, or the run ended with the probe.
  package var signCheck: SignCheck?

  package init(ending: RunEnding, axes: Int, stepCount: Int, errors: FirstAndLast) {
    self.ending = ending
    self.axes = axes
    self.stepCount = stepCount
    self.errors = errors
  }

  /// Why the run ended, in one sentence.
  package var reason: String { ending.reason(axes: axes) + (advice.map { advice in "; " + advice } ?? "") }
  /// What the rule may have to do with it, for who mends it.
  package var advice: String?

  /// Something failed after the loop had ended; what failed first stays.
  package mutating func fail(_ failure: Failure) {
    if case .outcome = ending { ending = .failure(failure) }
  }
}

/// The readings that a run began and ended with.
package struct FirstAndLast {
  /// What the sensor reported of a dot in sight.
  package struct Sighting {
    /// The error in cm on each axis; nil where its side is unknown.
    package let errors: AxisValues?
    package let costSquareCentimeters: Double
  }

  /// The first reading that saw the dot.
  package private(set) var first: Sighting?
  /// The last reading that saw the dot.
  package private(set) var lastSeen: Sighting?
  /// The reading of the last step; nil where the spot was lost then.
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

/// How a simulated rig really stood at the beginning and at the end.
package struct FirstAndLastTruth {
  package let first: TruthRecord
  package let last: TruthRecord
  /// How several axes were coupled at the end.
  package var coupling: Coupling?

  package init(first: TruthRecord, last: TruthRecord, coupling: Coupling? = nil) {
    self.first = first
    self.last = last
    self.coupling = coupling
  }
}

/// How the rate was halved because the loop swung ever wider.
package struct RateHalvings {
  package let count: Int
  /// The first step after the last of them.
  package let step: Int
  /// The rate since then.
  package let rate: Double?

  package init(count: Int, step: Int, rate: Double?) {
    self.count = count
    self.step = step
    self.rate = rate
  }

  /// What happened, as a warning when it happens.
  package var warning: String {
    let rate = rate.map { rate in " to \(rate.formatted(significantDigits: 4))" } ?? ""
    return "step \(step): the error swings ever wider, so the learning rate is halved\(rate)"
  }

  /// For the table: `2 times, at step 24 to 0.375`.
  package var line: String {
    let rate = rate.map { rate in " to \(rate.formatted(significantDigits: 4))" } ?? ""
    let times = count == 1 ? "once" : "\(count) times, the last time"
    return "\(times), at step \(step)\(rate), since the error swung ever wider"
  }
}

/// How the frames of a run in real time kept to their grid.
package struct Punctuality {
  /// The frames that came too late for their slot altogether.
  package let missedFrames: Int
  /// The latest that a frame began after its slot.
  package let greatestLatenessMilliseconds: Double

  package init<Clock: MonotonicClock>(_ pacer: RealTimePacer<Clock>) {
    missedFrames = pacer.missedSlots
    greatestLatenessMilliseconds = Double(pacer.greatestLatenessNanoseconds) / 1e6
  }
}
