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

  /// The errors that the rule sees on a wall whose distance the seed draws, behind a servo that leaves the share `pole`
  /// of each way to the next step and of which the rule knows nothing, and by how many standard errors the distance that
  /// it learned is off.
  private func run(pole: Double, drift: Double, seed: UInt64) -> (sizes: [Double], off: Double) {
    var rule = RecursiveLeastSquares<1>(
      plausible: PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000)), noise: .centimeters(0.1))
    var draws = SeededDraws(seed)
    let distance = draws.logUniform(50...1000)
    var (command, horn) = (0.0, 0.0)
    let sizes = (0..<250).map { step in
      horn = command + pole * (horn - command)
      let error = distance * horn - 30 - drift * Double(step) + 0.1 * draws.normal()
      command = rule.update(PerAxis(command), error: PerAxis(.centimeters(error)))[0]
      return error.magnitude
    }
    let told = rule.terms.values
    return (sizes, (told[0] - distance).magnitude / told[1])
  }

  /// A correction that follows a long move hides from a rule that judges the latest move alone how late the answer to
  /// the long one was.
  @Test func `a servo that is slower than it was told is found out, and the distance with it`() {
    let runs = (0..<200 as Range<UInt64>).map { seed in run(pole: 0.72, drift: 0, seed: seed) }
    let settled = runs.count { run in run.sizes[130...].allSatisfy { size in size < 0.5 } }
    let honest = runs.count { run in run.off < 1.96 }
    let far = runs.count { run in run.off > 5 }
    #expect(settled >= 196 && honest >= 184 && far <= 4, "\(settled), \(honest), \(far)")
    // The median time to the target's neighbourhood: two moves and the waits for their answers.
    let times = runs.map { run in (run.sizes.lastIndex { size in size > 0.5 } ?? 0) + 1 }.sorted()
    #expect(times[100] <= 60, "\(times[100])")
  }

  /// After a short move there is nothing to wait for, so the laser keeps up with a target that drifts.
  @Test func `behind a slow servo it follows a target that drifts`() {
    let runs = (0..<200 as Range<UInt64>).map { seed in run(pole: 0.72, drift: 0.05, seed: seed) }
    let followed = runs.count { run in run.sizes[170...].allSatisfy { size in size < 1 } }
    #expect(followed >= 170, "\(followed)")
  }
}
