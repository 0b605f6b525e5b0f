import Dispatch
import RigCore
import RigScenario
import RigSimulation
import RigTestSupport
import RigTrials
import Synchronization

extension TrialJudgement {
  /// The judgement of a sweep of the usual scenario, with a sensor that is late by `deadTime` steps, for trials of
  /// `readings` readings; a settled dot is within `tolerance`, in cm.
  init(tolerance: Double, deadTime: Int = 0, readings: Int = 200) {
    var scenario = Scenario()
    scenario.rig.sensor.deadTime = deadTime
    self.init(tolerance: .centimeters(tolerance), noise: .zero, readings: readings, hold: scenario.settlingHold)
  }
}

/// What became of one rig under one rule.
struct Verdict {
  /// The number of readings after which the dot stayed within the tolerance; nil if the trial has not settled.
  let readingsToSettle: Int?
  let leftTravel: Bool
}

/// A rig for a rule, and how to judge it by the truth.
struct JudgedCourse<let axes: Int, Plant: Rig>
where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Failure == Never {
  let rig: Plant
  let judgement: TrialJudgement
  /// The size of the true error, in cm.
  let trueError: (borrowing Plant) -> Double
  let beams: (borrowing Plant) -> PerAxis<axes, Angle>

  /// Steers the rig with `rule`; the settling is counted from the reading `first` on. Lost readings are held through and
  /// told to the rule.
  func verdict<Rule: UpdateRule>(of rule: Rule, from first: Int = 0) -> Verdict
  where Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length> {
    var loop = BareLoop(rig: Witness(course: self, first: first), rule: rule)
    for _ in 0..<judgement.readings { loop.step() }
    return loop.rig.verdict
  }

  /// Steers the rig with `rule` in the control loop, which looks for a dot that has left the wall.
  func verdictWithSearch<Rule: UpdateRule>(of rule: Rule) -> Verdict
  where Rule.Command == PerAxis<axes, Double>, Rule.Errors == PerAxis<axes, Length> {
    var loop = ControlLoop(
      rig: Witness(course: self, first: 0), rule: rule, pacer: VirtualPacer(frameSeconds: 0.1),
      start: PerAxis(repeating: .zero),
      settings: LoopSettings(stepLimit: judgement.readings - 1, settling: nil, divergence: .never))
    _ = loop.run()
    return loop.rig.verdict
  }
}

/// A rig with an observer of the truth at every reading.
struct Witness<let axes: Int, Plant: Rig>: Rig
where Plant.Angles == PerAxis<axes, Angle>, Plant.Output == Reading<axes>, Plant.Failure == Never {
  private var rig: Plant
  private let course: JudgedCourse<axes, Plant>
  private let first: Int
  private var seen = 0
  private var lastOutside: Int
  private var leftTravel = false

  init(course: JudgedCourse<axes, Plant>, first: Int) {
    rig = course.rig
    self.course = course
    self.first = first
    lastOutside = first
  }

  var travel: Travel<PerAxis<axes, Angle>> { rig.travel }

  mutating func move(to angles: PerAxis<axes, Angle>) { rig.move(to: angles) }

  mutating func read() -> Reading<axes> {
    let reading = rig.read()
    seen += 1
    let beams = course.beams(rig)
    for axis in 0..<axes {
      let isWithin =
        beams[axis].radians >= travel.lower[axis].radians - 1e-9
        && beams[axis].radians <= travel.upper[axis].radians + 1e-9
      if !isWithin { leftTravel = true }
    }
    if seen > first, !(course.trueError(rig) <= course.judgement.tolerance.centimeters) { lastOutside = seen }
    return reading
  }

  /// A run that has ended before its time has not settled.
  var verdict: Verdict {
    let isSettled = seen == course.judgement.readings && course.judgement.hasSettled(lastOutside: lastOutside)
    return Verdict(readingsToSettle: isSettled ? lastOutside - first : nil, leftTravel: leftTravel)
  }
}

/// What became of many rigs.
struct Standing {
  let rigs: Int
  let settled: Int
  let median: Int?
  let percentile95: Int?
  let leftTravel: Int

  init(_ verdicts: [Verdict]) {
    rigs = verdicts.count
    let readings = verdicts.map { verdict in verdict.readingsToSettle ?? .max }.sorted()
    settled = readings.prefix { reading in reading < .max }.count
    leftTravel = verdicts.count(where: \.leftTravel)
    func quantile(_ share: Double) -> Int? {
      let value = readings[min(Int((share * Double(readings.count)).rounded(.up)), readings.count) - 1]
      return value == .max ? nil : value
    }
    median = quantile(0.5)
    percentile95 = quantile(0.95)
  }

  var share: Double { Double(settled) / Double(rigs) }

  /// Median and 95 of 100, and the share where it is not all.
  var text: String {
    func words(_ readings: Int?) -> String { readings.map { readings in "\(readings)" } ?? "never" }
    let hundredths = (10_000 * share).rounded(.down) / 100
    return "\(words(median)) / \(words(percentile95)), " + (settled == rigs ? "all" : "\(hundredths) %")
  }
}

/// Work that is cut into numbered pieces.
enum Shared {
  /// The results of `work` for 0 ..< `count`, in that order, whatever the threads.
  static func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result?) -> [Result] {
    let chunk = 50
    let chunks = (count + chunk - 1) / chunk
    let done = Mutex<[[Result]]>(Array(repeating: [], count: chunks))
    DispatchQueue.concurrentPerform(iterations: chunks) { number in
      let results = (number * chunk..<min((number + 1) * chunk, count)).compactMap(work)
      done.withLock { done in done[number] = results }
    }
    return done.withLock { done in done.flatMap { results in results } }
  }
}
