/// A square matrix whose size is known only when the program runs, row by row.
struct Matrix: Equatable {
  let size: Int
  private var elements: [Double]

  init(size: Int, _ element: (_ row: Int, _ column: Int) -> Double) {
    self.size = size
    elements = []
    elements.reserveCapacity(size * size)
    for row in 0..<size {
      for column in 0..<size { elements.append(element(row, column)) }
    }
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[row * size + column] }
    set { elements[row * size + column] = newValue }
  }

  var transposed: Matrix { Matrix(size: size) { row, column in self[column, row] } }

  /// The greatest of the elements' magnitudes.
  var greatest: Double { elements.reduce(0) { greatest, element in max(greatest, element.magnitude) } }

  static func + (left: Matrix, right: Matrix) -> Matrix {
    var sum = left
    for place in sum.elements.indices { sum.elements[place] += right.elements[place] }
    return sum
  }

  static func * (left: Matrix, right: Matrix) -> Matrix {
    let size = left.size
    var product = Matrix(size: size) { _, _ in 0 }
    for row in 0..<size {
      for inner in 0..<size {
        let factor = left.elements[row * size + inner]
        if factor == 0 { continue }
        for column in 0..<size {
          product.elements[row * size + column] += factor * right.elements[inner * size + column]
        }
      }
    }
    return product
  }

  /// The quadratic form `vectorᵀ · self · vector`.
  func form(_ vector: [Double]) -> Double {
    var sum = 0.0
    for row in 0..<size {
      for column in 0..<size { sum += vector[row] * elements[row * size + column] * vector[column] }
    }
    return sum
  }

  /// The matrix of a recursion: it moves the recursion's last values, the latest first, on by a step.
  static func companion(_ weights: [Double]) -> Matrix {
    Matrix(size: weights.count) { row, column in
      row == 0 ? weights[column] : column == row - 1 ? 1 : 0
    }
  }

  /// All zeros except for a one in the first corner.
  static func corner(size: Int) -> Matrix {
    Matrix(size: size) { row, column in row == 0 && column == 0 ? 1 : 0 }
  }
}
