import Testing

@testable import RigCharts

@Suite struct MapBlocksTests {
  private func blocks(_ map: ValueMap) -> MapBlocks {
    MapBlocks(map, colors: ColorScale(map.quantity, values: map.values))
  }

  @Test func `rectangles cover each block once, with what it is`() {
    var rng = SplitMix(seed: 21)
    for _ in 0..<200 {
      let columns = Int.random(in: 1...9, using: &rng)
      let rows = Int.random(in: 1...9, using: &rng)
      let contents = (0..<columns * rows).map { _ in Int.random(in: 0...2, using: &rng) }
      var covered: [Int?] = Array(repeating: nil, count: contents.count)
      for rectangle in BlockRectangle.covering(contents, columns: columns) {
        for row in rectangle.rows {
          for column in rectangle.columns {
            #expect(covered[row * columns + column] == nil)
            covered[row * columns + column] = rectangle.content
          }
        }
      }
      #expect(covered == contents.map(Optional.some))
    }
  }

  @Test func `level ground is one rectangle`() {
    #expect(
      BlockRectangle.covering(Array(repeating: 1, count: 12), columns: 4) == [
        BlockRectangle(columns: 0..<4, rows: 0..<3, content: 1)
      ])
    let step = [1, 1, 2, 1, 1, 2, 1, 3, 3]
    #expect(BlockRectangle.covering(step, columns: 3).count == 4)
  }

  @Test func `outlines lie between members and others, and nowhere else`() {
    var rng = SplitMix(seed: 22)
    for _ in 0..<200 {
      let columns = Int.random(in: 1...8, using: &rng)
      let rows = Int.random(in: 1...8, using: &rng)
      let members = (0..<columns * rows).map { _ in Bool.random(using: &rng) }
      let stretches = BlockOutline(of: members, columns: columns).stretches
      let drawn = stretches.reduce(0) { length, stretch in length + stretch.along.count }
      var borders = 0
      for block in members.indices {
        if block % columns > 0 && members[block] != members[block - 1] {
          borders += 1
          let isDrawn = stretches.contains { stretch in
            stretch.isUpright && stretch.edge == block % columns && stretch.along.contains(block / columns)
          }
          #expect(isDrawn)
        }
        if block >= columns && members[block] != members[block - columns] {
          borders += 1
          let isDrawn = stretches.contains { stretch in
            !stretch.isUpright && stretch.edge == block / columns && stretch.along.contains(block % columns)
          }
          #expect(isDrawn)
        }
      }
      #expect(drawn == borders)
    }
  }

  @Test func `cells without a value are not those that were not run`() throws {
    let map = try Maps.map(
      columns: 3, rows: 2, values: [0, nil, .nan, .infinity, .nan],
      quantity: .init(name: "error", range: 0...1),
      categories: [.init(label: "diverged", cells: [false, true, false, true, true])])
    let blocks = blocks(map)
    #expect(
      blocks.contents == [.level(0), .missing, .noValue, .level(127), .noValueInCategory, .missing])
    // A cell that was not run is in no category.
    #expect(blocks.categories == [[false, false, false, true, true, false]])
  }

  @Test func `many cells are drawn as blocks with their mean colour`() throws {
    var values: [Double?] = Array(repeating: 0, count: 600 * 2)
    // The first block: three cells across, of which one was not run.
    values.replaceSubrange(0..<3, with: [0, 1, nil])
    values[600] = .nan
    values[601] = .nan
    values[602] = .nan
    let diverged = (0..<1200).map { cell in cell == 0 || 603...604 ~= cell }
    let map = try Maps.map(
      columns: 600, rows: 2, values: values, quantity: .init(name: "error", range: 0...1),
      categories: [.init(label: "diverged", cells: diverged)])
    let blocks = blocks(map)
    #expect(blocks.cellsAcross == 3 && blocks.cellsUp == 1 && blocks.columns == 200 && blocks.rows == 2)
    #expect(blocks.contents[0] == .level(64) && blocks.contents[1] == .level(0) && blocks.contents[200] == .noValue)
    // Half of the cells that were run, and two of three.
    #expect(blocks.categories[0].indices.filter { index in blocks.categories[0][index] } == [0, 201])
    #expect(MapFigure().svg(of: map).contains("mean colour of 3 × 1 cells"))
  }

  @Test func `the last block may be smaller, and ends at the edge`() throws {
    let map = try Maps.map(columns: 257, rows: 1, values: (0..<257).map { _ in 1 })
    let blocks = blocks(map)
    #expect(blocks.columns == 129)
    #expect(blocks.horizontalEdges.last == 257.5 && blocks.horizontalEdges.dropLast().last == 256.5)
    #expect(!MapFigure().svg(of: try Maps.map(columns: 9, rows: 1, values: [])).contains("mean colour"))
  }

  @Test func `a range is that of the values, or the one given`() throws {
    func scale(_ values: [Double?], _ quantity: ValueMap.Quantity) -> ColorScale? {
      ColorScale(quantity, values: values)
    }
    let own = try #require(scale([3, nil, .nan, 7, .infinity], .init(name: "")))
    #expect(own.scale.domain == 3...7 && own.isClippedHigh && !own.isClippedLow)
    #expect(own.fraction(of: 5) == 0.5 && own.fraction(of: .infinity) == 1 && own.fraction(of: -9) == 0)
    let given = try #require(scale([3, 7], .init(name: "", range: 4...8)))
    #expect(given.scale.domain == 4...8 && given.isClippedLow && !given.isClippedHigh)
    let log = try #require(scale([0, 1, 100, 1e-30], .init(name: "", spacing: .logarithmic)))
    #expect(abs(log.fraction(of: 1e-7)) < 1e-9 && abs(log.fraction(of: 100) - 1) < 1e-9 && log.isClippedLow)
    #expect(scale([nil, .nan], .init(name: "")) == nil)
    // One value alone has the colour in the middle.
    let level = try #require(scale([5, 5], .init(name: "")))
    #expect(abs(level.fraction(of: 5) - 0.5) < 1e-9 && !level.isClippedLow && !level.isClippedHigh)
  }
}
