internal import ComplexModule
internal import RealModule

/// A square matrix of complex numbers, row by row.
struct ComplexMatrix {
  let size: Int
  private var elements: [Complex<Double>]

  init(size: Int, _ element: (_ row: Int, _ column: Int) -> Complex<Double>) {
    self.size = size
    elements = []
    elements.reserveCapacity(size * size)
    for row in 0..<size {
      for column in 0..<size { elements.append(element(row, column)) }
    }
  }

  subscript(row: Int, column: Int) -> Complex<Double> {
    get { elements[row * size + column] }
    set { elements[row * size + column] = newValue }
  }

  /// The inverse, by Gauss and Jordan's elimination with the greatest pivots; nil if the matrix is singular.
  var inverse: ComplexMatrix? {
    var rest = self
    var inverse = ComplexMatrix(size: size) { row, column in row == column ? .one : .zero }
    for column in 0..<size {
      let pivot =
        (column..<size).max { left, right in rest[left, column].length < rest[right, column].length } ?? column
      let greatest = rest[pivot, column]
      guard greatest.length > 0, greatest.isFinite else { return nil }
      rest.swap(column, pivot)
      inverse.swap(column, pivot)
      for place in 0..<size {
        rest[column, place] /= greatest
        inverse[column, place] /= greatest
      }
      for row in 0..<size where row != column {
        let factor = rest[row, column]
        if factor == .zero { continue }
        for place in 0..<size {
          rest[row, place] -= factor * rest[column, place]
          inverse[row, place] -= factor * inverse[column, place]
        }
      }
    }
    return inverse
  }

  private mutating func swap(_ first: Int, _ second: Int) {
    for place in 0..<size { elements.swapAt(first * size + place, second * size + place) }
  }

  /// The greatest singular value: the root of the greatest eigenvalue of the product of the conjugate transpose with the
  /// matrix.
  ///
  /// Jacobi's method, on the real symmetric matrix of twice the size with the same eigenvalues.
  ///
  /// Source: G. H. Golub and C. F. Van Loan, *Matrix Computations*, section 8.5 (Jacobi's method).
  var greatestSingularValue: Double {
    var gram = Matrix(size: 2 * size) { row, column in
      var sum = Complex<Double>.zero
      for inner in 0..<size { sum += self[inner, row % size].conjugate * self[inner, column % size] }
      if (row < size) == (column < size) { return sum.real }
      return row < size ? -sum.imaginary : sum.imaginary
    }
    return max(0, gram.diagonalize()).squareRoot()
  }
}

extension Matrix {
  /// Makes a symmetric matrix diagonal by turns of two rows and columns, and returns its greatest eigenvalue.
  fileprivate mutating func diagonalize() -> Double {
    for _ in 0..<30 {
      var hasTurned = false
      for first in 0..<size {
        for second in first + 1..<size {
          let (a, b, c) = (self[first, first], self[second, second], self[first, second])
          guard c.magnitude > 1e-15 * max(a.magnitude, b.magnitude) else { continue }
          hasTurned = true
          let cotangent = (b - a) / (2 * c)
          let tangent = (cotangent < 0 ? -1 : 1) / (cotangent.magnitude + Double.hypot(1, cotangent))
          let cosine = 1 / Double.hypot(1, tangent)
          turn(first, second, cosine: cosine, sine: tangent * cosine)
        }
      }
      if !hasTurned { break }
    }
    return (0..<size).map { place in self[place, place] }.max() ?? 0
  }

  private mutating func turn(_ first: Int, _ second: Int, cosine: Double, sine: Double) {
    for place in 0..<size {
      let (left, right) = (self[first, place], self[second, place])
      self[first, place] = cosine * left - sine * right
      self[second, place] = sine * left + cosine * right
    }
    for place in 0..<size {
      let (left, right) = (self[place, first], self[place, second])
      self[place, first] = cosine * left - sine * right
      self[place, second] = sine * left + cosine * right
    }
  }
}
