import RealModule
import Testing

@testable import RigCharts

@Suite struct MapFigureTests {
  private func panel(_ map: ValueMap) -> MapPanel {
    let panel = MapPanel(map, left: 28, picture: "map")
    panel.move(toTop: 40)
    return panel
  }

  private func element(_ map: ValueMap) -> String {
    let panel = panel(map)
    return panel.element(with: panel.lines).markup
  }

  @Test(arguments: 0..<17) func `pictures are sane, and below a megabyte`(index: Int) throws {
    let maps = try Maps.hard()
    try #require(maps.count == 17)
    let document = MapFigure().document(of: maps[index])
    let markup = document.markup
    let reader = MarkupReader(markup)
    #expect(reader.isWellFormed && reader.root["role"] == "img")
    #expect(markup.utf8.count < 1_000_000)
    for number in reader.numbers {
      let value = Double(number)
      #expect(value.map { -1...max(document.width, document.height) + 1 ~= $0 } == true, "\(number)")
      #expect((number.split(separator: ".").dropFirst().first?.count ?? 0) <= 2)
    }
    #expect(MapFigure().svg(of: maps[index]) == markup)
    let texts = DrawnTexts(document.content)
    #expect(texts.collisions.isEmpty, "\(texts.collisions.prefix(4))")
    #expect(texts.words.allSatisfy { word in 0 <= word.box.minX && word.box.maxX <= document.width + 1 })
    for use in markup.matches(of: #/url\(#([^)]+)\)/#) { #expect(reader.ids.contains(String(use.1))) }
  }

  @Test func `noise on uneven cells under many areas still makes a small file`() throws {
    var rng = SplitMix(seed: 31)
    func cells() -> [Bool] { (0..<256 * 256).map { _ in Bool.random(using: &rng) } }
    let map = try Maps.map(
      columns: 256, rows: 256, values: (0..<256 * 256).map { _ in .random(in: 0...1, using: &rng) },
      spacing: .logarithmic, categories: (0..<4).map { index in .init(label: "area \(index)", cells: cells()) })
    let markup = MapFigure().svg(of: map)
    #expect(markup.utf8.count < 1_000_000 && markup.contains("mean colour of"))
    // Coarser than there is need for would hide what the map is for.
    #expect(MapBlocks(map, colors: ColorScale(map.quantity, values: map.values)).columns >= 64)
  }

  @Test func `cells are where the scales say, and in the colours of their values`() throws {
    let map = try Maps.map(columns: 2, rows: 2, values: [0, 1, 2, 3])
    let panel = panel(map)
    let plot = panel.plot
    let markup = element(map)
    let ramp = ColorRamp(lightEnd: .high)
    // The first row of values is the lowest.
    let places: [(level: Int, left: Double, top: Double)] = [
      (0, plot.minX, plot.midY), (42, plot.midX, plot.midY), (85, plot.minX, plot.minY), (127, plot.midX, plot.minY),
    ]
    for (level, left, top) in places {
      let box = Box(minX: left, minY: top, width: plot.width / 2, height: plot.height / 2)
      #expect(markup.contains("fill=\"\(ramp.color(ofLevel: level))\" d=\"\(PathData.box(box))\""))
    }
    #expect(plot.minX == plot.minX.rounded() && plot.minY == plot.minY.rounded())
  }

  @Test func `many equal cells are one path`() throws {
    let map = try Maps.map(columns: 64, rows: 64, values: (0..<4096).map { cell in cell % 64 < 20 ? 0 : 1 })
    #expect(element(map).ranges(of: "Z\"").count == 2)
  }

  @Test func `lines are clipped to the frame`() throws {
    let map = try Maps.map(
      columns: 4, rows: 4, values: [],
      curves: [
        .init(label: "", places: [.init(2.5, -100), .init(2.5, 100)]),
        .init(label: "", places: [.init(-5, 9), .init(0, 8)]),
        .init(label: "", places: [.init(1, 1), .init(2, 2), .init(.nan, 2), .init(3, 3), .init(4, 4)]),
      ])
    let panel = panel(map)
    let stretches = map.curves.map(panel.stretches)
    #expect(stretches[0].count == 1 && stretches[1].isEmpty && stretches[2].count == 2)
    let upright = try #require(stretches[0].first)
    #expect(
      upright.map(\.y).min() == panel.plot.minY && upright.map(\.y).max() == panel.plot.maxY
        && upright.allSatisfy { point in abs(point.x - panel.plot.midX) < 1e-9 })
    #expect(stretches.joined().joined().allSatisfy { point in panel.plot.inset(-1e-9).contains(point) })
    // Each has a rim behind it, so that it is seen on any colour.
    let markup = element(map)
    #expect(markup.ranges(of: "class=\"mapLineRim\"").count == 3 && markup.ranges(of: "class=\"mapLine\"").count == 3)
  }

  @Test func `lines and areas differ without colour`() throws {
    let dashes = (0..<4).map(Hatching.dash)
    let patterns = (0..<4).map { index in Hatching.category(index).definition(in: "map").children }
    let plain = [Hatching.missing, .noValue].map { hatching in hatching.definition(in: "map").children }
    for index in 0..<4 {
      for other in 0..<index { #expect(dashes[index] != dashes[other] && patterns[index] != patterns[other]) }
      #expect(!plain.contains(patterns[index]))
    }
  }

  @Test func `words run along their line, upright, and cover no line`() throws {
    let bounds = Box(minX: 0, minY: 0, width: 400, height: 300)
    let upright = [[Point(x: 200, y: 0), Point(x: 200, y: 300)]]
    let sloping = [[Point(x: 0, y: 280), Point(x: 190, y: 20)]]
    let backwards = [[Point(x: 390, y: 20), Point(x: 210, y: 40)]]
    var labels = CurveLabels(in: bounds, curves: [upright, sloping, backwards])
    let places = (0..<3).map { index in labels.place("the edge, g = 2", atCurve: index)?.box }
    let boxes = places.compactMap(\.self)
    #expect(boxes.count == 3)
    for (box, angle) in zip(boxes, [-Double.pi / 2, .atan2(y: -260, x: 190), .atan2(y: -20, x: 180)]) {
      #expect(abs(box.angle - angle) < 1e-6)
      #expect(box.corners.allSatisfy(bounds.contains))
      for (start, end) in [upright, sloping, backwards].map({ ($0[0][0], $0[0][1]) }) {
        let samples = (0...300).map { part in
          start.offset((end.x - start.x) * Double(part) / 300, (end.y - start.y) * Double(part) / 300)
        }
        #expect(!samples.contains(where: box.contains))
      }
    }
    for (index, box) in boxes.enumerated() {
      #expect(!boxes[..<index].contains { other in other.intersects(box) })
    }
  }

  @Test func `words that find no room are in the legend`() throws {
    let long = String(repeating: "a very long name ", count: 9)
    let map = try Maps.map(
      columns: 4, rows: 4, values: [],
      curves: [
        .init(label: long, places: [.init(1, 1), .init(2, 2)]),
        .init(label: "edge", places: [.init(3, 0), .init(3, 9)]),
      ])
    #expect(panel(map).lines.unnamed == [0])
    let entries = panel(map).legend(unnamed: [0]).entries.map(\.label)
    #expect(entries == [long, "not run"])
  }

  @Test func `tilted boxes are where their corners are`() {
    let level = TiltedBox(center: Point(x: 0, y: 0), width: 4, height: 2, angle: 0)
    let turned = TiltedBox(center: Point(x: 0, y: 0), width: 4, height: 2, angle: .pi / 2)
    #expect(level.contains(Point(x: 1.9, y: 0.9)) && !level.contains(Point(x: 0.9, y: 1.9)))
    #expect(turned.contains(Point(x: 0.9, y: 1.9)) && !turned.contains(Point(x: 1.9, y: 0.9)))
    #expect(level.intersects(turned))
    let diagonal = TiltedBox(center: Point(x: 3, y: 2), width: 4, height: 0.2, angle: -.pi / 4)
    #expect(!level.intersects(diagonal))
    #expect(level.intersects(TiltedBox(center: Point(x: 2, y: 1), width: 4, height: 0.2, angle: -.pi / 4)))
  }

  @Test func `the bar says which ends values lie beyond`() throws {
    func words(_ values: [Double?]) throws -> [String] {
      let map = try Maps.map(
        columns: 2, rows: 1, values: values, quantity: .init(name: "error", unit: "cm", range: 0...10))
      return MarkupReader(MapFigure().svg(of: map)).words
    }
    let within = try words([2, 10])
    #expect(within.contains("error (cm)") && within.contains("10") && !within.contains { $0.contains("≥") })
    let above = try words([2, .infinity])
    #expect(above.contains("≥ 10") && !above.contains { word in word.contains("≤") })
    #expect(try words([-1, 11]).contains("≤ 0"))
    #expect(!(try words([nil, .nan])).contains("error (cm)"))
  }

  @Test func `the legend names what is in the picture, and nothing else`() throws {
    func legend(_ values: [Double?]) throws -> [String] {
      let map = try Maps.map(
        columns: 3, rows: 1, values: values,
        categories: [
          .init(label: "diverged", cells: [true]), .init(label: "limit cycle", cells: [false, false, false]),
        ])
      return panel(map).legend(unnamed: []).entries.map(\.label)
    }
    #expect(try legend([1, 2, 3]) == ["diverged"])
    #expect(try legend([1, .nan, nil]) == ["diverged", "no value", "not run"])
    // The hatching of the category says enough.
    #expect(try legend([.nan, 1, 1]) == ["diverged"])
  }

  @Test func `few values have a tick each, under their cells`() throws {
    let map = try Maps.map(columns: 9, rows: 1, values: [])
    let words = DrawnTexts(MapFigure().document(of: map).content).words
    let plot = panel(map).plot
    for column in 1...9 {
      let tick = try #require(words.first { word in word.text == "\(column)" && word.box.minY > plot.maxY - 20 })
      #expect(abs(tick.box.midX - (plot.minX + (Double(column) - 0.5) * plot.width / 9)) < 0.01)
    }
  }

  @Test func `the words for the blind tell what is where`() throws {
    let description = MapFigure().document(of: try Maps.plausible()).description
    for words in [
      "256 trials of 200 steps a cell.", "error in 64 × 48 cells.", "From left to right: learning rate, 0.01 to 1.",
      "From bottom to top: distance, 50 to 1000 cm.", "The largest is ∞ cm, at", "never settles: 30 cells.",
      "not run: 400 cells.", "Lines over the map: g = 2; g = 1.",
    ] {
      #expect(description.contains(words), "\(words)")
    }
  }

  @Test func `names are escaped`() throws {
    var map = try Maps.plausible()
    map.title = "<b> & co"
    map.categories[0].label = "a < b"
    let reader = MarkupReader(MapFigure().svg(of: map))
    #expect(reader.isWellFormed && reader.words.contains("<b> & co") && reader.words.contains("a < b"))
  }

  @Test func `other pictures have no rules for maps`() {
    let sheet = Stylesheet.css(for: Figure.overview.document(of: Traces.article).content)
    #expect(!sheet.contains("mapLine") && !sheet.contains("hatch") && !sheet.contains("plate"))
  }

  @Test func `a very narrow map shows its cells, and words that tell them apart`() throws {
    for (width, count) in [(1e-7, 8), (1e-7, 40), (1e-11, 3), (1e-14, 2)] {
      let values = Maps.even(0.5, 0.5 + width, count)
      let map = ValueMap(
        title: "", horizontal: try MapAxis(name: "rate", values: values),
        vertical: try MapAxis(name: "noise", values: values), quantity: .init(name: "error"),
        values: (0..<count * count).map { cell in Double(cell % count) })
      let panel = panel(map)
      let ends = map.horizontal.edges.map(panel.x)
      #expect(abs(ends[0] - panel.plot.minX) < 1e-6 && abs(ends[count] - panel.plot.maxX) < 1e-6)
      #expect(panel.colors != nil && element(map).contains(ColorRamp(lightEnd: .high).color(ofLevel: 127)))
      let texts = DrawnTexts(MapFigure().document(of: map).content)
      let numbers = texts.words.map(\.text).filter { word in word.hasPrefix("0.5") }
      // Two axes have them.
      #expect(
        numbers.count >= 4 && numbers.allSatisfy { word in numbers.count { other in other == word } <= 2 }, "\(numbers)"
      )
      #expect(texts.collisions.isEmpty)
      let description = MapFigure().document(of: map).description
      #expect(description.contains("rate, 0.5 to 0.50000"), "\(description)")
    }
  }
}
