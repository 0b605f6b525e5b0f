import Testing

@testable import RigCharts

@Suite struct SheetPlaneTests {
  private let box = Box(minX: 20, minY: 30, width: 340, height: 380)

  private func plane(_ trace: RunTrace, sheet: Int = 0) throws -> SheetPlane {
    let sheets = DrawableRun(trace).sheets
    return SheetPlane(try #require(sheets.indices.contains(sheet) ? sheets[sheet] : nil))
  }

  @Test(arguments: [(340.0, 380.0), (700, 380), (200, 500)]) func `one scale serves both directions`(
    width: Double, height: Double
  ) throws {
    let box = Box(minX: 0, minY: 0, width: width, height: height)
    for trace in AxisTraces.hard + [AxisTraces.panTilt] where trace.axes.count == 2 {
      let plane = try plane(trace)
      for part in [SheetPlanePanel(plane), SheetPlanePanel(aroundTargetOf: plane)].compactMap(\.self) {
        let panel = part.panel(in: box)
        let across = panel.x.scale.domain
        let up = panel.y.scale.domain
        let ratio =
          (panel.plot.width / (across.upperBound - across.lowerBound))
          / (panel.plot.height / (up.upperBound - up.lowerBound))
        #expect(abs(ratio - 1) < 1e-6, "\(trace.title) \(ratio)")
        #expect(box.contains(panel.plot))
        #expect(panel.plot.width > width * 0.4 && panel.plot.height > height * 0.4)
      }
    }
  }

  @Test func `a dot that is too high is above the target, and one too far across to its right`() throws {
    let trace = AxisTraces.trace([[30, 0], [0, 20]])
    let plane = try plane(trace)
    let panel = SheetPlanePanel(plane).panel(in: box)
    let target = panel.point(0, 0)
    let places = plane.dots.compactMap(\.self).map { dot in plane.point(dot, on: panel) }
    let units = plane.unitsPerCentimeter(on: panel)
    #expect(places.count == 2)
    #expect(abs(places[0].x - target.x) < 1e-9 && abs(target.y - places[0].y - 30 * units) < 1e-9)
    #expect(abs(places[1].y - target.y) < 1e-9 && abs(places[1].x - target.x - 20 * units) < 1e-9)
  }

  @Test func `dots are where they truly were, and the tolerance is as wide as the scale says`() throws {
    var trace = AxisTraces.trace(
      [[31, -19], [5, 4], [1, 2]], tolerance: 3, truth: AxisTraces.sheetTruth,
      dots: [[130, -60], [104, -36], [101, -39]])
    let plane = try plane(trace)
    let panel = SheetPlanePanel(plane).panel(in: box)
    let markup = SheetPlanePanel(plane).element(in: box).markup
    for (up, across) in [(130.0, -60.0), (104, -36), (101, -39)] {
      let place = panel.point(across, up)
      #expect(markup.contains("cx=\"\(place.x.coordinate)\" cy=\"\(place.y.coordinate)\""))
    }
    let target = panel.point(-40, 100)
    let radius = (3 * plane.unitsPerCentimeter(on: panel)).coordinate
    #expect(
      markup.contains(
        "class=\"tolerance\" cx=\"\(target.x.coordinate)\" cy=\"\(target.y.coordinate)\" r=\"\(radius)\""))
    #expect(panel.x.label == "across (cm)" && panel.y.label == "height of the dot (cm)")

    trace.truth = nil
    let bare = try SheetPlanePanel(self.plane(trace)).panel(in: box)
    #expect(bare.x.label == "error across (cm)" && bare.y.label == "error in height (cm)")
    let errors = try SheetPlanePanel(self.plane(trace)).element(in: box).markup
    let place = bare.point(-19, 31)
    #expect(errors.contains("cx=\"\(place.x.coordinate)\" cy=\"\(place.y.coordinate)\""))
  }

  @Test func `the enlargement is worth its room, and holds the tolerance and the end`() throws {
    let plane = try plane(AxisTraces.panTilt)
    let half = try #require(plane.halfSpanAroundTarget)
    #expect(half >= 0.3 && half < 1)
    let whole = SheetPlanePanel(plane).panel(in: box)
    let enlarged = try #require(SheetPlanePanel(aroundTargetOf: plane)).panel(in: box)
    #expect(plane.unitsPerCentimeter(on: enlarged) > 4 * plane.unitsPerCentimeter(on: whole))
    let last = try #require(plane.dots.last ?? nil)
    #expect(enlarged.plot.contains(plane.point(last, on: enlarged)))
    #expect(try self.plane(AxisTraces.trace([[1, 2], [-2, 1], [2, -1], [-1, -2]])).halfSpanAroundTarget == nil)
    #expect(try self.plane(AxisTraces.trace([[3, 4]], tolerance: 2)).halfSpanAroundTarget == nil)
  }

  @Test func `the way is cut where the spot was lost`() throws {
    func classes(_ errors: [[Double]?]) throws -> (trails: Int, gaps: Int) {
      let markup = try SheetPlanePanel(plane(AxisTraces.trace(errors))).element(in: box).markup
      return (markup.ranges(of: "path class=\"trail\"").count, markup.ranges(of: "path class=\"lostTrail\"").count)
    }
    #expect(try classes([[40, 30], [30, 20], [20, 0], [0, 0]]) == (1, 0))
    #expect(try classes([[40, 30], [30, 20], nil, [20, 0], [0, 0]]) == (2, 1))
    // Before the first dot and after the last there is nowhere to draw a gap.
    #expect(try classes([nil, [40, 30], [30, 20], nil]) == (1, 0))
    let lost = try SheetPlanePanel(plane(AxisTraces.trace([nil, [40, 30], nil]))).element(in: box).markup
    #expect(lost.contains("spot lost, 2 readings"))
    #expect(try SheetPlanePanel(plane(AxisTraces.trace([nil]))).element(in: box).markup.contains("no dot in sight"))
  }

  @Test func `long strides have a head that points the way the dot went`() throws {
    let markup = try SheetPlanePanel(plane(AxisTraces.trace([[0, -40], [0, 40]]))).element(in: box).markup
    // The tip, and then one corner of the base.
    let head = try #require(markup.firstMatch(of: #/class="arrow" d="M([0-9.]+) [0-9.]+L([0-9.]+)/#))
    let base = try #require(Double(head.2))
    #expect(try #require(Double(head.1)) > base)
    let none = try SheetPlanePanel(plane(AxisTraces.trace([[0, 40]]))).element(in: box).markup
    #expect(!none.contains("class=\"arrow\""))
  }

  @Test func `four axes have two sheets, and an odd one has none`() {
    #expect(DrawableRun(AxisTraces.beamWalk).sheets.map(\.name) == ["near detector", "far detector"])
    #expect(DrawableRun(AxisTraces.beamWalk).sheets.map(\.axes) == [0...1, 2...3])
    #expect(DrawableRun(AxisTraces.panTilt).sheets.map(\.name) == ["sheet"])
    // One circle can not tell whether both dots together are near enough.
    let words = DrawnTexts(Figure.rig.document(of: AxisTraces.beamWalk).content).words.map(\.text)
    #expect(words.count { word in word == "tolerance, of all sheets together" } == 2)
    #expect(DrawableRun(AxisTraces.trace([[1, 2, 3]], axes: 3)).sheets.count == 1)
    #expect(DrawableRun(Traces.article).sheets.isEmpty)
  }

  @Test func `a clipped way stays on its line and in its box`() {
    var rng = SplitMix(seed: 8)
    let box = Box(minX: 10, minY: 20, width: 100, height: 50)
    var seen = 0
    for _ in 0..<2000 {
      let start = Point(x: .random(in: -100...200, using: &rng), y: .random(in: -100...200, using: &rng))
      let end = Point(x: .random(in: -100...200, using: &rng), y: .random(in: -100...200, using: &rng))
      let strides = ClippedPath(through: [start, end], in: box).strides
      let samples = (0...200).map { part in
        let share = Double(part) / 200
        return start.offset(share * (end.x - start.x), share * (end.y - start.y))
      }
      let inside = samples.filter(box.contains)
      guard let stride = strides.first else {
        #expect(inside.count < 2)
        continue
      }
      seen += 1
      #expect(box.contains(stride.start) && box.contains(stride.end))
      for point in [stride.start, stride.end] {
        let detour = start.distance(to: point) + point.distance(to: end) - start.distance(to: end)
        #expect(abs(detour) < 1e-9)
      }
      #expect(
        inside.allSatisfy { point in
          let detour = stride.start.distance(to: point) + point.distance(to: stride.end)
          return detour - stride.start.distance(to: stride.end) < 1e-9
        })
    }
    #expect(seen > 300)
    #expect(ClippedPath(through: [Point(x: 0, y: 0)], in: box).strides.isEmpty)
    #expect(ClippedPath(through: [Point(x: .infinity, y: 0), Point(x: 20, y: 30)], in: box).strides.isEmpty)
  }
}
