import RigCore
import RigScenario
import RigSimulation
import Testing

@Suite struct TargetTests {
  @Test(arguments: [
    ("100", TargetSetting.fixed(100)), ("-0.5", -0.5), ("-100..100", .drawn(from: -100, to: 100)),
    ("-1e2..-5e-1", .drawn(from: -100, to: -0.5)), ("5..5", .drawn(from: 5, to: 5)),
  ])
  func `a target is a height or a range`(text: String, target: TargetSetting) throws {
    #expect(try scenario("rig: {target: \(text)}").rig.target == target)
    #expect(try scenario("", flags: ["rig.target=\(text)"]).rig.target == target)
  }

  @Test(arguments: [
    ("-1e7", "must be between -1000000 and 1000000 cm, got -1e7"),
    ("0..1e7", "must be between -1000000 and 1000000 cm, got 1e7"), ("5..nan", "must be finite, got 'nan'"),
    ("5..x", "expected a number in cm, got 'x'"), ("high", "expected a number in cm, got 'high'"),
    ("100..-100", "the range 100..-100 runs backwards; write -100..100"),
    ("50..", "expected two heights with two dots between, such as -100..100, got '50..'"),
    ("1..2..3", "expected two heights with two dots between, such as -100..100, got '1..2..3'"),
  ])
  func `anything else is refused`(text: String, problem: String) {
    #expect(complaint("", flags: ["rig.target=\(text)"]) == "--set: rig.target: \(problem)")
    #expect(complaint("rig: {target: '\(text)'}") == "test.yaml:1:15: rig.target: \(problem)")
  }

  @Test func `a target is drawn within its range, by the seed, and leaves the wall where it was`() throws {
    let fixed = try scenario("rig: {distance: 50..1000, target: 7}")
    let drawn = try scenario("rig: {distance: 50..1000, target: -100..100}")
    let truths = (0..<50).map { seed in drawn.simulatedRig(seed: seed).truth }
    let heights = truths.map(\.target.centimeters)
    #expect(heights.allSatisfy { height in (-100...100).contains(height) })
    #expect(Set(heights).count == 50)
    #expect(truths.map(\.distance) == (0..<50).map { seed in fixed.simulatedRig(seed: seed).truth.distance })
  }

  @Test func `a drawn target drifts and jumps from where it was drawn`() throws {
    let moving = try scenario(
      "rig: {target: -100..100, targetDrift: 2, targetJumpStep: 3, targetJump: 50}")
    var rig = moving.simulatedRig(seed: 4)
    let start = rig.truth.target.centimeters
    let heights = (0..<5).map { _ in
      _ = rig.read()
      return rig.truth.target.centimeters - start
    }
    #expect(zip(heights, [0, 2, 4, 56, 58]).allSatisfy { found, wanted in abs(found - wanted) < 1e-9 })
  }

  @Test func `no seed moves a real target`() {
    let words = "no seed moves a real target: give rig.target one height"
    #expect(complaint(realRig, flags: ["rig.target=0..5"]) == "--set: rig.target: \(words)")
    #expect(complaint("rig: {target: 0..5}", flags: []) == nil)
  }
}
