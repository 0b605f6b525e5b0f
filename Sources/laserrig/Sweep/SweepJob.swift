internal import RigReports
internal import RigScenario

/// A sweep, every value checked, and how it is to be run.
struct SweepJob {
  let definition: SweepDefinition
  /// The file of the scenario, or what stands in for one.
  let name: String
  let shard: SweepShard?
  let threads: Int
  let format: OutputFormat
  /// The file in which the cells are kept.
  let file: String?
  /// The cells that were finished before, and the number of bytes of the file that hold them.
  private(set) var begun: (grid: SweepGrid, wholeLength: Int)?
  /// The state that the file should be in before its first cell comes.
  let expectation: SweepAppender.Expectation
  /// The file for the picture, if there is to be one.
  let plot: String?
  let isQuiet: Bool

  var header: SweepHeader { SweepHeader(definition, shard: shard) }

  /// The cells to begin with, which the job does not keep: a map may be as large as the memory.
  mutating func takeGrid() -> SweepGrid {
    let grid = begun?.grid
    begun = nil
    return grid ?? SweepGrid(header)
  }

  /// The number of cells that are still to be run.
  var count: Int { definition.cellCount(of: shard) - (begun?.grid.count ?? 0) }

  /// The numbers of the cells that are still to be run.
  ///
  /// - Parameter isStopped: true once no more of them are wanted.
  func numbers(until isStopped: () -> Bool) -> [Int] {
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    for number in 0..<definition.cells {
      if isStopped() { break }
      if (shard?.has(number) ?? true) && begun?.grid[number].isMissing ?? true { numbers.append(number) }
    }
    return numbers
  }
}
