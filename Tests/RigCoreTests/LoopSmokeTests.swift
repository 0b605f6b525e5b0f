import RigCore
import RigSimulation
import Testing

@Suite struct ArticleTests {
  @Test func `the article's run follows 100 + 3 · 0.8^k`() {
    let rig = IdealRig(distance: .centimeters(300), target: .centimeters(100), seed: RandomSeed(1))
    var loop = ControlLoop(
      rig: rig, rule: GradientDescent<1>(learningRate: 0.1, assumedDistance: .centimeters(300)),
      pacer: VirtualPacer(frameSeconds: 0.1), start: PerAxis(Angle(slope: 103.0 / 300)),
      settings: LoopSettings(stepLimit: 60, settling: nil))
    var expected = 3.0
    let outcome = loop.run { step in
      #expect(abs((step.reading.error?[0].centimeters ?? .nan) - expected) < 1e-12)
      expected *= 0.8
      return .proceed
    }
    #expect(outcome.name == "stepLimit")
  }
}
