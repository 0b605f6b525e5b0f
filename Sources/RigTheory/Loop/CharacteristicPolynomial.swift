extension LinearLoop {
  /// The coefficients of the characteristic polynomial, the highest power first, which is 1. Without momentum and a
  /// servo's lag it is `z^(d+1) - z^d + g`; factors z, which decay at once, are left out.
  public var characteristicPolynomial: [Double] {
    [1] + errorWeights.map { weight in -weight }
  }

  /// The roots of ``characteristicPolynomial``, in no particular order.
  ///
  /// Complexity: O(d²) a round of the iteration, some ten to a hundred rounds.
  public var roots: [Pole] {
    PolynomialRoots.roots(ofMonic: Array(characteristicPolynomial.dropFirst()))
  }

  /// The factor by which a step multiplies the error in the long run: the greatest magnitude of a root. Below 1 the
  /// loop is stable; without dead time, momentum and a servo's lag it is `|1 - g|`.
  ///
  /// Complexity: as for ``roots``.
  public var growthFactor: Double {
    roots.map(\.magnitude).max() ?? 0
  }

  /// The transient response of the loop in the long run.
  public enum Transient: Sendable, Equatable {
    /// The error is zero after as many steps as the polynomial has roots: all of them are 0.
    case deadbeat
    /// The error keeps its sign.
    case overdamped
    /// The error changes its sign at every step.
    case alternating
    /// The error oscillates with a period of so many steps, above 2.
    case oscillatory(period: Double)
  }

  /// The transient response in the long run, by the root of the greatest magnitude. If a real root and a pair of
  /// complex ones have the same magnitude, the pair counts.
  ///
  /// Complexity: as for ``roots``.
  public var transient: Transient {
    let roots = self.roots
    let greatest = roots.map(\.magnitude).max() ?? 0
    if greatest == 0 { return .deadbeat }
    // The iteration returns two equal real roots as a pair that is half of the digits apart.
    let angle = roots.filter { root in root.magnitude > greatest * (1 - 1e-7) }.map(\.angle.magnitude).max() ?? 0
    if angle < 1e-6 { return .overdamped }
    return angle > .pi - 1e-6 ? .alternating : .oscillatory(period: 2 * .pi / angle)
  }
}
