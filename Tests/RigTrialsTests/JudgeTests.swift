import RigCore
import Testing

@testable import RigTrials

@Suite struct JudgeTests {
  private func judge<let axes: Int>(
    _ errors: [PerAxis<axes, Double>?], floor: Double = 0, commands: [Double] = []
  ) -> Verdict {
    let travel = Travel(
      lower: PerAxis<axes, Angle>(repeating: .degrees(-30)), upper: PerAxis<axes, Angle>(repeating: .degrees(30)))
    var judge = Judge<axes>(
      tolerance: .centimeters(1), overshootFloor: .centimeters(floor), travel: travel, keepingSizesOf: nil)
    for command in commands { judge.see(command: PerAxis(repeating: .degrees(command))) }
    for error in errors {
      judge.see(error.map { error in error.map(Length.centimeters) }, beams: PerAxis(repeating: .zero))
    }
    return judge.verdict
  }

  private func judge(_ errors: [Double?], floor: Double = 0) -> Verdict {
    judge(errors.map { error in error.map { error in PerAxis<1, Double>(error) } }, floor: floor)
  }

  @Test(
    arguments: [
      ([5, 0.5, 0.5], 1), ([5, 0.5, 5, 0.5], 3), ([0.5, 0.5], 0), ([1, -1], 0), ([5, 5, 1.01], nil), ([0, 0, 5], nil),
      ([nil, 0.5], 1), ([0.5, nil], nil), ([5, .nan, 0.5], 2), ([0.5, .nan], nil), ([0.5, .infinity], nil),
    ] as [([Double?], Int?)])
  func `settled is whoever stays within the tolerance`(errors: [Double?], reading: Int?) {
    #expect(judge(errors).readingsToSettle == reading)
  }

  @Test(
    arguments: [
      ([10, 5, 1], 0, false), ([10, -3, 1], 3, true), ([-10, 3, 1], 3, true), ([-10, -12, -1], 0, false),
      ([10, 5, -4], 4, false), ([10, -1, 0], 1, false), ([10, -1.5, 0], 1.5, true), ([0, 5, -5], 0, false),
      ([10, nil, -4], 4, false),
    ] as [([Double?], Double, Bool)])
  func `an overshoot is beyond the target as seen from the start`(errors: [Double?], size: Double, isFirst: Bool) {
    let verdict = judge(errors, floor: 1)
    #expect(verdict.overshoot == size)
    #expect(verdict.firstMoveOvershoots == isFirst)
  }

  @Test func `with two axes the error is a length, and only what is straight beyond the target is overshoot`() {
    let sideways = judge([PerAxis<2, Double> { axis in axis == 0 ? 3 : 4 }, PerAxis { axis in axis == 0 ? -4 : 3 }])
    #expect(sideways.finalError == 5 && sideways.overshoot == 0)
    let beyond = judge([PerAxis<2, Double> { axis in axis == 0 ? 3 : 4 }, PerAxis { axis in axis == 0 ? -3 : -4 }])
    #expect(beyond.overshoot == 5 && beyond.firstMoveOvershoots)
  }

  @Test(arguments: [([30.0, -30, 0], false), ([30.001], true), ([0, -31, 0], true), ([90], true), ([.nan], true)])
  func `a command beyond the travel is noticed`(commands: [Double], isBeyond: Bool) {
    #expect(judge([PerAxis<1, Double>(0)], commands: commands).leftTravel == isBeyond)
    #expect(judge([PerAxis<2, Double>(repeating: 0)], commands: commands).leftTravel == isBeyond)
  }

  @Test func `a beam that misses the wall is infinitely far off`() {
    #expect(judge([5, nil]).finalError == .infinity)
  }
}
