internal import ComplexModule
internal import RealModule

/// The structured singular value µ of a complex matrix for complex numbers on a diagonal: 1 / (the least δ for which
/// `I - MΔ` is singular for some diagonal Δ of which no element exceeds δ).
///
/// The upper bound is the least greatest singular value of `D M D⁻¹` over all positive diagonal matrices D. It is µ
/// itself for up to three numbers, and within some percent of it for four.
///
/// Sources: A. Packard and J. Doyle, "The complex structured singular value", Automatica 29(1), 1993; E. E. Osborne, "On
/// pre-conditioning of matrices", Journal of the ACM 7(4), 1960, for the first D; J. A. Nelder and R. Mead, "A simplex
/// method for function minimization", Computer Journal 7(4), 1965, for the last.
enum StructuredSingularValue {
  /// An upper bound of µ that takes little time: with the D for which rows and columns are equally long.
  static func quickBound(_ matrix: ComplexMatrix) -> Double {
    value(matrix, balance(matrix))
  }

  /// The least upper bound of µ over all D.
  ///
  /// The logarithm of the bound is convex in those of the elements of D, of which the first is 1.
  static func bound(_ matrix: ComplexMatrix) -> Double {
    let first = balance(matrix)
    switch matrix.size {
    case 1: return value(matrix, first)
    case 2:
      return leastValue(near: first[1]) { scale in value(matrix, [first[0], scale]) }
    default: return leastValue(near: first) { scales in value(matrix, scales) }
    }
  }

  /// The greatest singular value of `D M D⁻¹`, if D has these logarithms.
  private static func value(_ matrix: ComplexMatrix, _ logarithms: [Double]) -> Double {
    ComplexMatrix(size: matrix.size) { row, column in
      matrix[row, column] * Complex(Double.exp(logarithms[row] - logarithms[column]))
    }.greatestSingularValue
  }

  /// The logarithms of the D that makes each row, without its diagonal, as long as the column.
  private static func balance(_ matrix: ComplexMatrix) -> [Double] {
    var logarithms = Array(repeating: 0.0, count: matrix.size)
    for _ in 0..<20 {
      for place in logarithms.indices {
        var (row, column) = (0.0, 0.0)
        for other in logarithms.indices where other != place {
          let scale = Double.exp(logarithms[place] - logarithms[other])
          row = .hypot(row, matrix[place, other].length * scale)
          column = .hypot(column, matrix[other, place].length / scale)
        }
        // A row or a column of zeros has no D that is the best: the smaller the other gets, the better.
        let turn = row == column ? 0 : 0.5 * Double.log(max(column, 1e-12) / max(row, 1e-12))
        logarithms[place] = min(max(logarithms[place] + turn, -20), 20)
      }
    }
    return logarithms.map { logarithm in logarithm - logarithms[0] }
  }

  /// The least value of a convex function of one number within 4 of `place`, by golden sections.
  private static func leastValue(near place: Double, _ value: (Double) -> Double) -> Double {
    -GoldenSection.greatest(between: place - 4, and: place + 4, sections: 48) { place in -value(place) }
  }

  /// The least value of a convex function near `start`, of which the first element stays, by Nelder and Mead's simplex.
  private static func leastValue(near start: [Double], _ value: ([Double]) -> Double) -> Double {
    var corners =
      [start]
      + start.indices.dropFirst().map { place in
        var corner = start
        corner[place] += 0.25
        return corner
      }
    var values = corners.map(value)
    for _ in 0..<200 {
      let order = values.indices.sorted { left, right in values[left] < values[right] }
      (corners, values) = (order.map { place in corners[place] }, order.map { place in values[place] })
      let last = corners.count - 1
      if values[last] - values[0] <= 1e-8 * values[0] { break }
      let middle = start.indices.map { place in
        corners.dropLast().reduce(0) { sum, corner in sum + corner[place] } / Double(last)
      }
      func beyond(_ share: Double) -> (corner: [Double], value: Double) {
        let corner = start.indices.map { place in middle[place] + share * (middle[place] - corners[last][place]) }
        return (corner, value(corner))
      }
      var found = beyond(1)
      if found.value < values[0] {
        let farther = beyond(2)
        if farther.value < found.value { found = farther }
      } else if found.value >= values[last - 1] {
        let nearer = beyond(found.value < values[last] ? 0.5 : -0.5)
        if nearer.value < min(found.value, values[last]) {
          found = nearer
        } else if found.value >= values[last] {
          corners = corners.map { corner in zip(corner, corners[0]).map { own, best in (own + best) / 2 } }
          values = corners.map(value)
          continue
        }
      }
      (corners[last], values[last]) = found
    }
    return values.min() ?? .infinity
  }
}
