/// The border of an area of blocks, without the edges of the map itself.
struct BlockOutline: Sendable {
  /// A straight stretch along an edge between blocks.
  struct Stretch: Sendable, Equatable {
    /// True for a stretch upwards, at the left edge of column `edge`; else it runs across, at the lower edge of row
    /// `edge`.
    let isUpright: Bool
    let edge: Int
    /// The rows or columns that it passes.
    let along: Range<Int>
  }

  let stretches: [Stretch]

  /// The border of the blocks that are `members`, given row by row.
  init(of members: [Bool], columns: Int) {
    let rows = members.count / columns
    var stretches: [Stretch] = []
    for row in 1..<max(rows, 1) {
      let runs = Self.runs(columns) { column in
        let block = row * columns + column
        return members[block] != members[block - columns]
      }
      stretches += runs.map { run in Stretch(isUpright: false, edge: row, along: run) }
    }
    for column in 1..<max(columns, 1) {
      let runs = Self.runs(rows) { row in
        let block = row * columns + column
        return members[block] != members[block - 1]
      }
      stretches += runs.map { run in Stretch(isUpright: true, edge: column, along: run) }
    }
    self.stretches = stretches
  }

  private static func runs(_ count: Int, where isBorder: (Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in 0..<count where isBorder(index) {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }
}
