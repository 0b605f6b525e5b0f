import RigCore
import RigScenario
import RigSimulation
import Testing

@Suite struct DistanceTests {
  @Test(arguments: [
    ("300", DistanceSetting.fixed(300)), ("0.5", .fixed(0.5)), ("1e3", .fixed(1000)),
    ("50..1000", .drawn(from: 50, to: 1000)), ("0.5..1.5", .drawn(from: 0.5, to: 1.5)),
    ("5e1..1e3", .drawn(from: 50, to: 1000)), ("5..5", .drawn(from: 5, to: 5)),
  ])
  func `a distance is a number or a range`(text: String, distance: DistanceSetting) throws {
    #expect(try scenario("rig: {distance: \(text)}").rig.distance == distance)
    #expect(try scenario("", flags: ["rig.distance=\(text)"]).rig.distance == distance)
  }

  @Test(arguments: [
    ("0", "must be between 0.1 and 1000000 cm, got 0"), ("-3", "must be between 0.1 and 1000000 cm, got -3"),
    ("0..50", "must be between 0.1 and 1000000 cm, got 0"), ("-5..50", "must be between 0.1 and 1000000 cm, got -5"),
    ("5..nan", "must be finite, got 'nan'"), ("5..inf", "must be finite, got 'inf'"),
    ("5..x", "expected a number in cm, got 'x'"), ("far", "expected a number in cm, got 'far'"),
    ("", "expected a number in cm, got ''"),
    ("1000..50", "the range 1000..50 runs backwards; write 50..1000"),
    ("50..", "expected two distances with two dots between, such as 50..1000, got '50..'"),
    ("..50", "expected two distances with two dots between, such as 50..1000, got '..50'"),
    ("..", "expected two distances with two dots between, such as 50..1000, got '..'"),
    ("50...60", "expected two distances with two dots between, such as 50..1000, got '50...60'"),
    ("1..2..3", "expected two distances with two dots between, such as 50..1000, got '1..2..3'"),
  ])
  func `anything else is refused`(text: String, problem: String) {
    #expect(complaint("", flags: ["rig.distance=\(text)"]) == "--set: rig.distance: \(problem)")
    #expect(complaint("rig: {distance: '\(text)'}") == "test.yaml:1:17: rig.distance: \(problem)")
  }

  @Test func `a wall is drawn within its range, by the seed`() throws {
    let drawn = try scenario("rig: {distance: 50..1000}")
    let distances = (0..<50).map { seed in drawn.simulatedRig(seed: seed).distance.centimeters }
    #expect(distances.allSatisfy { distance in (50...1000).contains(distance) })
    #expect(Set(distances).count == 50)
    #expect(drawn.simulatedRig(seed: 7).distance.centimeters == distances[7])
  }
}
