internal import RigCharts
internal import RigCore
internal import RigScenario

/// A form of a run's results. It sees every step as it happens, and the result at the end.
protocol RunReport: AnyObject {
  func begin(_ header: RunHeader)
  func add(_ step: StepRecord)
  /// Ends the report; `picture` is the file that was drawn, if any.
  func end(_ result: RunResult, trace: RunTrace, picture: String?)
}

/// What is known before a run.
struct RunHeader {
  let scenario: Scenario
  /// The file, or what stands in for one.
  let name: String
  /// Where all chance comes from; nil where there is none, as on hardware.
  let seed: UInt64?
  /// How many axes each step has.
  let axes: Int
  /// What the rule calls its figures.
  let termNames: [String]
}

/// What is known after a run.
struct RunResult {
  private(set) var ending: RunEnding
  let axes: Int
  let stepCount: Int
  let errors: FirstAndLast
  /// How the frames kept to the clock; nil in virtual time.
  var punctuality: Punctuality?
  /// Nil on hardware, whose truth nobody knows.
  var truth: FirstAndLastTruth?
  /// Nil in a simulation.
  var hardware: HardwareFacts?
  /// What the rule found out about the wall; nil for a rule that takes it for granted.
  var learned: LearnedDistance?
  /// Nil where the rate was left alone.
  var halvings: RateHalvings?
  /// Nil where nothing was probed, or the run ended with the probe.
  var signCheck: SignCheck?

  init(ending: RunEnding, axes: Int, stepCount: Int, errors: FirstAndLast) {
    self.ending = ending
    self.axes = axes
    self.stepCount = stepCount
    self.errors = errors
  }

  /// Why the run ended, in one sentence.
  var reason: String { ending.reason(axes: axes) + (advice.map { advice in "; " + advice } ?? "") }
  /// What the rule may have to do with it, for who mends it.
  var advice: String?

  /// Something failed after the loop had ended; what failed first stays.
  mutating func fail(_ failure: Failure) {
    if case .outcome = ending { ending = .failure(failure) }
  }
}

/// The readings that a run began and ended with.
struct FirstAndLast {
  /// What the sensor reported of a dot in sight.
  struct Sighting {
    /// The error in cm on each axis; nil where its side is unknown.
    let errors: AxisValues?
    let costSquareCentimeters: Double
  }

  /// The first reading that saw the dot.
  private(set) var first: Sighting?
  /// The last reading that saw the dot.
  private(set) var lastSeen: Sighting?
  /// The reading of the last step; nil where the spot was lost then.
  private(set) var last: Sighting?

  mutating func take(_ step: StepRecord) {
    last = step.costSquareCentimeters.map { cost in
      Sighting(errors: step.errorsCentimeters, costSquareCentimeters: cost)
    }
    if first == nil { first = last }
    lastSeen = last ?? lastSeen
  }
}

/// How a simulated rig really stood at the beginning and at the end.
struct FirstAndLastTruth {
  let first: TruthRecord
  let last: TruthRecord
  /// How several axes were coupled at the end.
  var coupling: Coupling?
}

/// How the rate was halved because the loop swung ever wider.
struct RateHalvings {
  let count: Int
  /// The first step after the last of them.
  let step: Int
  /// The rate since then.
  let rate: Double?

  /// What happened, as a warning when it happens.
  var warning: String {
    let rate = rate.map { rate in " to \(rate.formatted(significantDigits: 4))" } ?? ""
    return "step \(step): the error swings ever wider, so the learning rate is halved\(rate)"
  }

  /// For the table: `2 times, at step 24 to 0.375`.
  var line: String {
    let rate = rate.map { rate in " to \(rate.formatted(significantDigits: 4))" } ?? ""
    let times = count == 1 ? "once" : "\(count) times, the last time"
    return "\(times), at step \(step)\(rate), since the error swung ever wider"
  }
}

/// How the frames of a run in real time kept to their grid.
struct Punctuality {
  /// The frames that came too late for their slot altogether.
  let missedFrames: Int
  /// The latest that a frame began after its slot.
  let greatestLatenessMilliseconds: Double

  init<Clock: MonotonicClock>(_ pacer: RealTimePacer<Clock>) {
    missedFrames = pacer.missedSlots
    greatestLatenessMilliseconds = Double(pacer.greatestLatenessNanoseconds) / 1e6
  }
}
