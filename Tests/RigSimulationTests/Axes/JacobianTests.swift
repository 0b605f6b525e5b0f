import RealModule
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct JacobianTests {
  private func values<let axes: Int>(_ matrix: Jacobian<axes>) -> [Double] { matrix.singularValues.values }

  @Test func `the singular values of matrices that are known`() {
    #expect(values(Jacobian<1> { _, _ in -300 }) == [300])
    #expect(agree(values(Jacobian<2> { row, column in row == column ? 3 : 0 }), [3, 3]))
    // [[3, 0], [4, 5]]: the squares are 45 and 5.
    let lower = Jacobian<2> { row, column in [[3, 0], [4, 5]][row][column] }
    let golden = 5.0.squareRoot()
    #expect(agree(values(lower), [3 * golden, golden]))
    #expect(abs(lower.conditionNumber - 3) < 1e-12)
    // The second-difference matrix of four points: 2 - 2cos(kπ/5).
    let differences = Jacobian<4> { row, column in row == column ? 2 : abs(row - column) == 1 ? -1 : 0 }
    #expect(
      agree(values(differences), [(5 + golden) / 2, (3 + golden) / 2, (5 - golden) / 2, (3 - golden) / 2]))
    let hilbert = Jacobian<4> { row, column in 1 / Double(row + column + 1) }
    #expect(abs(hilbert.conditionNumber / 15513.7387389294 - 1) < 1e-9)
  }

  @Test func `a matrix that leaves a direction out`() {
    let flat = Jacobian<2> { _, column in column == 0 ? 1 : 2 }
    #expect(abs(flat.singularValues[0] - 10.0.squareRoot()) < 1e-12 && flat.singularValues[1] < 1e-12)
    #expect(flat.conditionNumber > 1e12)
    #expect(Jacobian<4> { _, _ in 0 }.conditionNumber == .infinity)
  }

  @Test(arguments: 0..<50) func `turning rows or columns leaves the singular values`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let matrix = Jacobian<4> { _, _ in .random(in: -1...1, using: &generator) }
    let angle = Double.random(in: 0...6, using: &generator)
    let (cosine, sine) = (Double.cos(angle), Double.sin(angle))
    func turned(_ element: (Int, Int) -> Double) -> Jacobian<4> {
      Jacobian { row, column in
        switch row {
        case 1: cosine * element(1, column) - sine * element(3, column)
        case 3: sine * element(1, column) + cosine * element(3, column)
        default: element(row, column)
        }
      }
    }
    let rows = turned { row, column in matrix[row, column] }
    let columns = turned { row, column in matrix[column, row] }
    #expect(agree(values(rows), values(matrix), within: 1e-12))
    #expect(agree(values(columns), values(matrix), within: 1e-12))
    // Their squares add up to those of all elements.
    let squares = (0..<16).reduce(0) { sum, place in
      sum + matrix[place / 4, place % 4] * matrix[place / 4, place % 4]
    }
    #expect(abs(values(matrix).reduce(0) { sum, value in sum + value * value } - squares) < 1e-12)
  }

  @Test func `what a loop leaves of an error`() {
    let even = Jacobian<2> { row, column in row == column ? 300 : 0 }
    #expect(abs(even.contraction(gain: 0.2 / 300) - 0.8) < 1e-12)
    #expect(abs(even.contraction(gain: 3 / 300) - 2) < 1e-12)
    #expect(even.contraction(gain: 1 / 300) < 1e-12)
    // Uneven: the slower of 0.9 and 0.6.
    let uneven = Jacobian<2> { row, column in row == column ? [100, 400][row] : 0 }
    #expect(abs(uneven.contraction(gain: 0.001) - 0.9) < 1e-12)
    // A sensor turned by 90° makes the eigenvalues 1 ± ig, whose magnitude is above 1 for any gain.
    let turned = Jacobian<2> { row, column in row == column ? 0 : row == 0 ? 1 : -1 }
    #expect(abs(turned.contraction(gain: 0.5) - 1.25.squareRoot()) < 1e-12)
    // A shear converges as its diagonal does, however long that takes.
    let shear = Jacobian<2> { row, column in row == column ? 1 : row == 0 ? 50 : 0 }
    #expect(abs(shear.contraction(gain: 0.5) - 0.5) < 1e-6)
  }
}
