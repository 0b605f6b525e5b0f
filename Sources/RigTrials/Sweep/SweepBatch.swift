internal import RigSimulation

/// Cells with trials on which one thread works together, from the first to the last.
struct SweepBatch {
  /// The number of trials of each cell.
  let trials: Int
  let seed: UInt64
  /// True if all cells have common random numbers.
  let isCommon: Bool
  let isStopped: @Sendable () -> Bool

  /// The number of readings for which noise is made at a time: as much as the first cache holds.
  private static let stretch = 256

  /// The statistics of the trials of `cells`, in their order: of one cell, or of several that run in lanes and have
  /// common random numbers, which are then drawn once. Nil if they were stopped before the end.
  func statistics(_ cells: [(number: Int, cell: SweepCell)]) -> [CellStatistics]? {
    guard let first = cells.first else { return [] }
    // Common random numbers are those of no cell.
    let chance = isCommon ? 0 : UInt64(first.number) + 1
    let inLanes = cells.compactMap { _, cell in
      cell.lanes.map { lanes in LaneCell(lanes, cell.judgement, trials: trials) }
    }
    precondition(inLanes.count == cells.count || cells.count == 1, "several cells of a batch all run in lanes")
    guard inLanes.isEmpty else { return run(inLanes, chance: chance) ? inLanes.map(\.statistics) : nil }
    let series = TrialSeries(
      count: trials, seed: { trial in RandomSeed(seed, cell: chance, trial: UInt64(trial)) }, isStopped: isStopped)
    return first.cell.general(series).map { tally in [tally.statistics] }
  }

  private func run(_ cells: [LaneCell], chance number: UInt64) -> Bool {
    let readings = cells.map(\.judgement.readings).max() ?? 0
    let needsShares = cells.contains { cell in cell.hasDropouts }
    var normals = Array(repeating: FloatLanes.zero, count: min(Self.stretch, readings + readings % 2))
    var shares = needsShares ? normals : []
    for firstTrial in stride(from: 0, to: trials, by: FloatLanes.count) {
      if isStopped() { return false }
      var noise = LaneNormals(LaneGenerator(seed, cell: number, firstTrial: UInt64(firstTrial), for: .noise))
      var dropouts = LaneGenerator(seed, cell: number, firstTrial: UInt64(firstTrial), for: .dropout)
      for cell in cells {
        cell.begin(first: firstTrial) { trial in RandomSeed(seed, cell: number, trial: UInt64(trial)) }
      }
      for first in stride(from: 0, to: readings, by: Self.stretch) {
        // Trials may be long, so this is checked within them.
        if isStopped() { return false }
        noise.fill(&normals)
        if needsShares { for reading in shares.indices { shares[reading] = dropouts.share() } }
        unsafe normals.withUnsafeBufferPointer { normals in
          unsafe shares.withUnsafeBufferPointer { shares in
            let chance = unsafe LaneTrials.Chance(normals: normals, shares: shares)
            let range = first..<min(first + Self.stretch, readings)
            for cell in cells { unsafe cell.advance(chance, range) }
          }
        }
      }
      for cell in cells { cell.end(first: firstTrial) }
    }
    return true
  }
}
