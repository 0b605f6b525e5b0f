/// A matrix with a row for each error and a column for each command of a rig, kept in place.
public struct SquareMatrix<let axes: Int>: Sendable, Equatable {
  @usableFromInline
  var rows: PerAxis<axes, PerAxis<axes, Double>>

  /// The matrix whose element in a row and a column is `element(row, column)`.
  @inlinable
  public init(_ element: (_ row: Int, _ column: Int) -> Double) {
    rows = PerAxis { row in PerAxis { column in element(row, column) } }
  }

  /// `value` on the diagonal and 0 elsewhere.
  @inlinable
  public init(diagonal value: Double) {
    self.init { row, column in row == column ? value : 0 }
  }

  /// The element in `row` and `column`, both in `0..<axes`.
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    get { rows[row][column] }
    set { rows[row][column] = newValue }
  }

  /// The matrix with every element multiplied by `factor`.
  @inlinable
  public static func * (factor: Double, matrix: SquareMatrix) -> SquareMatrix {
    SquareMatrix { row, column in factor * matrix[row, column] }
  }

  /// The product with a column vector.
  @inlinable
  public func times(_ vector: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    PerAxis { row in rows[row].dot(vector) }
  }

  /// The product of the transposed matrix with a column vector.
  @inlinable
  public func transposedTimes(_ vector: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    PerAxis { column in
      var sum = 0.0
      for row in 0..<axes { sum += rows[row][column] * vector[row] }
      return sum
    }
  }

  /// The product of the transposed matrix with the matrix itself.
  @inlinable
  public var gram: SquareMatrix {
    SquareMatrix { row, column in
      var sum = 0.0
      for inner in 0..<axes { sum += rows[inner][row] * rows[inner][column] }
      return sum
    }
  }

  /// The sum of the diagonal.
  @inlinable
  public var trace: Double {
    var sum = 0.0
    for axis in 0..<axes { sum += rows[axis][axis] }
    return sum
  }

  /// The root of the sum of all squares (the Frobenius norm).
  @inlinable
  public var norm: Double {
    var sum = 0.0
    for row in 0..<axes { sum += rows[row].dot(rows[row]) }
    return sum.squareRoot()
  }

  /// The solution x of `self · x = right` for a symmetric and positive definite matrix, by Cholesky's factorisation; a
  /// pivot that rounding has made too small is replaced by the smallest that is safe to divide by.
  @inlinable
  public func positiveDefiniteSolution(_ right: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    var factor = self
    let smallest = max(trace, .leastNormalMagnitude) * 1e-15
    for column in 0..<axes {
      var pivot = self[column, column]
      for inner in 0..<column { pivot -= factor[column, inner] * factor[column, inner] }
      let root = max(pivot, smallest).squareRoot()
      factor[column, column] = root
      for row in (column + 1)..<max(axes, column + 1) {
        var sum = self[row, column]
        for inner in 0..<column { sum -= factor[row, inner] * factor[column, inner] }
        factor[row, column] = sum / root
      }
    }
    var solution = right
    for row in 0..<axes {
      for inner in 0..<row { solution[row] -= factor[row, inner] * solution[inner] }
      solution[row] /= factor[row, row]
    }
    for row in (0..<axes).reversed() {
      for inner in (row + 1)..<max(axes, row + 1) { solution[row] -= factor[inner, row] * solution[inner] }
      solution[row] /= factor[row, row]
    }
    return solution
  }
}

extension PerAxis where Element == Double {
  /// The scalar product with `other`.
  @inlinable
  public func dot(_ other: Self) -> Double {
    var sum = 0.0
    for axis in 0..<axes { sum += storage[axis] * other.storage[axis] }
    return sum
  }

  /// The Euclidean norm: the root of the sum of the squares.
  @inlinable
  public var norm: Double {
    axes == 1 ? storage[0].magnitude : dot(self).squareRoot()
  }

  /// Each value times `factor`.
  @inlinable
  public func scaled(by factor: Double) -> Self {
    map { value in value * factor }
  }
}
