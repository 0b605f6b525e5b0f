import RigCore

/// Least squares over all readings at once, with a prior, the slow way: what a recursive fit has to come to.
struct BatchLeastSquares {
  /// The sum of the weighted squares of the readings' rows, and of their products with what was read.
  private var normal: [[Double]]
  private var right: [Double]

  /// Unknowns with the means `prior` and the precisions (one over the variance) `precision`.
  init(prior: [Double], precision: [Double]) {
    normal = precision.indices.map { row in
      precision.indices.map { column in row == column ? precision[row] : 0 }
    }
    right = zip(prior, precision).map { mean, precision in mean * precision }
  }

  /// Takes in that `row` times the unknowns was read as `value`, with noise of the given variance.
  mutating func take(_ row: [Double], _ value: Double, variance: Double) {
    for place in row.indices {
      for other in row.indices { normal[place][other] += row[place] * row[other] / variance }
      right[place] += row[place] * value / variance
    }
  }

  /// Everything so far weighs `factor` of what it did, the prior too.
  mutating func forget(_ factor: Double) {
    normal = normal.map { row in row.map { value in value * factor } }
    right = right.map { value in value * factor }
  }

  /// The most likely unknowns.
  var solution: [Double] { Self.solve(normal, right) }

  /// The variance of `row` times the unknowns.
  func variance(of row: [Double]) -> Double {
    zip(row, Self.solve(normal, row)).reduce(0) { sum, pair in sum + pair.0 * pair.1 }
  }

  /// Gauss's elimination with pivots.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var rows = zip(matrix, right).map { row, value in row + [value] }
    let count = right.count
    for column in 0..<count {
      let pivot = (column..<count).max { rows[$0][column].magnitude < rows[$1][column].magnitude } ?? column
      rows.swapAt(column, pivot)
      for row in 0..<count where row != column {
        let factor = rows[row][column] / rows[column][column]
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    return (0..<count).map { row in rows[row][count] / rows[row][row] }
  }
}
