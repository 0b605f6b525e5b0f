internal import RealModule

extension SquareMatrix {
  /// The factor by which a small error is multiplied at each step in the long run, with these loop gains from each axis
  /// to each error: the largest magnitude among the eigenvalues of 1 - G. Below 1 the loop converges.
  ///
  /// By Gelfand's formula, the limit of ‖Mᵏ‖^(1/k), with k doubled by squaring.
  public var contraction: Double {
    var power = SquareMatrix { row, column in (row == column ? 1 : 0) - self[row, column] }
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

extension SquareMatrix {
  /// The greatest angle of an eigenvalue from the positive real axis, 0...π radians. A loop in which every axis follows
  /// its own error converges for gains up to `2 cos(angle) / |eigenvalue|`: for none from a right angle on.
  ///
  /// Exact for one and two axes; for more it is told only whether a small gain converges (0) or does not (π).
  public var greatestPhase: Double {
    if axes == 1 { return self[0, 0] > 0 ? 0 : .pi }
    if axes == 2 {
      let half = (self[0, 0] + self[1, 1]) / 2
      let determinant = self[0, 0] * self[1, 1] - self[0, 1] * self[1, 0]
      let square = half * half - determinant
      if square < 0 { return Double.atan2(y: (-square).squareRoot(), x: half) }
      return half - square.squareRoot() > 0 ? 0 : .pi
    }
    let gain = norm > 0 ? 1e-3 / norm : 0
    return (gain * self).contraction < 1 ? 0 : .pi
  }
}
