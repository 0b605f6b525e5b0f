internal import RealModule
public import RigCore

extension SquareMatrix {
  /// The factor by which a small error is multiplied at each step in the long run if every axis follows its own error,
  /// a ← a - g·e, with `gain` in 1/cm: the largest magnitude among the eigenvalues of 1 - g·J. Below 1 such a loop
  /// converges.
  ///
  /// By Gelfand's formula, the limit of ‖Mᵏ‖^(1/k), with k doubled by squaring.
  public func contraction(gain: Double) -> Double {
    var power = SquareMatrix { row, column in (row == column ? 1 : 0) - gain * self[row, column] }
    var logarithm = 0.0
    var exponent = 1.0
    for _ in 0..<40 {
      let size = power.largest
      guard size > 0, size.isFinite else { return size > 0 ? .infinity : 0 }
      logarithm += .log(size) / exponent
      let unit = power
      power = SquareMatrix { row, column in
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
}
