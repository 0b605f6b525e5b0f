import Foundation
import RigCore
import RigTestSupport
import Testing

@Suite struct SquareMatrixTests {
  private let matrix = SquareMatrix<2> { row, column in [[1, 2], [3, 4]][row][column] }

  @Test func `products by hand`() {
    let vector = PerAxis<2, Double> { axis in [5, 6][axis] }
    #expect(matrix.times(vector).values == [17, 39])
    #expect(matrix.transposedTimes(vector).values == [23, 34])
    #expect(matrix.gram == SquareMatrix { row, column in [[10, 14], [14, 20]][row][column] })
    #expect(matrix.trace == 5)
    #expect(matrix.norm == 30.0.squareRoot())
    #expect(vector.dot(vector) == 61 && vector.norm == 61.0.squareRoot())
  }

  @Test func `elements are set in place, a row and a column`() {
    var matrix = matrix
    matrix[0, 1] = 7
    #expect(matrix[0, 1] == 7 && matrix[1, 0] == 3 && matrix != self.matrix)
    #expect(SquareMatrix<3>(diagonal: 2) == SquareMatrix { row, column in row == column ? 2 : 0 })
  }

  @Test func `one axis is plain arithmetic, and a length is its size`() {
    let matrix = SquareMatrix<1>(diagonal: -3)
    #expect(matrix.times(PerAxis(2))[0] == -6 && matrix.transposedTimes(PerAxis(2))[0] == -6)
    #expect(matrix.gram[0, 0] == 9 && matrix.trace == -3 && matrix.norm == 3)
    #expect(PerAxis<1, Double>(-2).norm == 2)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `the products agree with each other`(seed: UInt64) {
    func check<let axes: Int>(_: SquareMatrix<axes>.Type) {
      var draws = SeededDraws(seed)
      let matrix: SquareMatrix<axes> = draws.normalMatrix()
      let left: PerAxis<axes, Double> = draws.normals()
      let right: PerAxis<axes, Double> = draws.normals()
      // xᵀ(Ay) = (Aᵀx)ᵀy, |Ay|² = yᵀ(AᵀA)y, tr(AᵀA) = |A|².
      #expect(abs(left.dot(matrix.times(right)) - matrix.transposedTimes(left).dot(right)) < 1e-12)
      let turned = matrix.times(right)
      #expect(abs(turned.dot(turned) - right.dot(matrix.gram.times(right))) < 1e-11)
      #expect(abs(matrix.gram.trace - matrix.norm * matrix.norm) < 1e-11)
    }
    check(SquareMatrix<1>.self)
    check(SquareMatrix<2>.self)
    check(SquareMatrix<4>.self)
  }

  @Test func `systems solved by hand`() {
    #expect(SquareMatrix<1>(diagonal: 5).positiveDefiniteSolution(PerAxis(10))[0] == 2)
    let two = SquareMatrix<2> { row, column in [[4, 2], [2, 3]][row][column] }
    let solution = two.positiveDefiniteSolution(PerAxis { axis in [2, 5][axis] })
    #expect(abs(solution[0] + 0.5) < 1e-15 && abs(solution[1] - 2) < 1e-15)
    // Pascal's matrix, whose rows times (1, 2, 3, 4) are whole numbers.
    let four = SquareMatrix<4> { row, column in
      [[1, 1, 1, 1], [1, 2, 3, 4], [1, 3, 6, 10], [1, 4, 10, 20]][row][column]
    }
    let whole = four.positiveDefiniteSolution(PerAxis { axis in [10, 30, 65, 119][axis] })
    for axis in 0..<4 { #expect(abs(whole[axis] - Double(axis + 1)) < 1e-12) }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `the solution of a random system is what it was made from`(seed: UInt64) {
    func check<let axes: Int>(_: SquareMatrix<axes>.Type) {
      var draws = SeededDraws(seed)
      let scale = draws.logUniform(1e-6...1e6)
      let root: SquareMatrix<axes> = draws.normalMatrix()
      var matrix = root.gram
      for row in 0..<axes {
        for column in 0..<axes { matrix[row, column] *= scale }
        matrix[row, row] += 0.1 * scale
      }
      let wanted: PerAxis<axes, Double> = draws.normals()
      let found = matrix.positiveDefiniteSolution(matrix.times(wanted))
      for axis in 0..<axes { #expect(abs(found[axis] - wanted[axis]) < 1e-11) }
    }
    check(SquareMatrix<1>.self)
    check(SquareMatrix<2>.self)
    check(SquareMatrix<4>.self)
  }

  @Test(arguments: [1e-100, 1e-6, 1, 1e6, 1e100])
  func `a matrix that cannot be inverted leaves the solution finite`(scale: Double) {
    func check<let axes: Int>(_: SquareMatrix<axes>.Type) {
      var draws = SeededDraws(3)
      let right: PerAxis<axes, Double> = draws.normals()
      // All rows alike, and a pivot that rounding has made negative.
      let alike = SquareMatrix<axes> { _, _ in scale }
      var negative = SquareMatrix<axes>(diagonal: scale)
      if axes > 1 { negative[axes - 1, axes - 1] = -1e-17 * scale }
      for matrix in [alike, negative] {
        let solution = matrix.positiveDefiniteSolution(right.map { value in value * scale })
        #expect(solution.values.allSatisfy { value in value.isFinite }, "\(matrix)")
      }
      // Where nothing moves the dot, no error asks for a move.
      let nowhere = PerAxis<axes, Double>(repeating: 0)
      #expect(SquareMatrix<axes>(diagonal: 0).positiveDefiniteSolution(nowhere) == nowhere)
    }
    check(SquareMatrix<1>.self)
    check(SquareMatrix<2>.self)
    check(SquareMatrix<4>.self)
  }
}
