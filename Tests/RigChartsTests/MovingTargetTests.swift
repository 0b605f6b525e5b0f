import RigCore
import Testing

@testable import RigCharts

@Suite struct MovingTargetTests {
  /// The target rises from 60 to 100 cm; the dot follows from 75 to 100.
  private let trace = RunTrace(
    title: "moving",
    samples: [(60.0, 15.0), (60, 5), (100, -30), (100, 0)].enumerated().map { index, sample in
      RunTrace.Sample(
        index: index, timeSeconds: 0, angleDegrees: 0, errorCentimeters: sample.1, targetCentimeters: sample.0)
    },
    toleranceCentimeters: 1, outcome: "", ruleSummary: "",
    truth: TruthRecord(distanceCentimeters: 300, targetCentimeters: 100))

  @Test func `dots are drawn where they were, not where the target came to be`() {
    let drawable = DrawableTrace(trace)
    #expect(drawable.hasMovingTarget)
    let heights = drawable.samples.compactMap(\.dotOffset).map { offset in drawable.targetHeight + offset }
    #expect(heights == [75, 65, 70, 100])
    let box = Box(minX: 0, minY: 0, width: 400, height: 300)
    let panel = ConvergencePanel(drawable).panel(in: box)
    let svg = SVGDocument(
      identifier: "moving", title: "", description: "", width: 400, height: 300,
      content: [ConvergencePanel(drawable).element(in: box)]
    ).markup
    let first = panel.point(0, 75)
    #expect(svg.contains("cx=\"\(first.x.coordinate)\" cy=\"\(first.y.coordinate)\""))
  }

  @Test func `a target that stands still is drawn as before`() {
    var still = trace
    for index in still.samples.indices { still.samples[index].truth?.targetCentimeters = [100] }
    #expect(!DrawableTrace(still).hasMovingTarget)
    for index in still.samples.indices { still.samples[index].truth = nil }
    #expect(!DrawableTrace(still).hasMovingTarget)
  }
}
