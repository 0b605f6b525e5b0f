internal import RigSimulation

/// Neighbouring cells whose trials one thread works at, from the first to the last.
struct SweepBatch {
  /// How many trials each cell has.
  let trials: Int
  let seed: UInt64
  /// True where all cells meet the same chance.
  let isCommon: Bool
  let isStopped: @Sendable () -> Bool

  /// How many readings' noise is made at a time: as much as the first cache holds.
  private static let stretch = 256

  /// What the trials of `cells` come to, in their order; nil where it was stopped before.
  func statistics(_ cells: [(number: Int, cell: SweepCell)]) -> [CellStatistics]? {
    var statistics = [CellStatistics?](repeating: nil, count: cells.count)
    for place in cells.indices where cells[place].cell.lanes == nil {
      guard let result = runGeneral(cells[place]) else { return nil }
      statistics[place] = result
    }
    let inLanes = cells.indices.compactMap { place in
      cells[place].cell.lanes.map { lanes in
        (place: place, cell: LaneCell(lanes, cells[place].cell.judgement, trials: trials))
      }
    }
    // Cells that meet the same chance have it made once.
    let groups = isCommon ? [inLanes] : inLanes.map { cell in [cell] }
    for group in groups where !group.isEmpty {
      guard run(group.map(\.cell), chance: chanceCell(cells[group[0].place].number)) else { return nil }
      for (place, cell) in group { statistics[place] = cell.statistics }
    }
    return statistics.compactMap { result in result }
  }

  private func chanceCell(_ number: Int) -> UInt64 { isCommon ? 0 : UInt64(number) + 1 }

  private func runGeneral(_ cell: (number: Int, cell: SweepCell)) -> CellStatistics? {
    let number = chanceCell(cell.number)
    return cell.cell.general(
      TrialRange(
        count: trials, seed: { trial in RandomSeed(seed, cell: number, trial: UInt64(trial)) }, isStopped: isStopped)
    )?.statistics
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
        // Trials may be long.
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
