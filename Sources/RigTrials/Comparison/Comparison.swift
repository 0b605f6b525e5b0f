internal import Dispatch
public import RigCore
public import RigSimulation
internal import Synchronization

/// Rules on the same rigs, judged by the truth.
///
/// Every rule meets the same walls, targets and noise: rig i has the chance of trial i under the seed, whichever rule
/// steers it, so that two rules differ by what they do and not by their luck. A rig whose target is out of the servo's
/// reach is left out. Nothing ends a run early. What comes out depends on the settings alone, to the bit, however many
/// threads work at it.
///
/// ```swift
/// let comparison = Comparison(rigs: 1000, readings: 200, tolerance: .centimeters(0.1), seed: 7)
/// let course = Course(loop: LoopSettings()) { seed in SimulatedRig(model, seed: seed) }
/// let descent = Contestant("descent") { _ in
///   GradientDescent<1>(learningRate: 0.5, assumedDistance: .centimeters(1000))
/// }
/// let performance = comparison.measure(descent, on: course)
/// ```
public struct Comparison: Sendable {
  /// How many rigs each rule steers, at least 1.
  public let rigs: Int
  /// How many readings each run has, at least 2.
  public let readings: Int
  /// How far off a settled dot may be.
  public let tolerance: Length
  /// The overshoot that noise alone explains.
  public let overshootFloor: Length
  /// Where all chance comes from.
  public let seed: UInt64
  /// How many threads work at it, at least 1.
  public let threads: Int
  /// Whether ``Performance/curves`` are made.
  public let hasCurves: Bool

  /// Curves of more rigs than this divided by the readings would take more memory than the picture is worth.
  static let mostSizes = 1 << 22
  /// Small enough to share the work out evenly, large enough that sharing costs nothing.
  private static let chunk = 16

  /// A comparison over `readings` (at least 2) on `rigs` (at least 1) rigs.
  public init(
    rigs: Int, readings: Int, tolerance: Length, overshootFloor: Length = .zero, seed: UInt64, threads: Int = 1,
    hasCurves: Bool = false
  ) {
    precondition(rigs >= 1 && readings >= 2 && threads >= 1, "a comparison takes a rig, two readings and a thread")
    self.rigs = rigs
    self.readings = readings
    self.tolerance = tolerance
    self.overshootFloor = overshootFloor
    self.seed = seed
    self.threads = threads
    self.hasCurves = hasCurves
  }

  /// The chance of rig `number`, the same for every rule and every noise.
  public func seed(ofRig number: Int) -> RandomSeed {
    RandomSeed(seed, trial: UInt64(number))
  }

  /// The rigs of `course` on which the target is in the servo's reach, as all stands at the start. Made one after the
  /// other: very many need not be in memory at once.
  public func rigsInReach(of course: Course) -> some Sequence<SimulatedRig> {
    (0..<rigs).lazy.map { number in course.rig(seed(ofRig: number)) }.filter(\.hasTargetInReach)
  }

  /// Lets `contestant` steer every rig of `course`. Nil where `isStopped` cut that short, and where no target is in
  /// reach.
  public func measure(
    _ contestant: Contestant, on course: Course, isStopped: @Sendable () -> Bool = { false }
  ) -> Performance? {
    let count = (rigs + Self.chunk - 1) / Self.chunk
    let next = Atomic<Int>(0)
    let done = Mutex<[[Run]?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while !isStopped() {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < count else { return }
        let first = number * Self.chunk
        let runs = (first..<min(first + Self.chunk, rigs)).compactMap { rig in run(contestant, on: course, rig: rig) }
        done.withLock { done in done[number] = runs }
      }
    }
    // In the order of the rigs, so that no sum depends on which thread was first.
    let chunks = done.withLock { done in done.compactMap { runs in runs } }
    let runs = chunks.flatMap { runs in runs }
    guard chunks.count == count, !runs.isEmpty else { return nil }
    return Performance(name: contestant.name, runs: runs, readings: readings)
  }

  /// How many of the rigs the curves are made of.
  private var curveRigs: Int { hasCurves ? max(1, min(rigs, Self.mostSizes / readings)) : 0 }

  private func run(_ contestant: Contestant, on course: Course, rig number: Int) -> Run? {
    let rig = course.rig(seed(ofRig: number))
    guard rig.hasTargetInReach else { return nil }
    var settings = course.loop
    settings.controlVariable = contestant.controlVariable ?? settings.controlVariable
    settings.stepLimit = readings - 1
    settings.settling = nil
    settings.divergence = DivergenceCriterion(bound: .centimeters(1e300), growingSteps: 1 << 60, railSwings: 1 << 60)
    let judge = Judge<1>(
      tolerance: tolerance, overshootFloor: overshootFloor, travel: rig.travel,
      keepingSizesOf: number < curveRigs ? readings : nil)
    let seen = Trial(rig: rig, judge: judge, settings: settings).visit(known: contestant.rule(rig))
    return Run(verdict: seen.verdict, sizes: seen.sizes)
  }
}

/// One rig under one rule.
struct Run: Sendable {
  let verdict: Verdict
  /// The true error's size at every reading, in cm, where it is kept.
  let sizes: [Double]
}
