internal import Dispatch
public import RigCore
public import RigSimulation
internal import Synchronization

/// A comparison of rules on the same rigs, judged by the truth.
///
/// Every rule meets the same walls, targets and noise (common random numbers): rig i has the random numbers of trial i
/// under the seed, whichever rule steers it, so that two rules differ by what they do and not by their luck. A rig with
/// its target out of reach is left out. Nothing ends a run early. The result depends on the settings alone, to the bit,
/// for any number of threads.
///
/// ```swift
/// let comparison = Comparison(rigs: 1000, readings: 200, tolerance: .centimeters(0.1), seed: 7)
/// let course = Course(loop: LoopSettings()) { seed in SimulatedRig(model, seed: seed) }
/// let descent = Contestant<1>("descent") {
///   GradientDescent<1>(learningRate: 0.5, assumedDistance: .centimeters(1000))
/// }
/// let performance = comparison.measure(descent, on: course)
/// ```
public struct Comparison: Sendable {
  /// The number of rigs that each rule steers, at least 1.
  public let rigs: Int
  /// The number of readings of each run, at least 2.
  public let readings: Int
  /// How far a settled dot may be off the target.
  public let tolerance: Length
  /// The least number of readings within the tolerance at the end of a settled run.
  public let hold: Int
  /// The overshoot that noise alone explains.
  public let overshootFloor: Length
  /// The seed of all random numbers.
  public let seed: UInt64
  /// The number of threads, at least 1.
  public let threads: Int
  /// True if ``Performance/curves`` are made.
  public let hasCurves: Bool

  /// The most numbers that are kept for the curves, over all rigs and readings: more would take more memory than the
  /// picture is worth.
  static let mostSizes = 1 << 22
  /// The number of rigs in a portion of the work: small enough to share it out evenly, large enough that sharing costs
  /// nothing.
  fileprivate static let chunk = 16

  /// A comparison over `readings` (at least 2) on `rigs` (at least 1) rigs. A `hold` (at least 1) longer than half of
  /// the readings is shortened to that.
  public init(
    rigs: Int, readings: Int, tolerance: Length, hold: Int = 1, overshootFloor: Length = .zero, seed: UInt64,
    threads: Int = 1, hasCurves: Bool = false
  ) {
    precondition(rigs >= 1 && readings >= 2 && threads >= 1, "a comparison takes a rig, two readings and a thread")
    precondition(hold >= 1, "a settled dot is seen at least once")
    self.rigs = rigs
    self.readings = readings
    self.tolerance = tolerance
    self.hold = hold
    self.overshootFloor = overshootFloor
    self.seed = seed
    self.threads = threads
    self.hasCurves = hasCurves
  }

  /// The seed of rig `number`, the same for every rule and every noise.
  public func seed(ofRig number: Int) -> RandomSeed {
    RandomSeed(seed, trial: UInt64(number))
  }

  /// The rigs of `course` with the target in the actuators' reach at the start. They are made one after the other, so
  /// that a large number of them need not be in memory at once.
  public func rigsInReach<Plant: SimulatedPlant>(of course: Course<Plant>) -> some Sequence<Plant> {
    (0..<rigs).lazy.map { number in course.rig(seed(ofRig: number)) }.filter(\.hasTargetInReach)
  }

  /// Lets `contestant` steer every rig of `course`. Nil if `isStopped` cut that short, or if no target is in reach.
  public func measure<let axes: Int, Plant: SimulatedPlant>(
    _ contestant: Contestant<axes>, on course: Course<Plant>, isStopped: @Sendable () -> Bool = { false }
  ) -> Performance? where Plant.Truth == PlantTruth<axes> {
    let trials = ComparedTrials(comparison: self, contestant: contestant, course: course)
    // A type that the compiler knows here gets a loop of its own, which takes a tenth of the time.
    if let trials = trials as? ComparedTrials<1, SimulatedRig> { return trials.performance(isStopped: isStopped) }
    return trials.performance(isStopped: isStopped)
  }

  /// The number of rigs from which the curves are made.
  fileprivate var curveRigs: Int { hasCurves ? max(1, min(rigs, Self.mostSizes / readings)) : 0 }
}

/// The trials of one rule on the rigs of a course.
private struct ComparedTrials<let axes: Int, Plant: SimulatedPlant>: Sendable where Plant.Truth == PlantTruth<axes> {
  let comparison: Comparison
  let contestant: Contestant<axes>
  let course: Course<Plant>

  /// The performance of the rule; nil if `isStopped` cut them short, or if no target is in reach.
  func performance(isStopped: @Sendable () -> Bool) -> Performance? {
    let size = Comparison.chunk
    let count = (comparison.rigs + size - 1) / size
    let next = Atomic<Int>(0)
    let done = Mutex<[[Run]?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: min(comparison.threads, count)) { _ in
      while !isStopped() {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < count else { return }
        let found = self.runs(number * size..<min((number + 1) * size, comparison.rigs))
        done.withLock { done in done[number] = found }
      }
    }
    // In the order of the rigs, so that no sum depends on the order in which the threads finish.
    let chunks = done.withLock { done in done.compactMap { runs in runs } }
    let runs = chunks.flatMap { runs in runs }
    guard chunks.count == count, !runs.isEmpty else { return nil }
    return Performance(name: contestant.name, runs: runs, readings: comparison.readings)
  }

  /// The runs on those of the rigs `numbers` that have their target in reach.
  private func runs(_ numbers: Range<Int>) -> [Run] {
    var settings = course.loop
    settings.controlVariable = contestant.controlVariable ?? settings.controlVariable
    let rigs = numbers.compactMap { number in
      let seed = comparison.seed(ofRig: number)
      let rig = course.rig(seed)
      return rig.hasTargetInReach ? ComparedRig(rig: rig, seed: seed, keepsSizes: number < comparison.curveRigs) : nil
    }
    guard let first = rigs.first else { return [] }
    let runs = ComparedRuns(comparison: comparison, contestant: contestant, settings: settings, rigs: rigs)
    return runs.visit(known: contestant.rule(first.rig))
  }
}

/// One rig of a comparison.
private struct ComparedRig<Plant: SimulatedPlant> {
  let rig: Plant
  let seed: RandomSeed
  let keepsSizes: Bool
}

/// Some rigs under one rule of known type.
private struct ComparedRuns<let axes: Int, Plant: SimulatedPlant>: RuleVisitor where Plant.Truth == PlantTruth<axes> {
  typealias Command = PerAxis<axes, Double>
  typealias Errors = PerAxis<axes, Length>

  let comparison: Comparison
  let contestant: Contestant<axes>
  let settings: LoopSettings
  let rigs: [ComparedRig<Plant>]

  /// The run on each rig; `rule` is the rule for the first.
  func visit<Rule: UpdateRule>(_ rule: Rule) -> [Run] where Rule.Command == Command, Rule.Errors == Errors {
    let judgement = TrialJudgement(
      tolerance: comparison.tolerance, noise: .zero, readings: comparison.readings, hold: comparison.hold)
    let drawsChance = rule.drawsChance
    var runs: [Run] = []
    for first in stride(from: 0, to: rigs.count, by: 2) {
      let second = min(first + 1, rigs.count - 1)
      let steering = (first: steering(of: rigs[first]), second: steering(of: rigs[second]))
      let counters = TrialLoop.run(
        trial(rigs[first], first == 0 ? rule : self.rule(for: rigs[first], like: rule), judgement, drawsChance),
        trial(rigs[second], self.rule(for: rigs[second], like: rule), judgement, drawsChance),
        readings: comparison.readings, settings, steering: steering, isStopped: { false })
      guard let counters else { return runs }
      runs.append(Run(counters.0, steering.first))
      if second > first { runs.append(Run(counters.1, steering.second)) }
    }
    return runs
  }

  /// The contestant's rule for `compared`, of the same type as `rule`.
  private func rule<Rule: UpdateRule>(for compared: ComparedRig<Plant>, like rule: Rule) -> Rule
  where Rule.Command == Command, Rule.Errors == Errors {
    let made = contestant.rule(compared.rig)
    if let made = made as? Rule { return made }
    guard let erased = AnyRule(made) as? Rule else {
      preconditionFailure("a contestant is one rule: \(contestant.name)")
    }
    return erased
  }

  private func trial<Rule: UpdateRule>(
    _ compared: ComparedRig<Plant>, _ rule: Rule, _ judgement: TrialJudgement, _ drawsChance: Bool
  ) -> Trial<axes, Plant, Rule> {
    Trial(of: rule, on: compared.rig, compared.seed, judgement, drawsChance: drawsChance)
  }

  private func steering(of compared: ComparedRig<Plant>) -> SteeringCounter<axes> {
    SteeringCounter(
      overshootFloor: comparison.overshootFloor,
      keepingSizesOf: compared.keepsSizes ? comparison.readings : nil)
  }
}

/// One rig under one rule. Lengths in cm.
struct Run: Sendable {
  /// The number of readings that the run needed; nil if the run has not settled.
  let readingsToSettle: Int?
  /// The size of the true error at the last reading; infinite if the beam missed the wall.
  let finalError: Double
  let turnedDegrees: Double
  /// The greatest distance of the dot beyond the target, as seen from its start.
  let overshoot: Double
  let firstMoveOvershoots: Bool
  /// The true error's size at every reading; empty if it is not kept.
  let sizes: [Double]

  fileprivate init<let axes: Int>(_ counter: TrialCounter<axes>, _ steering: SteeringCounter<axes>) {
    readingsToSettle = counter.readingsToSettle
    finalError = steering.finalError
    turnedDegrees = steering.turnedDegrees
    overshoot = steering.overshoot
    firstMoveOvershoots = steering.firstMoveOvershoots
    sizes = steering.sizes
  }
}
