import Testing

@testable import RigCharts

@Suite struct AxisPanelTests {
  private let box = Box(minX: 20, minY: 30, width: 340, height: 330)

  @Test func `each axis has its own hue, and its own dash and marker without colour`() {
    let series = (0..<4).map(Series.axis)
    for (index, one) in series.enumerated() {
      for other in series[..<index] {
        #expect(one.tone != other.tone && one.dash != other.dash)
        #expect(one.marker != other.marker || one.isOpen != other.isOpen)
      }
    }
  }

  @Test func `curves are where the scales say`() throws {
    let run = DrawableRun(AxisTraces.trace([[40, -8], [20, 6], [10, -4], [5, 3]]))
    let errors = AxisPanels.errors(run)
    let panel = errors.panel(in: box)
    let markup = errors.element(in: box).markup
    for (step, error) in [40.0, 20, 10, 5].enumerated() {
      let place = panel.point(Double(step), error)
      #expect(markup.contains("cx=\"\(place.x.coordinate)\" cy=\"\(place.y.coordinate)\""))
    }
    let across = [-8.0, 6, -4, 3].enumerated().map { step, error in panel.point(Double(step), error) }
    #expect(markup.contains(Series.axis(1).line(across).markup))
    let sizes = AxisPanels.sizes(run)
    let logarithmic = sizes.panel(in: box)
    let magnitudes = [8.0, 6, 4, 3].enumerated().map { step, error in logarithmic.point(Double(step), error) }
    #expect(sizes.element(in: box).markup.contains(Series.axis(1).line(magnitudes).markup))
  }

  @Test func `the cost is the sum of the squares`() throws {
    let run = DrawableRun(AxisTraces.trace([[3, -4], nil, [1, 0], [0, 0]]))
    #expect(run.costs == [25, nil, 1, 0])
    let cost = AxisPanels.cost(run)
    #expect(cost.curves.map(\.values) == [[25, nil, 1, 0]])
    #expect(cost.rules.map(\.value).map { abs($0 - 0.01) < 1e-15 } == [true])
    let markup = cost.element(in: box).markup
    #expect(markup.contains("spot lost") && markup.contains(">0</text>"))
    // Errors that cancel when they are summed do not cancel when they are squared.
    #expect(DrawableRun(AxisTraces.trace([[5, -5]])).costs == [50])
  }

  @Test func `a reading without the value of one axis is lost`() {
    let run = DrawableRun(AxisTraces.trace([[1], [2, 3], [.nan, 1]]))
    #expect(run.costs == [nil, 13, nil])
    #expect(run.axes.map { axis in axis.samples.map(\.error) } == [[1, 2, nil], [nil, 3, 1]])
  }

  @Test func `a tolerance beyond the axis is not drawn`() {
    let run = DrawableRun(AxisTraces.trace([[3, 4], [1, 1]], tolerance: 1e-200))
    #expect(!AxisPanels.sizes(run).element(in: box).markup.contains("tolerance"))
    #expect(!AxisPanels.cost(run).element(in: box).markup.contains("tolerance"))
    #expect(AxisPanels.sizes(DrawableRun(AxisTraces.panTilt)).element(in: box).markup.contains("tolerance, 0.1 cm"))
  }

  @Test func `short stretches between gaps are seen`() {
    let errors: [[Double]?] = (0..<300).map { index in index % 3 == 0 ? [1, 2] : nil }
    let curves = AxisPanels.errors(DrawableRun(AxisTraces.trace(errors)))
    // Each reading stands alone, so that each has a marker.
    #expect(curves.element(in: box).markup.ranges(of: "class=\"seriesMark\" d=").count >= 100)
  }

  @Test func `every figure names every axis`() {
    for (trace, names) in [
      (AxisTraces.panTilt, ["tilt", "pan"]), (AxisTraces.beamWalk, ["mirror 1 tilt", "mirror 2 pan"]),
    ] {
      let words = DrawnTexts(Figure.overview.document(of: trace).content).words.map(\.text)
      #expect(names.allSatisfy(words.contains))
      #expect(trace.axes.map(\.error).allSatisfy(words.contains))
      #expect(!words.contains { word in word.contains("from the side") })
    }
    let words = DrawnTexts(Figure.rig.document(of: AxisTraces.beamWalk).content).words.map(\.text)
    #expect(words.contains("The dot on the near detector") && words.contains("The dot on the far detector"))
  }

  @Test func `no two words lie on one another`() {
    for trace in AxisTraces.hard {
      for figure in Figure.allCases {
        let texts = DrawnTexts(figure.document(of: trace).content)
        #expect(texts.words.count > 8 || trace.axes.count <= 1)
        #expect(texts.collisions.isEmpty, "\(figure) \(trace.title) \(trace.axes.count): \(texts.collisions)")
      }
    }
  }

  @Test func `an only axis is drawn as before`() {
    let bare = RunTrace(
      title: "A run", axes: [.init(angle: "tilt", error: "height")], samples: Traces.article.samples,
      toleranceCentimeters: 0.01, outcome: Traces.article.outcome, ruleSummary: Traces.article.ruleSummary,
      truth: Traces.truth)
    for figure in Figure.allCases {
      let svg = figure.svg(of: Traces.article)
      #expect(svg == figure.svg(of: bare))
      #expect(!svg.contains("series") && !svg.contains("firstHeight") && !svg.contains("trail"))
    }
  }
}
