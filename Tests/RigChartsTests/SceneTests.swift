import RealModule
import RigCore
import Testing

@testable import RigCharts

@Suite struct SceneTests {
  private let area = Box(minX: 100, minY: 50, width: 400, height: 250)

  @Test func anglesAreTrue() {
    for (distance, target) in [(50.0, 120.0), (300, 100), (1000, -120), (300, 0)] {
      let truth = TruthRecord(distanceCentimeters: distance, targetCentimeters: target)
      let view = SceneView(DrawableTrace(Traces.trace([0], truth: truth)), in: area)
      let slope = (view.laser.y - view.target.y) / (view.target.x - view.laser.x)
      #expect(abs(slope - target / distance) < 1e-9)
      #expect(area.contains(view.laser) && area.contains(view.target))
    }
  }

  @Test func distantDotsDoNotShrinkTheScene() {
    let near = SceneView(DrawableTrace(Traces.trace([3])), in: area)
    let far = SceneView(DrawableTrace(Traces.trace([3, 1e6])), in: area)
    #expect(near.unitsPerCentimeter == far.unitsPerCentimeter)
    #expect(!far.isInView(far.dot(offset: 1e6)) && far.isInView(far.dot(offset: 3)))
    #expect(abs(far.visibleEnd(of: far.dot(offset: 1e6)).y - area.minY) < 1e-9)
    #expect(far.visibleEnd(of: far.dot(offset: 3)) == far.dot(offset: 3))
  }

  @Test func beamFollowsItsAngle() {
    let view = SceneView(DrawableTrace(Traces.article), in: area)
    let angle = Double.atan(100.0 / 300) * 180 / .pi
    #expect(view.beamEnd(degrees: angle).distance(to: view.target) < 1e-6)
    #expect(view.beamEnd(degrees: 90).y >= area.minY - 1e-9)
  }

  @Test func labelsBesideTheSheetAreApart() {
    for (first, second) in [(60.0, 60.0), (55, 51), (299, 298), (100, 110), (100, 200)] {
      let labels = SideLabel.spread(
        [SideLabel(lines: ["a", "b"], y: first), SideLabel(lines: ["c", "d"], y: second)], in: area)
      #expect(abs(labels[0].y - labels[1].y) >= 30)
      #expect(labels.allSatisfy { area.minY <= $0.y - 15 && $0.y + 15 <= area.maxY })
    }
  }
}
