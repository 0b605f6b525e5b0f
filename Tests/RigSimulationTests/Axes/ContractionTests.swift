import RigCore
import RigSimulation
import Testing

@Suite struct ContractionTests {
  @Test func `what a loop leaves of an error`() {
    let even = SquareMatrix<2>(diagonal: 300)
    #expect(abs((0.2 / 300 * even).contraction - 0.8) < 1e-12)
    #expect(abs((3 / 300 * even).contraction - 2) < 1e-12)
    #expect((1 / 300 * even).contraction < 1e-12)
    // Uneven: the slower of 0.9 and 0.6.
    let uneven = SquareMatrix<2> { row, column in row == column ? [100, 400][row] : 0 }
    #expect(abs((0.001 * uneven).contraction - 0.9) < 1e-12)
    // A sensor turned by 90° makes the eigenvalues 1 ± ig, whose magnitude is above 1 for any gain.
    let turned = SquareMatrix<2> { row, column in row == column ? 0 : row == 0 ? 1 : -1 }
    #expect(abs((0.5 * turned).contraction - 1.25.squareRoot()) < 1e-12)
    // A shear converges as its diagonal does, however long that takes.
    let shear = SquareMatrix<2> { row, column in row == column ? 1 : row == 0 ? 50 : 0 }
    #expect(abs((0.5 * shear).contraction - 0.5) < 1e-6)
  }
}
