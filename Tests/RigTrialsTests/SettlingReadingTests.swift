import Foundation
import RigCore
import RigSimulation
import RigTestSupport
import RigTheory
import RigTrials
import Testing

/// What a comparison counts, where it is known in advance.
@Suite struct SettlingReadingTests {
  private let comparison = Comparison(rigs: 3)

  @Test(arguments: [0.05, 0.224, 0.5, 0.88, 1.12, 1.7, 1.99], [100.0, -37.5, 0.2])
  func `gradient descent settles where its geometric series says`(gain: Double, target: Double) throws {
    let found = try #require(
      comparison.measure(.descent(300 / gain), on: .known(distance: 300, target: target)))
    // After reading k the error is target · (1 - g)^k: it needs the first k for which that is within 0.1 cm.
    let needed = Int((log(0.1 / abs(target)) / log(abs(1 - gain))).rounded(.up))
    if needed < 200 {
      #expect(found.medianReadings == needed && found.percentile95Readings == needed)
      #expect(found.settledRigs == 3)
      #expect(found.settledShare == 1)
    } else {
      #expect(found.medianReadings == nil && found.percentile95Readings == nil)
      #expect(found.settledRigs == 0 && found.settledShare == 0)
    }
    #expect(abs(found.finalError.centimeters - abs(target * pow(1 - gain, 199))) < 1e-9)
    #expect(abs(found.largestOvershoot.centimeters - max(0, abs(target) * (gain - 1))) < 1e-9)
    #expect(found.firstMoveOvershoots == (gain > 1 ? 3 : 0))
  }

  @Test func `one step with the right gain takes one reading, and turns the laser once`() throws {
    let found = try #require(comparison.measure(.descent(300), on: .known(distance: 300, target: 100)))
    #expect(found.medianReadings == 1)
    #expect(abs(found.medianTurnedDegrees - atan(1.0 / 3) * 180 / .pi) < 1e-9)
    #expect(found.finalError < .centimeters(1e-9))
  }

  @Test func `a dot that never was outside settles at 0`() throws {
    let found = try #require(comparison.measure(.descent(300), on: .known(distance: 300, target: 0.09)))
    #expect(found.medianReadings == 0 && found.settledRigs == 3)
  }

  @Test func `too high a gain swings between the ends of the travel and never beyond`() throws {
    let found = try #require(comparison.measure(.descent(50), on: .known(distance: 1000, target: 100)))
    #expect(found.settledRigs == 0 && found.medianReadings == nil)
    let end = 1000 * tan(60 * Double.pi / 180)
    #expect(abs(found.largestOvershoot.centimeters - (end - 100)) < 1e-6)
    // To and fro between the ends, 120° a step, but for the first steps.
    #expect((198 * 120 * 0.97...199 * 120).contains(found.medianTurnedDegrees))
  }

  @Test func `a target out of reach is no rule's failure`() throws {
    let reach = 50 * tan(60 * Double.pi / 180)
    for height in [100, -100, reach + 1e-6] {
      #expect(comparison.measure(.bound, on: .known(distance: 50, target: height)) == nil)
      #expect(Array(comparison.rigsInReach(of: .known(distance: 50, target: height))).isEmpty)
    }
    #expect(Array(comparison.rigsInReach(of: .known(distance: 50, target: reach - 1e-6))).count == 3)
    // At 50 cm the laser reaches 87 cm: a few of the targets within 100 cm are out of reach.
    let many = Comparison(rigs: 2000, readings: 2)
    let count = Array(many.rigsInReach(of: .unknown(noise: 0))).count
    #expect((1980..<2000).contains(count))
    #expect(try #require(many.measure(.bound, on: .unknown(noise: 0))).rigs == count)
  }

  @Test func `a target that jumps out of reach is not reached`() throws {
    let wall = WallModel(
      distance: .fixed(.centimeters(50)),
      target: Trajectory(start: .centimeters(20), jumpStep: 100, jump: .centimeters(80)))
    let model = RigModel(wall: wall, servo: ServoModel(travel: .degrees(-60) ... .degrees(60)))
    let course = Course(loop: LoopSettings()) { seed in SimulatedRig(model, seed: seed) }
    let found = try #require(comparison.measure(.descent(50), on: course))
    #expect(found.settledRigs == 0)
    #expect(abs(found.finalError.centimeters - (100 - 50 * tan(60 * Double.pi / 180))) < 1e-6)
  }

  @Test func `a loop that gives up stands still to the end and has not settled`() throws {
    let blind = SensorModel(FieldOfView(halfHeight: .centimeters(1)))
    var course = Course.known(distance: 300, target: 100, sensor: blind)
    let rig = course.rig
    course = Course(loop: LoopSettings(search: SpotSearch(hold: 3, sweep: 0, reach: .zero)), rig: rig)
    let found = try #require(comparison.measure(.descent(300), on: course))
    #expect(found.settledRigs == 0 && found.finalError == .centimeters(100) && found.medianTurnedDegrees == 0)
  }

  @Test func `a rule behind the erased type does what it does by itself`() throws {
    let course = Course.unknown(noise: 0.5)
    let distance = Length.centimeters(700)
    func expectSame<Rule: UpdateRule & Sendable>(_ rule: Rule) throws
    where Rule.Command == PerAxis<1, Double>, Rule.Errors == PerAxis<1, Length> {
      let one = Comparison(rigs: 1, readings: 60, hasCurves: true)
      let found = try #require(one.measure(Contestant<1>("rule") { rule }, on: course))
      let alone = trueErrors(
        of: course.rig(one.seed(ofRig: 0)), under: rule, settings: .exactly(59)
      ).map { error in Length.centimeters(abs(error)) }
      #expect(found.curves?.median == alone && found.curves?.percentile95 == alone)
    }
    try expectSame(GradientDescent<1>(learningRate: 0.5, assumedDistance: distance))
    try expectSame(Momentum<1>(learningRate: 0.4, assumedDistance: distance, momentum: 0.5))
    try expectSame(Nesterov<1>(learningRate: 0.4, assumedDistance: distance, momentum: 0.5))
    try expectSame(DecayingRate<1>(learningRate: 0.5, assumedDistance: distance, decaySteps: 10, decayPower: 0.7))
  }
}
