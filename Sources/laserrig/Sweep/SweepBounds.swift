internal import RigCore
internal import RigReports
internal import RigScenario
internal import RigTrials

/// The time and the memory that a sweep would take.
struct SweepBounds {
  private static let longest = 3600.0
  private static let largest = 1 << 30
  /// Steps a second and thread: less than what a processor of these years does, so that an hour is not two.
  private static let laneSpeed = 8e8
  private static let independentLaneSpeed = 3e8
  private static let generalSpeed = 1e7
  /// Of rules that learn.
  private static let learningSpeed = 5e6
  /// Of rigs with several axes.
  private static let slowSpeed = 1e6
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
    let steps = trials * (lengths.reduce(0, +) / Double(lengths.count) + 1)
    let seconds = (steps * secondsPerStep + Double(count) * Self.secondsPerCell) / Double(threads)
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

  /// On average over some of the cells.
  private var secondsPerStep: Double {
    let cells = SweepCells(job.definition)
    let numbers = job.definition.sample
    let total = numbers.map { number in 1 / speed(cells.cell(number).engine) }.reduce(0, +)
    return total / Double(numbers.count)
  }

  private func speed(_ engine: SweepEngine) -> Double {
    switch engine {
    case .lanes: job.definition.isIndependent ? Self.independentLaneSpeed : Self.laneSpeed
    case .general:
      if job.definition.scenario.rig.kind != .singleAxis {
        Self.slowSpeed
      } else {
        job.definition.scenario.controller.rule.family == .learner ? Self.learningSpeed : Self.generalSpeed
      }
    }
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
