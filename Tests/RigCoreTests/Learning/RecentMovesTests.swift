import Foundation
import RigTestSupport
import Testing

@testable import RigCore

@Suite struct RecentMovesTests {
  private func moves(play: Double, _ commands: [Double]) -> RecentMoves<1> {
    var moves = RecentMoves<1>(play: play, command: PerAxis(0))
    for command in commands { moves.record(PerAxis(command)) }
    return moves
  }

  @Test func `the newest stands first, and the place of rest before all`() {
    let moves = moves(play: 0, [0.1, 0.2, 0.2])
    #expect((0..<4).map { moves[$0].command[0] } == [0.2, 0.2, 0.1, 0])
    #expect((0..<4).map { moves[$0].hasMoved } == [false, true, true, false])
    #expect((0..<4).allSatisfy { moves[$0].slackSquared == 0 && !moves[$0].isDoubtful })
  }

  @Test func `the first move may lose all of the play, the next one none`() {
    let first = moves(play: 0.01, [0.1])
    #expect(abs(first[0].slackSquared.squareRoot() - 0.01 * 1.01) < 1e-12 && !first[0].isDoubtful)
    #expect(moves(play: 0.01, [0.1, 0.2])[0].slackSquared == 0)
  }

  @Test func `a move back may be swallowed whole, and its rest is owed to the next`() {
    let back = moves(play: 0.01, [0.1, 0.096])
    #expect(abs(back[0].slackSquared.squareRoot() - 0.004) < 1e-12 && back[0].isDoubtful)
    let on = moves(play: 0.01, [0.1, 0.096, 0.05])
    #expect(abs(on[0].slackSquared.squareRoot() - 0.006) < 1e-4 && !on[0].isDoubtful)
    #expect(moves(play: 0.01, [0.1, 0.096, 0.05, 0.04])[0].slackSquared == 0)
  }

  @Test func `to stand still is no turning round`() {
    let moves = moves(play: 0.01, [0.1, 0.1, 0.11])
    #expect(moves[0].slackSquared == 0 && !moves[1].hasMoved)
  }

  @Test func `each axis has gears of its own`() {
    var moves = RecentMoves<2>(play: 0.01, command: PerAxis(repeating: 0))
    moves.record(PerAxis(repeating: 0.1))
    moves.record(PerAxis { axis in [0.2, 0.05][axis] })
    #expect((0..<2).map { axis in moves.untaken[axis].direction } == [1, -1])
    #expect(abs(moves[0].slackSquared.squareRoot() - 0.01) < 1e-4)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `gears never swallow more than that`(seed: UInt64) {
    var draws = SeededDraws(seed)
    let play = draws.logUniform(1e-4...1e-2)
    var moves = RecentMoves<1>(play: play, command: PerAxis(0))
    var motor = 0.0
    // The position of the horn within the play is unknown.
    var horn = draws.uniform(-play / 2...play / 2)
    var greatestShare = 0.0
    for _ in 0..<500 {
      let next = min(max(motor + draws.normal() * play, -0.8), 0.8)
      let pushed = min(max(horn, next - play / 2), next + play / 2)
      moves.record(PerAxis(tan(next)))
      let swallowed = abs((tan(next) - tan(motor)) - (tan(pushed) - tan(horn)))
      let slack = moves[0].slackSquared.squareRoot()
      // Arcs and slopes differ a little over a move.
      #expect(swallowed <= slack + 0.1 * play)
      if slack > 0 { greatestShare = max(greatestShare, swallowed / slack) }
      motor = next
      horn = pushed
    }
    // It is no wild guess either.
    #expect(greatestShare > 0.9)
  }
}
