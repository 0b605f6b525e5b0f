import RigCore
import Testing

@testable import RigCharts

/// The steps of a sign check, which a reader is to tell from those of the rule.
@Suite struct ProbeMarksTests {
  private let box = Box(minX: 20, minY: 30, width: 340, height: 330)

  /// Four readings of a probe, the third of them turned, and three of the rule.
  private func probed(_ trace: RunTrace, count: Int = 4) -> RunTrace {
    var trace = trace
    for index in trace.samples.indices.prefix(count) { trace.samples[index].step.isProbing = true }
    return trace
  }

  private var single: RunTrace { probed(Traces.trace([3, 3, -2, 3, 1, 0.4, 0.1])) }

  private var double: RunTrace {
    let truth = TruthRecord(distanceCentimeters: 300, targetCentimeters: [60, 40])
    let errors: [[Double]] = [[-9, 6], [-9, 6], [-4, 6], [-9, 11], [-3, 2], [-1, 0.5], [-0.1, 0.1]]
    return probed(AxisTraces.trace(errors, truth: truth, dots: errors.map { error in [60 + error[0], 40 + error[1]] }))
  }

  private func count(_ style: String, in markup: String) -> Int {
    markup.ranges(of: "class=\"\(style)\"").count
  }

  @Test func `over the steps a reading of the probe is hollow, and the legend says so`() {
    let trace = DrawableTrace(single)
    for markup in [ConvergencePanel(trace).element(in: box).markup, LogErrorPanel(trace).element(in: box).markup] {
      #expect(count("probe", in: markup) == 4 + 1)
      #expect(markup.contains(">sign check<"))
    }
  }

  @Test func `on the cost and the sheet the path and the numbers are those of the rule`() {
    let trace = DrawableTrace(single)
    // Three of the four readings fall on one another.
    let cost = CostPanel(trace).element(in: box)
    #expect(count("probe", in: cost.markup) == 2 + 1)
    let numbers = DrawnTexts([cost]).words.map(\.text)
    #expect(numbers.contains("4") && numbers.contains("5") && !numbers.contains("2"))
    let sheet = SheetPanel(trace).element(in: box)
    #expect(count("probe", in: sheet.markup) == 2 + 1)
    #expect(!DrawnTexts([sheet]).words.map(\.text).contains("2"))
  }

  @Test func `of several axes the sheet shows hollow dots, and every panel over the steps a band`() {
    let run = DrawableRun(double)
    let sheet = SheetPlanePanel(SheetPlane(run.sheets[0])).element(in: box)
    #expect(count("probe", in: sheet.markup) == 3 + 1)
    let errors = AxisPanels.errors(run)
    let panel = errors.panel(in: box)
    let markup = errors.element(in: box).markup
    #expect(count("probeBand", in: markup) == 1 + 1)
    #expect(markup.contains("width=\"\((panel.positionX(3.5) - panel.plot.minX).coordinate)\""))
    for markup in [AxisPanels.sizes(run).element(in: box).markup, AxisPanels.cost(run).element(in: box).markup] {
      #expect(count("probeBand", in: markup) == 1 + 1 && markup.contains(">sign check<"))
    }
  }

  @Test func `a run that ended with its probe is drawn whole, and one without is as it was`() {
    for trace in [single, double] {
      let all = probed(trace, count: trace.samples.count)
      var none = trace
      for index in none.samples.indices { none.samples[index].step.isProbing = false }
      for figure in Figure.allCases {
        let content = figure.document(of: all).content
        #expect(DrawnTexts(content).collisions.isEmpty, "\(figure)")
        #expect(figure.svg(of: all).contains(">sign check<"))
        #expect(!figure.svg(of: none).contains("probe") && !figure.svg(of: none).contains("sign check"))
      }
      #expect(Figure.rig.svg(of: all).contains(">last dot<"))
    }
  }

  @Test func `an axis of angles that do not change is degrees wide, not millionths`() {
    let still = AxisTraces.trace([[1, 1], [1, 1], [1, 1]].map { _ in [0, 0] })
    let panel = AxisPanels.angles(DrawableRun(still), of: 0...1).panel(in: box)
    #expect(panel.y.label == "angle (°)")
    #expect(panel.y.scale.domain.upperBound - panel.y.scale.domain.lowerBound == 1)
  }
}
