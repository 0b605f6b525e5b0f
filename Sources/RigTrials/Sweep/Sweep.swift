internal import CLanes
internal import Dispatch
internal import Synchronization

/// A map of trials: cells of rigs under rules, each judged by many trials.
///
/// The result of a cell depends on its number, the sweep's settings and the seed alone, to the bit, for any number of
/// threads and whichever other cells are run.
public struct Sweep: Sendable {
  /// The number of trials of each cell, at least 1.
  public let trials: Int
  /// The seed of all random numbers.
  public let seed: UInt64
  /// True if trial i of every cell meets the same walls and the same noise (common random numbers). Neighbouring cells
  /// then differ by what the rule does and not by their luck, and the errors of their figures are correlated. If false,
  /// each cell has random numbers of its own, and the errors are independent.
  public let hasCommonRandomNumbers: Bool
  /// The number of threads, at least 1.
  public let threads: Int

  /// A sweep with `trials` (at least 1) trials a cell.
  public init(trials: Int, seed: UInt64, hasCommonRandomNumbers: Bool = true, threads: Int = 1) {
    precondition(trials >= 1 && threads >= 1, "a sweep takes a trial and a thread")
    self.trials = trials
    self.seed = seed
    self.hasCommonRandomNumbers = hasCommonRandomNumbers
    self.threads = threads
  }

  /// The greatest number of cells that share the same noise in memory.
  private static let batch = 64
  /// The most steps of such cells: about what a thread does in two seconds. A batch that is stopped is lost.
  private static let stepsOfBatch = 2e9

  /// Runs the cells `numbers`, which `cell` returns for their numbers, and hands each batch of results to `take`, on
  /// any thread, one batch at a time, in no particular order.
  ///
  /// Memory does not grow with trials, readings or cells: results are not kept here.
  ///
  /// Once `isStopped` is true no further cell is finished; those handed over are whole.
  public func run(
    _ numbers: [Int], isStopped: @escaping @Sendable () -> Bool = { false },
    cell: @Sendable (Int) -> SweepCell, take: @Sendable ([CellResult]) -> Void
  ) {
    // Several threads share the work out evenly if each has some batches; one thread alone needs only one batch.
    let share = threads == 1 ? numbers.count : (numbers.count + 4 * threads - 1) / (4 * threads)
    let size = max(1, min(Self.batch, share, mostCells(numbers.first.map { number in cell(number) })))
    let count = (numbers.count + size - 1) / size
    let next = Atomic<Int>(0)
    let gate = Mutex<Void>(())
    let batch = SweepBatch(trials: trials, seed: seed, isCommon: hasCommonRandomNumbers, isStopped: isStopped)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while !isStopped() {
        let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < count else { return }
        let chosen = numbers[place * size..<min((place + 1) * size, numbers.count)]
        let cells = chosen.map { number in (number: number, cell: cell(number)) }
        // Cells that share no noise need not wait for each other: some take seconds.
        let sharing = cells.filter { cell in hasCommonRandomNumbers && cell.cell.engine == .lanes }
        let others = cells.filter { cell in !hasCommonRandomNumbers || cell.cell.engine == .general }
        let groups = [sharing] + others.map { cell in [cell] }
        for group in groups where !group.isEmpty {
          guard let statistics = batch.statistics(group) else { return }
          let results = zip(group, statistics).map { cell, statistics in
            CellResult(number: cell.number, statistics: statistics, engine: cell.cell.engine)
          }
          gate.withLock { _ in take(results) }
        }
      }
    }
  }
}

extension Sweep {
  /// The greatest number of cells like `cell` in one batch.
  private func mostCells(_ cell: SweepCell?) -> Int {
    guard let cell else { return 1 }
    return Int(Self.stepsOfBatch / (Double(trials) * Double(cell.judgement.readings)))
  }
}

/// The result of a cell of a sweep.
public struct CellResult: Sendable, Equatable {
  /// The number of the cell in the sweep.
  public let number: Int
  /// The statistics of the trials in the cell.
  public let statistics: CellStatistics
  /// The engine that ran the trials in the cell.
  public let engine: SweepEngine
}

/// The rounding of a build's lanes. Cells of one build are equal to the bit; those of builds with another rounding
/// differ in their last digits and must not be mixed.
public enum SweepArithmetic: String, Sendable, CaseIterable {
  /// A product and a sum are rounded together.
  case fused
  /// A product and a sum are rounded separately.
  case separate

  /// The rounding of this build.
  public static var current: SweepArithmetic { clanes_is_fused() == 1 ? .fused : .separate }
}
