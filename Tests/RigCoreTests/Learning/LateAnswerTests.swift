import RigTestSupport
import Testing

@testable import RigCore

/// The waits after moves of a rule that has met late answers.
@Suite struct LateAnswerTests {
  /// The wait that is left after 200 readings of a wall at 300 cm, `deadTime` steps old, by a rule that waits `pause`
  /// readings after each move at first.
  private func pause(after pause: Int, deadTime: Int, seed: UInt64) -> Int {
    var rule = RecursiveLeastSquares<1>(
      plausible: PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000)), noise: .centimeters(0.1))
    rule.pause = pause
    var draws = SeededDraws(seed)
    var commands = Array(repeating: 0.0, count: deadTime + 1)
    for _ in 0..<200 {
      let error = 300 * commands[commands.count - 1 - deadTime] - 60 + 0.1 * draws.normal()
      let command = rule.update(PerAxis(commands[commands.count - 1]), error: PerAxis(.centimeters(error)))
      commands.append(command[0])
    }
    return rule.pause
  }

  @Test(arguments: [12, 22, 48]) func `a rule ends its waits if a move is answered at once`(pause: Int) {
    for seed in 0..<20 as Range<UInt64> { #expect(self.pause(after: pause, deadTime: 0, seed: seed) == 0) }
  }

  @Test(arguments: [5, 6, 8]) func `a rule goes on waiting if answers are late`(deadTime: Int) {
    for seed in 0..<20 as Range<UInt64> {
      #expect(pause(after: 2 * deadTime + 4, deadTime: deadTime, seed: seed) >= 2 * deadTime + 4)
    }
  }

  @Test func `a wait too short for a late answer proves nothing`() {
    for seed in 0..<20 as Range<UInt64> { #expect(pause(after: 4, deadTime: 0, seed: seed) == 4) }
  }
}
