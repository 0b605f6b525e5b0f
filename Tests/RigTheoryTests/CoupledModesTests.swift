import Foundation
import RigCore
import RigTestSupport
import Testing

@testable import RigTheory

/// Coupled axes fall apart into loops with complex gains.
@Suite struct CoupledModesTests {
  @Test func `eigenvalues are those of known matrices`() throws {
    let turn = SquareMatrix<2> { row, column in [[0.6, -0.8], [0.8, 0.6]][row][column] * 300 }
    for pole in turn.eigenvalues {
      #expect(abs(pole.real - 180) < 1e-9 && abs(pole.imaginary.magnitude - 240) < 1e-9)
    }
    #expect(SquareMatrix<1>(diagonal: -7).eigenvalues.map(\.real) == [-7])
    // A companion matrix of (z - 1)(z - 2)(z + 3)(z - 0.5).
    let weights = [0.5, 7, -9.5, 3]
    let companion = SquareMatrix<4> { row, column in row == 0 ? weights[column] : column == row - 1 ? 1 : 0 }
    let found = companion.eigenvalues.map(\.real).sorted()
    for (found, wanted) in zip(found, [-3, 0.5, 1, 2]) { #expect(abs(found - wanted) < 1e-9) }
    #expect(SquareMatrix<3>(diagonal: 0).eigenvalues.allSatisfy { pole in pole.magnitude == 0 })
  }

  @Test func `the trace and the norm of random matrices agree with their eigenvalues`() {
    var draws = SeededDraws(5)
    for _ in 0..<100 {
      let matrix = SquareMatrix<4> { _, _ in draws.uniform(-1...1) }
      let poles = matrix.eigenvalues
      #expect(abs(poles.map(\.real).reduce(0, +) - matrix.trace) < 1e-8)
      // The spectral radius: a step by the matrix itself multiplies by it in the long run.
      let shifted = SquareMatrix<4> { row, column in (row == column ? 1 : 0) - matrix[row, column] }
      let radius = poles.map(\.magnitude).max() ?? 0
      #expect(abs(shifted.contraction / radius - 1) < 1e-6)
    }
  }

  @Test(arguments: 0...4, [0, 0.5, 0.9]) func `the edge of a turned gain is that of the loop with two axes`(
    deadTime: Int, servoPole: Double
  ) {
    for degrees in [0.0, 20, 45, 70, 85] {
      let phase = degrees * .pi / 180
      let edge = LinearLoop(gain: 1, deadTime: deadTime, servoPole: servoPole).edge(ofGainTurnedBy: phase)
      if deadTime == 0, servoPole == 0 { #expect(abs(edge - 2 * cos(phase)) < 1e-12) }
      for (share, isStable) in [(0.97, true), (1.03, false)] {
        let (along, across) = (share * edge * cos(phase), share * edge * sin(phase))
        let loop = CoupledLoop<2>(
          gains: SquareMatrix { row, column in row == column ? along : row == 0 ? -across : across },
          deadTime: deadTime, servoPoles: PerAxis(repeating: servoPole))
        #expect((loop.noiseFloorOfTrial(readings: 4) != nil) == isStable, "\(degrees)°, \(share)")
      }
    }
    #expect(LinearLoop(gain: 1, deadTime: deadTime).edge(ofGainTurnedBy: .pi / 2) == 0)
  }
}
