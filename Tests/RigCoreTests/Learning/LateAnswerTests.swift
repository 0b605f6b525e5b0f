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
  /// it learned is off. The rule knows the dead band of the servo.
  private func run(
    pole: Double, drift: Double, deadBand: Angle = .zero, seed: UInt64
  ) -> (sizes: [Double], distance: Double, off: Double) {
    var rule = RecursiveLeastSquares<1>(
      plausible: PlausibleDistance(nearest: .centimeters(50), farthest: .centimeters(1000)), noise: .centimeters(0.1),
      servo: ServoFigures(deadBand: deadBand))
    var draws = SeededDraws(seed)
    let distance = draws.logUniform(50...1000)
    var (command, horn) = (0.0, 0.0)
    let sizes = (0..<250).map { step in
      if (command - horn).magnitude > deadBand.radians { horn = command + pole * (horn - command) }
      let error = distance * horn - 30 - drift * Double(step) + 0.1 * draws.normal()
      command = rule.update(PerAxis(command), error: PerAxis(.centimeters(error)))[0]
      return error.magnitude
    }
    let told = rule.terms.values
    return (sizes, distance, (told[0] - distance).magnitude / told[1])
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

  /// A slow approach ends where the rest of the way is as short as the dead band, before it or beyond it.
  @Test func `behind a slow servo with a dead band it gets as near as that lets it`() {
    let deadBand = Angle.degrees(0.45)
    let runs = (0..<200 as Range<UInt64>).map { seed in run(pole: 0.72, drift: 0, deadBand: deadBand, seed: seed) }
    let settled = runs.count { run in
      run.sizes[170...].allSatisfy { size in size < 0.5 + 1.2 * run.distance * deadBand.radians }
    }
    #expect(settled >= 197, "\(settled)")
  }

  /// A run-up to make a move within the dead band would throw the dot off again and again.
  @Test func `within a dead band it goes ahead of a target that drifts`() {
    let deadBand = Angle.degrees(0.45)
    let runs = (0..<100 as Range<UInt64>).map { seed in run(pole: 0, drift: 0.05, deadBand: deadBand, seed: seed) }
    let followed = runs.count { run in
      run.distance < 300
        || run.sizes[100...].allSatisfy { size in size < 0.5 + 0.8 * run.distance * deadBand.radians }
    }
    #expect(followed >= 95, "\(followed)")
  }

  @Test func `the onset of an answer is that of two readings in a row, after moves that can be made`() {
    var moves = MovesSinceRest<1>(from: PerAxis(0), PerAxis(0))
    for isAnswer in [false, true, false, false, true, true, false] {
      moves.take(isAnswer: isAnswer, isSwallowed: false)
    }
    #expect(moves.onset == 5)
    var swallowed = MovesSinceRest<1>(from: PerAxis(0), PerAxis(0))
    for _ in 0..<4 { swallowed.take(isAnswer: false, isSwallowed: true) }
    for isAnswer in [false, true, true] { swallowed.take(isAnswer: isAnswer, isSwallowed: false) }
    #expect(swallowed.onset == 2)
  }
}
