internal import RigCore
internal import RigReports
internal import RigScenario
internal import RigTrials

/// The time and the memory that a sweep would take.
struct SweepBounds {
  private static let longest = 3600.0
  private static let largest = 1 << 30
  /// The time that a cell takes before its first step: more than it does.
  private static let secondsPerCell = 1e-4

  private let job: SweepJob
  /// Those that work at once.
  private let threads: Int

  /// The time and the memory that `job` would take on a machine with so many `cores`.
  init(_ job: SweepJob, cores: Int) {
    self.job = job
    threads = min(job.threads, cores)
  }

  /// Asks for the cells of `definition`, before any memory is taken for them.
  /// - Throws: a `Failure` of `kind` that begins with `name` and tells how much memory they take, if it is more than
  ///   the machine has, or, unless that `isAgreed`, more than a sweep may take without being told to.
  static func checkMemory(
    of definition: SweepDefinition, isAgreed: Bool, _ kind: Failure.Kind = .usage, _ name: String = "sweep"
  ) throws(Failure) {
    let bytes = Double(definition.cells) * Double(MemoryLayout<SweepRow>.stride + MemoryLayout<Int>.stride)
    let start = "\(name): \(size(definition)) take \(gibibytes(bytes)) of memory, more than"
    // The sweep of a file that is there already cannot have fewer cells.
    let advice = kind == .usage ? "take fewer (:COUNT)" : nil
    let all = MemoryLimit.bytes
    guard bytes <= all else {
      throw Failure(
        kind,
        """
        \(start) the \(gibibytes(all)) that this machine has, or that a limit (ulimit -v, a container's) leaves: \
        \(advice ?? "find a larger one, or raise the limit")
        """)
    }
    guard isAgreed || bytes <= Double(largest) else {
      throw Failure(kind, "\(start) 1 GiB: \(advice.map { advice in "\(advice), or " } ?? "")say --yes")
    }
  }

  private static func size(_ definition: SweepDefinition) -> String {
    "\(definition.x.numbers.count) × \(definition.y.numbers.count) cells"
  }

  /// - Throws: a `Failure` that tells how long it takes, if it is longer than a sweep may take without being told to.
  func check() throws(Failure) {
    let definition = job.definition
    let count = job.count
    let trials = Double(count) * Double(definition.trials)
    let lengths = definition.stepsAxis?.numbers ?? [Double(definition.steps.upperBound)]
    let stepsOfTrial = lengths.reduce(0, +) / Double(lengths.count) + 1
    let seconds = (trials * secondsPerTrial(of: stepsOfTrial) + Double(count) * Self.secondsPerCell) / Double(threads)
    guard seconds <= Self.longest else {
      throw Failure(
        .usage,
        """
        sweep: \(Self.size(definition)) of \(definition.trials.counted("trial")) of \(definition.stepsText) steps take about \
        \(Self.duration(seconds)) on \(threads.counted("thread")), more than an hour: take fewer \
        (--trials, --steps, :COUNT), share them among machines (--shard), or say --yes
        """)
    }
  }

  /// The time of a trial of `steps` steps, on average over some of the cells.
  private func secondsPerTrial(of steps: Double) -> Double {
    let cells = SweepCells(job.definition)
    let numbers = job.definition.sample
    let total = numbers.map { number in
      let cost = cost(of: cells.cell(number).engine)
      return cost.trial + steps * cost.step
    }
    return total.reduce(0, +) / Double(numbers.count)
  }

  /// The seconds that a trial takes before its first step, and those of a step, on one thread: more than on a processor
  /// of these years, so that an hour is not two.
  private func cost(of engine: SweepEngine) -> (trial: Double, step: Double) {
    let scenario = job.definition.scenario
    guard engine == .general else { return (1e-7, job.definition.isIndependent ? 1 / 3e8 : 1 / 8e8) }
    let rule = scenario.controller.rule
    // It fits eight lines side by side.
    let isBank = rule.name == RuleDefinition.recursiveLeastSquares.name
    if scenario.rig.kind != .singleAxis { return (2e-4, isBank ? 5e-4 : 3e-6) }
    if isBank { return (2e-5, 7e-6) }
    let hasEffects = scenario.rig.servo != ServoSettings()
    return (hasEffects || rule.family == .costSeeker ? 2e-5 : 3e-6, hasEffects ? 6e-7 : 3e-7)
  }

  private static func gibibytes(_ bytes: Double) -> String {
    "\((bytes / Double(1 << 30)).formatted(significantDigits: 2)) GiB"
  }

  private static func duration(_ seconds: Double) -> String {
    let (number, unit) =
      seconds < 48 * 3600 ? (seconds / 3600, "hours") : (seconds / 86_400, "days")
    return "\(number.formatted(significantDigits: 2)) \(unit)"
  }
}

extension SweepDefinition {
  /// A few cells from all over the map, its corners among them.
  fileprivate var sample: [Int] {
    func places(_ count: Int) -> Set<Int> { Set((0..<9).map { part in part * (count - 1) / 8 }) }
    return places(y.numbers.count).sorted().flatMap { row in
      places(x.numbers.count).sorted().map { column in row * x.numbers.count + column }
    }
  }
}
