public import RigCharts
public import RigCore
public import RigScenario

/// A form of a run's results. It receives every step as it happens, and the result at the end.
public protocol RunReport: AnyObject {
  /// Begins the report; called once, before the first step.
  func begin(_ header: RunHeader)
  /// Adds a step; called for every step in its order, those of a probe included.
  func add(_ step: StepRecord)
  /// Ends the report.
  ///
  /// - Parameters:
  ///   - result: the facts that are known after the run.
  ///   - trace: the data of a picture of the run.
  ///   - picture: the path of the picture; nil if none was drawn.
  func end(_ result: RunResult, trace: RunTrace, picture: String?)
}

/// The facts that are known before a run.
public struct RunHeader: Sendable {
  /// The scenario of the run.
  public let scenario: Scenario
  /// The file of the scenario, or the name in its place if there is no file.
  public let name: String
  /// The seed of all random numbers; nil if there are none, as on hardware.
  public let seed: UInt64?
  /// The number of axes of each step.
  public let axes: Int
  /// The names of the rule's figures.
  public let termNames: [String]

  /// A header with these facts; see the properties.
  public init(scenario: Scenario, name: String, seed: UInt64?, axes: Int, termNames: [String]) {
    self.scenario = scenario
    self.name = name
    self.seed = seed
    self.axes = axes
    self.termNames = termNames
  }
}

/// The facts that are known after a run.
public struct RunResult: Sendable {
  /// The end of the run.
  public private(set) var ending: RunEnding
  /// The axes of each step.
  public let axes: [RigAxis]
  /// The number of updates of the run, those of a probe included: one fewer than its readings, unless the rig failed.
  public let stepCount: Int
  /// The first and the last readings of the run.
  public let errors: FirstAndLast
  /// The timing of the frames; nil in virtual time.
  public var punctuality: Punctuality?
  /// The truth; nil on hardware, where it is unknown.
  public var truth: FirstAndLastTruth?
  /// The facts about the hardware; nil in a simulation.
  public var hardware: HardwareFacts?
  /// The rule's findings about the wall; nil for a rule that learns none.
  public var learned: LearnedDistance?
  /// The readings at the limit of a simulated sensor; nil if there were none.
  public var saturation: SaturatedReadings?
  /// The scatter of the readings; nil unless it is much larger than the noise that was told.
  public var scatter: ReadingScatter?
  /// The halvings of the rate; nil if there were none.
  public var halvings: RateHalvings?
  /// The rate of a rule with fixed rates, with what the halvings have left of it; nil for any other rule.
  public var fixedRate: FixedRate?
  /// The sign check; nil if nothing was probed, or the run ended with the probe.
  public var signCheck: SignCheck?

  /// A result with the facts that every run has; the others are nil until they are set.
  public init(ending: RunEnding, axes: [RigAxis], stepCount: Int, errors: FirstAndLast) {
    self.ending = ending
    self.axes = axes
    self.stepCount = stepCount
    self.errors = errors
  }

  /// The reason why the run ended, in one sentence.
  public var reason: String {
    let told = ending.reason(axes: axes, cause: unsettledCause, fixedRate: fixedRate)
    return ([told] + [advice, adviceOnCoupling].compactMap { advice in advice }).joined(separator: "; ")
  }
  /// What the coupling of the axes has to do with a run that did not settle; nil if nothing.
  private var adviceOnCoupling: String? {
    guard let coupling = signCheck?.coupling, coupling.isStrong, case .outcome(let outcome) = ending else { return nil }
    switch outcome {
    case .diverged, .stepLimit, .spotLost: return coupling.advice
    case .converged, .unresponsive, .stopped: return nil
    }
  }
  /// What the steps show of the cause of a run that used them up, or diverged; nil if they show nothing.
  public var unsettledCause: UnsettledCause?
  /// The advice about the rule for the user; nil if there is none.
  public var advice: String?

  /// True if the last reading saw no dot, or the loop gave up for that reason.
  public var isLost: Bool { errors.last == nil }

  /// Notes a failure after the loop had ended; the first failure stays.
  public mutating func fail(_ failure: Failure) {
    if case .outcome = ending { ending = .failure(failure) }
  }
}

/// The first and the last readings of a run.
public struct FirstAndLast: Sendable {
  /// The report of the sensor about a dot in sight.
  public struct Sighting: Sendable {
    /// The error in cm on each axis; nil if its side is unknown.
    public let errors: AxisValues?
    /// The cost in cm², summed over the axes.
    public let costSquareCentimeters: Double
  }

  /// The first reading that saw the dot; nil if none did.
  public private(set) var first: Sighting?
  /// The last reading that saw the dot; nil if none did.
  public private(set) var lastSeen: Sighting?
  /// The reading of the last step; nil if the spot was lost then.
  public private(set) var last: Sighting?

  /// The record before the first reading.
  public init() {}

  /// Adds `step`, the next one of the run, to the record.
  public mutating func take(_ step: StepRecord) {
    last = step.costSquareCentimeters.map { cost in
      Sighting(errors: step.errorsCentimeters, costSquareCentimeters: cost)
    }
    if first == nil { first = last }
    lastSeen = last ?? lastSeen
  }
}

/// The truth about a simulated rig at the beginning and at the end.
public struct FirstAndLastTruth: Sendable {
  /// The truth before the first command, with the actuators at rest.
  public let first: TruthRecord
  /// The truth at the last reading.
  public let last: TruthRecord
  /// The coupling of several axes at the end; nil for a single axis, or if it is unknown.
  public var coupling: Coupling?

  /// The truth at both ends of a run; see the properties.
  public init(first: TruthRecord, last: TruthRecord, coupling: Coupling? = nil) {
    self.first = first
    self.last = last
    self.coupling = coupling
  }
}

/// The readings that stood at the limit of a simulated sensor: the errors were at least as large.
public struct SaturatedReadings: Sendable, Equatable {
  /// The number of readings, at least 1.
  public let count: Int
  /// The largest errors that the sensors report, in cm: one for each sensor whose readings stood at its limit.
  public let limitsCentimeters: [Double]

  /// Readings with these figures; see the properties.
  public init(count: Int, limitsCentimeters: [Double]) {
    self.count = count
    self.limitsCentimeters = limitsCentimeters
  }

  /// The readings in the words of the table: `3 readings were clipped at 5 cm: the error may be larger`.
  public var line: String {
    let limits = limitsCentimeters.map { limit in limit.formatted(significantDigits: 6) }.joined(separator: " or ")
    return "\(count.counted("reading was", plural: "readings were")) clipped at \(limits) cm: the error may be larger"
  }
}

/// The halvings of the rate of a loop that swung ever wider.
public struct RateHalvings: Sendable {
  /// The number of halvings, at least 1.
  public let count: Int
  /// The first step after the last halving.
  public let step: Int
  /// The learning rate, as a parameter of the rule, after the last halving; nil for a rule without one.
  public let rate: Double?

  /// Halvings with these figures; see the properties.
  public init(count: Int, step: Int, rate: Double?) {
    self.count = count
    self.step = step
    self.rate = rate
  }

  /// A warning of a halving when it happens.
  public var warning: String {
    let rate = rate.map { rate in " to \(rate.formatted(significantDigits: 4))" } ?? ""
    return "step \(step): the error swings ever wider, so the learning rate is halved\(rate)"
  }

  /// The halvings in the words of the table: `once, at step 24 to 0.375, since the error swung ever wider`.
  public var line: String {
    let rate = rate.map { rate in " to \(rate.formatted(significantDigits: 4))" } ?? ""
    let times = count == 1 ? "once" : "\(count) times, the last time"
    return "\(times), at step \(step)\(rate), since the error swung ever wider"
  }
}

/// The timing of the frames of a run in real time.
public struct Punctuality: Sendable {
  /// The number of frames that missed their slot altogether.
  public let missedFrames: Int
  /// The greatest delay of a frame after its slot.
  public let greatestLatenessMilliseconds: Double

  /// The timing of the frames of `pacer` so far.
  public init<Clock: MonotonicClock>(_ pacer: RealTimePacer<Clock>) {
    missedFrames = pacer.missedSlots
    greatestLatenessMilliseconds = Double(pacer.greatestLatenessNanoseconds) / 1e6
  }
}

/// The facts about a real rig after a run, as a list for people and as an object for programs.
public struct HardwareFacts: Sendable {
  /// The lines of the table, names of up to 14 characters.
  public var lines: [(name: String, value: String)] = []
  /// The members of the JSON object, in order; the values are JSON already.
  public var members: [(name: String, json: String)] = []

  /// The facts with these lines and members; see the properties.
  public init(lines: [(name: String, value: String)] = [], members: [(name: String, json: String)] = []) {
    self.lines = lines
    self.members = members
  }
}
