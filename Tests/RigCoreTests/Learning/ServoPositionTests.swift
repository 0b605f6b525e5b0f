import RigTestSupport
import Testing

@testable import RigCore

@Suite struct ServoPositionTests {
  /// The share of the data sheet's play that is left after `moves`, the first of which were known to `doubt`.
  private func playShare(after moves: [Double], doubt: Double) -> Double {
    var position = ServoPosition<1>(ServoFigures(backlash: .degrees(0.2)), command: PerAxis(0))
    for move in moves { position.judgePlay(by: PerAxis(move), doubt: doubt) }
    return position.playShare
  }

  @Test func `a turn back right after a turn tells less play`() {
    #expect(playShare(after: [0.1, -0.02, 0.005], doubt: 0.01) == 0.5)
  }

  @Test(arguments: [[0.1, 0.02, 0.005], [0.1, -0.02, -0.005], [0.1, -0.02, -0.005, 0.004]])
  func `moves on, and a turn after them, tell nothing of the play`(moves: [Double]) {
    #expect(playShare(after: moves, doubt: 0.01) == 1)
  }

  /// The dead band ends the approach of a servo that is slower than it was told, on either side of the command.
  @Test func `a dead band that ends an approach early counts as play of twice its width`() {
    var position = ServoPosition<1>(
      ServoFigures(resolution: .radians(0.001), deadBand: .radians(0.01)), command: PerAxis(0))
    let short = PerAxis<1, Double>(0.002)
    #expect(position.doubtfulPlay == 0 && position.ignores(short) && position.lengthened(short) == short)
    position.isSlowerThanTold = true
    #expect(position.doubtfulPlay == 0.02 && !position.ignores(short))
    #expect((position.lengthened(short)[0] - 0.021).magnitude < 1e-12)
    #expect(position.lengthened(PerAxis(-0.03)) == PerAxis(-0.03))
    #expect(position.resting(told: short) == short)
  }

  @Test func `a turn back that a poorly known distance explains tells nothing of the play`() {
    #expect(playShare(after: [0.1, -0.02, 0.005], doubt: 0.2) == 1)
  }
}
