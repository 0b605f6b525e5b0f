import RealModule
import RigCore
import RigSimulation
import RigTestSupport
import Testing

@Suite struct SingularValuesTests {
  private func values<let axes: Int>(_ matrix: SquareMatrix<axes>) -> [Double] { matrix.singularValues.values }

  @Test func `the singular values of matrices that are known`() {
    #expect(values(SquareMatrix<1>(diagonal: -300)) == [300])
    #expect(agree(values(SquareMatrix<2>(diagonal: 3)), [3, 3]))
    // [[3, 0], [4, 5]]: the squares are 45 and 5.
    let lower = SquareMatrix<2> { row, column in [[3, 0], [4, 5]][row][column] }
    let golden = 5.0.squareRoot()
    #expect(agree(values(lower), [3 * golden, golden]))
    #expect(abs(lower.conditionNumber - 3) < 1e-12)
    // The second-difference matrix of four points: 2 - 2cos(kπ/5).
    let differences = SquareMatrix<4> { row, column in row == column ? 2 : abs(row - column) == 1 ? -1 : 0 }
    #expect(
      agree(values(differences), [(5 + golden) / 2, (3 + golden) / 2, (5 - golden) / 2, (3 - golden) / 2]))
    let hilbert = SquareMatrix<4> { row, column in 1 / Double(row + column + 1) }
    #expect(abs(hilbert.conditionNumber / 15513.7387389294 - 1) < 1e-9)
  }

  @Test func `a matrix that leaves a direction out`() {
    let flat = SquareMatrix<2> { _, column in column == 0 ? 1 : 2 }
    #expect(abs(flat.singularValues[0] - 10.0.squareRoot()) < 1e-12 && flat.singularValues[1] < 1e-12)
    #expect(flat.conditionNumber > 1e12)
    #expect(SquareMatrix<4>(diagonal: 0).conditionNumber == .infinity)
  }

  @Test(arguments: 0..<50) func `turning rows or columns leaves the singular values`(seed: UInt64) {
    var generator = Xoshiro256PlusPlus(seed: seed)
    let matrix = SquareMatrix<4> { _, _ in .random(in: -1...1, using: &generator) }
    let angle = Double.random(in: 0...6, using: &generator)
    let (cosine, sine) = (Double.cos(angle), Double.sin(angle))
    func turned(_ element: (Int, Int) -> Double) -> SquareMatrix<4> {
      SquareMatrix { row, column in
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
}
