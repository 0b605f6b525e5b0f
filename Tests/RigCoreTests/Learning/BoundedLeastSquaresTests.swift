import RigTestSupport
import Testing

@testable import RigCore

@Suite struct BoundedLeastSquaresTests {
  private typealias Matrix = SquareMatrix<4>
  private typealias Move = PerAxis<4, Double>

  private static func matrix(_ draws: inout SeededDraws) -> Matrix {
    var root = Matrix(diagonal: 0)
    for row in 0..<4 {
      for column in 0..<4 { root[row, column] = draws.normal() }
    }
    var gram = root.gram
    for axis in 0..<4 { gram[axis, axis] += 1e-3 }
    return gram
  }

  private static func move(_ draws: inout SeededDraws) -> Move {
    var move = Move(repeating: 0)
    for axis in 0..<4 { move[axis] = draws.normal() }
    return move
  }

  private static func cost(_ matrix: Matrix, _ slope: Move, _ move: Move) -> Double {
    matrix.times(move).dot(move) + 2 * slope.dot(move)
  }

  @Test func `no move within the limits costs less`() {
    var draws = SeededDraws(1)
    var bounded = 0
    for _ in 0..<500 {
      let matrix = Self.matrix(&draws)
      let slope = Self.move(&draws)
      let place = Self.move(&draws)
      let below = Self.move(&draws).map { value in value.magnitude }
      let above = Self.move(&draws).map { value in value.magnitude }
      let lowest = Move { axis in place[axis] - below[axis] }
      let highest = Move { axis in place[axis] + above[axis] }
      let limits = CommandLimits(lowest: lowest, highest: highest)
      let best = matrix.bestMove(down: slope, from: place, within: limits)
      let least = Self.cost(matrix, slope, best)
      // The limits lie a billionth of the travel beyond its ends.
      for axis in 0..<4 { #expect(best[axis] >= -below[axis] - 1e-8 && best[axis] <= above[axis] + 1e-8) }
      if best != matrix.positiveDefiniteSolution(slope.map { value in -value }) { bounded += 1 }
      // The cost is convex, so a minimum among the neighbours is the minimum of all.
      for _ in 0..<40 {
        let way = Self.move(&draws)
        let other = Move { axis in min(max(best[axis] + 0.01 * way[axis], -below[axis]), above[axis]) }
        #expect(Self.cost(matrix, slope, other) >= least - 1e-9)
      }
    }
    #expect(bounded > 300)
  }

  @Test func `without limits it is the solution itself, and one axis is clamped`() {
    var draws = SeededDraws(2)
    let matrix = Self.matrix(&draws)
    let slope = Self.move(&draws)
    #expect(
      matrix.bestMove(down: slope, from: Move(repeating: 0), within: CommandLimits())
        == matrix.positiveDefiniteSolution(slope.map { value in -value }))
    let limits = CommandLimits<1>(lowest: PerAxis(-1), highest: PerAxis(1))
    let single = SquareMatrix<1>(diagonal: 2).bestMove(down: PerAxis(-10), from: PerAxis(0.5), within: limits)
    #expect(abs(single[0] - 5) < 1e-12)
  }

  @Test func `an axis at its limit stays there if the cost falls beyond it, and comes back if not`() {
    var coupled = SquareMatrix<2>(diagonal: 1)
    coupled[0, 1] = 0.9
    coupled[1, 0] = 0.9
    let limits = CommandLimits<2>(lowest: PerAxis(repeating: -1), highest: PerAxis(repeating: 1))
    let atEnd = PerAxis<2, Double> { axis in axis == 0 ? 1 : 0 }
    let beyond = coupled.bestMove(down: PerAxis { axis in axis == 0 ? -1 : 0 }, from: atEnd, within: limits)
    #expect(abs(beyond[0]) < 1e-8 && abs(beyond[1]) < 1e-8)
    let back = coupled.bestMove(down: PerAxis { axis in axis == 0 ? 0.5 : 0 }, from: atEnd, within: limits)
    #expect(back[0] < -0.5)
  }
}
