public import RigCore

/// For the matrix that has how many centimetres each error changes for each axis' slope.
extension SquareMatrix {
  /// The singular values in cm, the largest first: the most and the least that a unit of slope moves the dot.
  ///
  /// The one-sided Jacobi method: pairs of columns are turned until all are orthogonal; their lengths are the values.
  ///
  /// Source: M. R. Hestenes, "Inversion of Matrices by Biorthogonalization and Related Results", Journal of the Society
  /// for Industrial and Applied Mathematics 6(1), 1958; G. H. Golub and C. F. Van Loan, "Matrix Computations", section
  /// 8.6.3.
  public var singularValues: PerAxis<axes, Double> {
    var columns = PerAxis<axes, PerAxis<axes, Double>> { column in PerAxis { row in self[row, column] } }
    // A few sweeps are enough; the limit is for rounding errors that never settle.
    for _ in 0..<40 where !Self.sweep(&columns) { break }
    var lengths = columns.map { column in column.norm }
    for last in stride(from: axes - 1, to: 0, by: -1) {
      for place in 0..<last where lengths[place] < lengths[place + 1] {
        (lengths[place], lengths[place + 1]) = (lengths[place + 1], lengths[place])
      }
    }
    return lengths
  }

  /// The ratio of the largest singular value to the smallest, at least 1: how much farther the dot moves in its easiest
  /// direction than in its hardest; infinite if it cannot move in some direction at all.
  public var conditionNumber: Double {
    let values = singularValues
    return values[axes - 1] > 0 ? values[0] / values[axes - 1] : .infinity
  }

  /// Turns each pair of columns once; false if all were orthogonal already.
  private static func sweep(_ columns: inout PerAxis<axes, PerAxis<axes, Double>>) -> Bool {
    var hasTurned = false
    for first in 0..<axes {
      for second in first + 1..<axes {
        let (left, right) = (columns[first], columns[second])
        let (a, b, c) = (left.dot(left), right.dot(right), left.dot(right))
        guard c.magnitude > 1e-15 * (a * b).squareRoot() else { continue }
        hasTurned = true
        let cotangent = (b - a) / (2 * c)
        let tangent = (cotangent < 0 ? -1 : 1) / (cotangent.magnitude + (1 + cotangent * cotangent).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        let sine = tangent * cosine
        columns[first] = PerAxis { row in cosine * left[row] - sine * right[row] }
        columns[second] = PerAxis { row in sine * left[row] + cosine * right[row] }
      }
    }
    return hasTurned
  }
}
