import RigCore
import Testing

@testable import RigCharts

@Suite struct PanelTests {
  private let box = Box(minX: 20, minY: 30, width: 340, height: 330)

  private func circle(_ point: Point) -> String {
    "cx=\"\(point.x.coordinate)\" cy=\"\(point.y.coordinate)\""
  }

  @Test func everyStepIsWhereTheScalesSay() {
    let trace = DrawableTrace(Traces.article)
    let cost = CostPanel(trace)
    let convergence = ConvergencePanel(trace)
    let log = LogErrorPanel(trace)
    let costMarkup = cost.element(in: box).markup
    let convergenceMarkup = convergence.element(in: box).markup
    let logMarkup = log.element(in: box).markup
    for sample in trace.samples {
      guard let error = sample.error else { continue }
      let step = Double(sample.index)
      if sample.index < 6 {
        #expect(costMarkup.contains(circle(cost.panel(in: box).point(100 + error, error * error))))
      }
      #expect(convergenceMarkup.contains(circle(convergence.panel(in: box).point(step, 100 + error))))
      #expect(logMarkup.contains(circle(log.panel(in: box).point(step, error))))
    }
  }

  @Test func theArticlesHeightsStandOnTheAxis() {
    let panel = ConvergencePanel(DrawableTrace(Traces.article)).panel(in: box)
    let domain = panel.y.scale.domain
    let share = (102.4 - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    #expect(abs(panel.point(1, 102.4).y - (panel.plot.maxY - share * panel.plot.height)) < 1e-9)
    #expect(abs(panel.point(1, 0).x - (panel.plot.minX + panel.plot.width / 60)) < 1e-9)
  }

  @Test func aConstantRateIsAStraightLineOnTheLogAxis() {
    let panel = LogErrorPanel(DrawableTrace(Traces.article)).panel(in: box)
    let heights = Traces.article.samples.map { panel.positionY($0.errorsCentimeters?[0] ?? 0) }
    let step = heights[1] - heights[0]
    #expect(step > 0)
    for (left, right) in zip(heights, heights.dropFirst()) { #expect(abs(right - left - step) < 1e-6) }
  }

  @Test func lostReadingsAreGapsWithMarks() {
    let trace = DrawableTrace(Traces.trace([3, 2, nil, nil, 1, nil, 0.5, 0.4]))
    let marks = ReadingMarks(trace.samples) { sample in sample.error.map { Point(x: Double(sample.index), y: $0) } }
    #expect(marks.runs.map(\.count) == [2, 1, 2])
    let markup = ConvergencePanel(trace).element(in: box).markup
    // One cross stands in the legend.
    #expect(markup.ranges(of: "class=\"lost\"").count == 4)
  }

  @Test func zeroErrorsStandUnderTheLogAxis() {
    let trace = DrawableTrace(Traces.trace([1, 0, 0.1, 0]))
    let log = LogErrorPanel(trace)
    #expect(log.panel(in: box).strip.height > 0)
    #expect(LogErrorPanel(DrawableTrace(Traces.article)).panel(in: box).strip.height == 0)
    #expect(log.element(in: box).markup.contains("error 0"))
  }

  @Test func theFirstStepsAreNumbered() {
    func numbered(_ trace: RunTrace) -> [Int] {
      let cost = CostPanel(DrawableTrace(trace))
      let panel = cost.panel(in: box)
      let errors = trace.samples.compactMap { sample in sample.errorsCentimeters?[0] }
      return StepNumbers(
        places: errors.map { panel.point(100 + $0, $0 * $0) }, indices: Array(errors.indices),
        sizes: errors.map(\.magnitude)
      ).steps.map(\.index)
    }
    #expect(numbered(Traces.article) == [0, 1, 2, 3])
    #expect(numbered(Traces.trace(Traces.geometric(3, -1, count: 30))) == [0, 1])
    #expect(numbered(Traces.trace(Traces.geometric(3, -2, count: 11))).suffix(3) == [8, 9, 10])
  }

  @Test func placedLabelsAreApart() {
    var rng = SplitMix(seed: 5)
    let obstacles = (0..<200).map { _ in
      Point(x: Double.random(in: 0...300, using: &rng), y: Double.random(in: 0...300, using: &rng))
    }
    var placer = LabelPlacer(in: Box(minX: 0, minY: 0, width: 300, height: 300), avoiding: obstacles)
    var placed = 0
    for point in obstacles {
      let label = placer.place("12", .number, beside: point, directions: [(1, 0), (-1, 0), (0, 1), (0, -1)])
      placed += label == nil ? 0 : 1
    }
    #expect(placed > 10)
    #expect(placer.taken.count == placed)
    for (index, box) in placer.taken.enumerated() {
      #expect(!obstacles.contains { box.contains($0) })
      #expect(!placer.taken[..<index].contains { $0.intersects(box) })
    }
  }

  @Test func aLabelNeverStandsAtAnotherStep() {
    let crowd = (0..<12).map { Point(x: 100 + 8 * Double($0), y: 100) }
    var placer = LabelPlacer(in: Box(minX: 0, minY: 0, width: 300, height: 300), avoiding: crowd)
    #expect(placer.place("5", .number, beside: crowd[5], rivals: crowd, directions: [(1, 0), (1, 1)]) == nil)
    #expect(placer.place("5", .number, beside: crowd[5], rivals: crowd, directions: [(1, 0), (0, 1)]) != nil)
  }

  @Test func thinningKeepsWhatCanBeSeen() {
    var rng = SplitMix(seed: 6)
    let points = (0..<5000).map { Point(x: Double($0) * 0.02, y: Double.random(in: 0...100, using: &rng)) }
    let thinned = LineThinning.thinned(points)
    #expect(thinned.count <= 4 * 201)
    #expect(thinned.first == points.first && thinned.last == points.last)
    func column(_ point: Point) -> Double { (point.x * 2).rounded(.down) }
    let kept = Dictionary(grouping: thinned, by: column)
    for (key, all) in Dictionary(grouping: points, by: column) {
      #expect(kept[key]?.map(\.y).min() == all.map(\.y).min())
      #expect(kept[key]?.map(\.y).max() == all.map(\.y).max())
    }
    #expect(LineThinning.thinned(Array(points.prefix(1))) == Array(points.prefix(1)))
  }

  @Test func legendRowsFit() {
    let entries = (1...9).map { Legend.Entry(key: .line(.curve), label: String(repeating: "word ", count: $0)) }
    let rows = Legend(entries).rows(width: 300)
    #expect(rows.joined().count == 9)
    #expect(rows.count < 9)
  }
}
