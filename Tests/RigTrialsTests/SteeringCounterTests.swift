import RigCore
import Testing

@testable import RigTrials

/// What is kept of a trial for a comparison, from the true errors alone.
@Suite struct SteeringCounterTests {
  /// The two counters of one trial.
  private struct Counters<let axes: Int> {
    let readingsToSettle: Int?
    let steering: SteeringCounter<axes>?
  }

  private func count<let axes: Int>(
    _ errors: [PerAxis<axes, Double>?], floor: Double = 0, beams: [Double] = [], hold: Int = 1
  ) -> Counters<axes> {
    let steering = SteeringCounter<axes>(overshootFloor: .centimeters(floor), keepingSizesOf: errors.count)
    let judgement = TrialJudgement(tolerance: .centimeters(1), noise: .zero, readings: max(errors.count, 2), hold: hold)
    var counter = TrialCounter<axes>(judgement, nearerEnd: .infinity)
    let sights = errors.enumerated().map { place, error in
      Sight(
        errors: error ?? PerAxis(repeating: .infinity),
        slopes: PerAxis(repeating: place < beams.count ? Angle.degrees(beams[place]).slope : 0))
    }
    sights.withUnsafeBufferPointer { sights in
      counter.see(sights)
      steering.see(sights)
    }
    return Counters(readingsToSettle: counter.readingsToSettle, steering: steering)
  }

  private func count(_ errors: [Double?], floor: Double = 0, hold: Int = 1) -> Counters<1> {
    count(errors.map { error in error.map { error in PerAxis<1, Double>(error) } }, floor: floor, hold: hold)
  }

  @Test(
    arguments: [
      ([5, 0.5, 0.5], 1), ([5, 0.5, 5, 0.5], 3), ([0.5, 0.5], 0), ([1, -1], 0), ([5, 5, 1.01], nil), ([0, 0, 5], nil),
      ([nil, 0.5], 1), ([0.5, nil], nil), ([5, .nan, 0.5], 2), ([0.5, .nan], nil), ([0.5, .infinity], nil),
    ] as [([Double?], Int?)])
  func `a trial has settled if the dot stays within the tolerance`(errors: [Double?], reading: Int?) {
    #expect(count(errors).readingsToSettle == reading)
  }

  @Test(arguments: [(1, 5), (2, 5), (3, 5), (4, nil)] as [(Int, Int?)])
  func `a dot that comes within the tolerance at the very end has not settled`(hold: Int, reading: Int?) {
    #expect(count([9, 9, 9, 9, 9, 0, 0, 0], hold: hold).readingsToSettle == reading)
  }

  @Test(
    arguments: [
      ([10, 5, 1], 0, false), ([10, -3, 1], 3, true), ([-10, 3, 1], 3, true), ([-10, -12, -1], 0, false),
      ([10, 5, -4], 4, false), ([10, -1, 0], 1, false), ([10, -1.5, 0], 1.5, true), ([0, 5, -5], 0, false),
      ([10, nil, -4], 4, false),
    ] as [([Double?], Double, Bool)])
  func `an overshoot is beyond the target as seen from the start`(errors: [Double?], size: Double, isFirst: Bool) {
    let steering = count(errors, floor: 1).steering
    #expect(steering?.overshoot == size)
    #expect(steering?.firstMoveOvershoots == isFirst)
  }

  @Test func `with two axes the error is a length, and only what is straight beyond the target is overshoot`() {
    let sideways = count([PerAxis<2, Double> { axis in axis == 0 ? 3 : 4 }, PerAxis { axis in axis == 0 ? -4 : 3 }])
      .steering
    #expect(sideways?.finalError == 5 && sideways?.overshoot == 0)
    let beyond = count([PerAxis<2, Double> { axis in axis == 0 ? 3 : 4 }, PerAxis { axis in axis == 0 ? -3 : -4 }])
      .steering
    #expect(beyond?.overshoot == 5 && beyond?.firstMoveOvershoots == true)
  }

  @Test func `a beam that misses the wall is infinitely far off`() {
    #expect(count([5, nil]).steering?.finalError == .infinity)
  }

  @Test func `the sizes of all errors are kept`() {
    #expect(count([5, -3, nil]).steering?.sizes == [5, 3, .infinity])
  }
}
