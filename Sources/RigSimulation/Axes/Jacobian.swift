internal import RealModule
public import RigCore

/// How many centimetres each error changes for each axis' slope: the matrix of the partial derivatives, one row an error,
/// one column an axis. For one axis it is the distance.
public struct Jacobian<let axes: Int>: Sendable, Equatable {
  private var rows: PerAxis<axes, PerAxis<axes, Double>>

  /// The matrix whose element in `row` and `column`, both counted from 0, is `element`; finite.
  public init(_ element: (_ row: Int, _ column: Int) -> Double) {
    rows = PerAxis { row in PerAxis { column in element(row, column) } }
  }

  /// The change of the error `row` for the slope of the axis `column`, in cm.
  public subscript(row: Int, column: Int) -> Double { rows[row][column] }

  /// The singular values in cm, the largest first: the most and the least that a unit of slope moves the dot.
  ///
  /// The one-sided Jacobi method: pairs of columns are turned until all are orthogonal; their lengths are the values.
  ///
  /// Source: M. R. Hestenes, "Inversion of Matrices by Biorthogonalization and Related Results", Journal of the Society
  /// for Industrial and Applied Mathematics 6(1), 1958; G. H. Golub and C. F. Van Loan, "Matrix Computations", section
  /// 8.6.3.
  public var singularValues: PerAxis<axes, Double> {
    var columns = PerAxis<axes, PerAxis<axes, Double>> { column in PerAxis { row in rows[row][column] } }
    // A few sweeps do; the limit is for rounding errors that never come to rest.
    for _ in 0..<40 where !Self.sweep(&columns) { break }
    var lengths = columns.map { column in Self.product(column, column).squareRoot() }
    for last in stride(from: axes - 1, to: 0, by: -1) {
      for place in 0..<last where lengths[place] < lengths[place + 1] {
        (lengths[place], lengths[place + 1]) = (lengths[place + 1], lengths[place])
      }
    }
    return lengths
  }

  /// The ratio of the largest singular value to the smallest, at least 1: how much farther the dot moves in its easiest
  /// direction than in its hardest; infinite where it cannot move in some direction at all.
  public var conditionNumber: Double {
    let values = singularValues
    return values[axes - 1] > 0 ? values[0] / values[axes - 1] : .infinity
  }

  /// By what a small error is multiplied at each step in the long run if every axis follows its own error, a ← a - g·e,
  /// with `gain` in 1/cm: the largest magnitude among the eigenvalues of 1 - g·J. Below 1 such a loop converges.
  ///
  /// By Gelfand's formula, the limit of ‖Mᵏ‖^(1/k), with k doubled by squaring.
  public func contraction(gain: Double) -> Double {
    var power = Jacobian { row, column in (row == column ? 1 : 0) - gain * self[row, column] }
    var logarithm = 0.0
    var exponent = 1.0
    for _ in 0..<40 {
      let size = power.largest
      guard size > 0, size.isFinite else { return size > 0 ? .infinity : 0 }
      logarithm += .log(size) / exponent
      let unit = power
      power = Jacobian { row, column in
        var sum = 0.0
        for inner in 0..<axes { sum += unit[row, inner] / size * (unit[inner, column] / size) }
        return sum
      }
      exponent *= 2
    }
    return .exp(logarithm)
  }

  private var largest: Double {
    var size = 0.0
    for row in 0..<axes {
      for column in 0..<axes { size = max(size, self[row, column].magnitude) }
    }
    return size
  }

  /// Turns each pair of columns once; false where all were orthogonal already.
  private static func sweep(_ columns: inout PerAxis<axes, PerAxis<axes, Double>>) -> Bool {
    var hasTurned = false
    for first in 0..<axes {
      for second in first + 1..<axes {
        let (left, right) = (columns[first], columns[second])
        let (a, b, c) = (product(left, left), product(right, right), product(left, right))
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

  private static func product(_ left: PerAxis<axes, Double>, _ right: PerAxis<axes, Double>) -> Double {
    var sum = 0.0
    for row in 0..<axes { sum += left[row] * right[row] }
    return sum
  }
}
