internal import RealModule
public import RigCore

// A loop whose axes all have the same rule, dead time and servo falls apart along the eigenvectors of its gains: each
// share of the error is that of a loop with one axis whose gain is the eigenvalue, a complex number.
extension SquareMatrix {
  /// The eigenvalues, in no particular order.
  ///
  /// By Faddeev and Le Verrier's recursion for the characteristic polynomial, which keeps its digits for as few rows as a
  /// rig has axes.
  ///
  /// Source: D. K. Faddeev and V. N. Faddeeva, *Computational Methods of Linear Algebra*, 1963, section 47.
  public var eigenvalues: [Pole] {
    let size = norm
    guard size > 0, size.isFinite else { return (0..<axes).map { _ in Pole(real: size) } }
    let unit = SquareMatrix { row, column in self[row, column] / size }
    var coefficients: [Double] = []
    var product = unit
    for degree in 1...axes {
      let coefficient = -product.trace / Double(degree)
      coefficients.append(coefficient)
      let shifted = SquareMatrix { row, column in product[row, column] + (row == column ? coefficient : 0) }
      product = SquareMatrix { row, column in
        var sum = 0.0
        for inner in 0..<axes { sum += unit[row, inner] * shifted[inner, column] }
        return sum
      }
    }
    return PolynomialRoots.roots(ofMonic: coefficients).map { root in
      Pole(real: size * root.real, imaginary: size * root.imaginary)
    }
  }
}

extension LinearLoop {
  /// The magnitude of a complex gain with the angle `phase`, in radians, below which the loop is stable; for the angle 0
  /// it is ``edge``, and 0 from a right angle on.
  ///
  /// Such a gain is an eigenvalue of the gains of a ``CoupledLoop``. Its angle adds to the lag of the open loop, so that
  /// the loop is at its edge where that lag is half a turn less the angle. Without dead time, momentum and a servo's lag
  /// that is `2 cos(phase)`.
  ///
  /// Complexity: as for ``edge``.
  public func edge(ofGainTurnedBy phase: Double) -> Double {
    let phase = phase.magnitude
    if phase == 0 { return edge }
    guard phase < .pi / 2, let frequency = Self.frequency(atWhich: lag, reaches: .pi - phase) else { return 0 }
    return unitGain(at: frequency)
  }
}
