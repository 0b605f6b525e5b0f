/// The cells of a map as they are drawn: each by itself, or if there are more than the eye or a file has room for,
/// many as one block with their mean colour.
struct MapBlocks: Sendable {
  /// The content of a block.
  enum Content: Sendable, Equatable {
    /// Of no cell is anything known.
    case missing
    /// At least half of the cells that were run have no value.
    case noValue
    /// The same if a category tells more: its hatching is enough.
    case noValueInCategory
    case level(Int)
  }

  /// A finer map would have blocks of less than two pixels.
  static let mostAcross = 256
  /// A file with more rectangles and stretches of outline would be larger than a megabyte.
  static let mostShapes = 20_000

  /// The number of cells of a block along each axis; the last block of an axis may have fewer.
  let cellsAcross: Int
  let cellsUp: Int
  /// The edges of the blocks in the units of the axes.
  let horizontalEdges: [Double]
  let verticalEdges: [Double]
  /// The blocks row by row, from the least vertical value on.
  let contents: [Content]
  /// For each category, whether at least half of a block's cells that were run are in it.
  let categories: [[Bool]]

  var columns: Int { horizontalEdges.count - 1 }
  var rows: Int { verticalEdges.count - 1 }

  /// The blocks of `map`, as fine as there is room for.
  init(_ map: ValueMap, colors: ColorScale?) {
    var across = Self.cells(map.horizontal.values.count, in: Self.mostAcross)
    var up = Self.cells(map.vertical.values.count, in: Self.mostAcross)
    var blocks = MapBlocks(map, colors: colors, cellsAcross: across, cellsUp: up)
    // Levels that change from cell to cell, as under much noise, hardly merge; coarser blocks then show as much.
    while blocks.shapes > Self.mostShapes {
      let excess = (Double(blocks.shapes) / Double(Self.mostShapes)).squareRoot()
      let isWide = blocks.columns >= blocks.rows
      across = max(across + (isWide ? 1 : 0), Int(Double(across) * excess))
      up = max(up + (isWide ? 0 : 1), Int(Double(up) * excess))
      blocks = MapBlocks(map, colors: colors, cellsAcross: across, cellsUp: up)
    }
    self = blocks
  }

  private static func cells(_ count: Int, in most: Int) -> Int {
    (count + most - 1) / most
  }

  private init(_ map: ValueMap, colors: ColorScale?, cellsAcross: Int, cellsUp: Int) {
    self.cellsAcross = cellsAcross
    self.cellsUp = cellsUp
    let width = map.horizontal.values.count
    let height = map.vertical.values.count
    horizontalEdges = Self.edges(map.horizontal.edges, every: cellsAcross)
    verticalEdges = Self.edges(map.vertical.edges, every: cellsUp)
    var contents: [Content] = []
    var categories = Array(repeating: [Bool](), count: map.categories.count)
    for bottom in stride(from: 0, to: height, by: cellsUp) {
      for left in stride(from: 0, to: width, by: cellsAcross) {
        var run = 0
        var valued = 0
        var sum = 0.0
        var members = Array(repeating: 0, count: map.categories.count)
        for row in bottom..<min(bottom + cellsUp, height) {
          for cell in (row * width + left)..<(row * width + min(left + cellsAcross, width)) {
            guard cell < map.values.count, let value = map.values[cell] else { continue }
            run += 1
            for (index, category) in map.categories.enumerated()
            where cell < category.cells.count && category.cells[cell] { members[index] += 1 }
            guard let colors, !value.isNaN else { continue }
            valued += 1
            sum += colors.fraction(of: value)
          }
        }
        let isMember = members.map { count in run > 0 && 2 * count >= run }
        for index in members.indices { categories[index].append(isMember[index]) }
        if run == 0 {
          contents.append(.missing)
        } else if 2 * valued <= run {
          contents.append(isMember.contains(true) ? .noValueInCategory : .noValue)
        } else {
          contents.append(.level(ColorRamp.level(ofFraction: sum / Double(valued))))
        }
      }
    }
    self.contents = contents
    self.categories = categories
  }

  private static func edges(_ edges: [Double], every count: Int) -> [Double] {
    let last = edges.count - 1
    return stride(from: 0, to: last, by: count).map { index in edges[index] } + [edges[last]]
  }

  /// The number of shapes in the picture, which decides the size of its file.
  var shapes: Int {
    categories.indices.reduce(rectangles.count) { count, index in
      let area = self.area(ofCategory: index)
      return count + area.count + 2 * BlockOutline(of: categories[index], columns: columns).stretches.count / 3
    }
  }

  /// The outline that covers the blocks of a category.
  func area(ofCategory index: Int) -> [BlockRectangle<Bool>] {
    BlockRectangle.covering(categories[index], columns: columns).filter(\.content)
  }

  /// The blocks of one content side by side, and alike above one another, as one.
  var rectangles: [BlockRectangle<Content>] {
    BlockRectangle.covering(contents, columns: columns)
  }
}

/// Blocks that are drawn alike, from edge to edge.
struct BlockRectangle<Content: Sendable & Equatable>: Sendable, Equatable {
  let columns: Range<Int>
  var rows: Range<Int>
  let content: Content

  /// Rectangles that cover each block of `contents`, given row by row, once.
  static func covering(_ contents: [Content], columns: Int) -> [BlockRectangle] {
    var finished: [BlockRectangle] = []
    // The rectangles that reach up to the row before, from left to right.
    var open: [BlockRectangle] = []
    for row in 0..<(contents.count / columns) {
      var next: [BlockRectangle] = []
      var above = open[...]
      var start = 0
      while start < columns {
        let content = contents[row * columns + start]
        var end = start + 1
        while end < columns && contents[row * columns + end] == content { end += 1 }
        while let first = above.first, first.columns.lowerBound < start {
          finished.append(first)
          above.removeFirst()
        }
        if var first = above.first, first.columns == start..<end, first.content == content {
          first.rows = first.rows.lowerBound..<row + 1
          next.append(first)
          above.removeFirst()
        } else {
          next.append(BlockRectangle(columns: start..<end, rows: row..<row + 1, content: content))
        }
        start = end
      }
      finished += above
      open = next
    }
    return finished + open
  }
}

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
