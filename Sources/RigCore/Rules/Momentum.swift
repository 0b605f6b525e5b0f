/// Gradient descent with a heavy ball: a share of the last move is added to the next.
///
/// `a[k+1] = a[k] - (α / D₀) · 2 e[k] + β (a[k] - a[k-1])`
///
/// The last move is the difference of the laser's real commands, so a rule that ran into the end of the travel stops
/// there instead of pressing on. Stable for 0 ≤ β < 1 and 0 < g < 2(1 + β), with `g = 2αD/D₀`.
///
/// Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational
/// Mathematics and Mathematical Physics 4(5), 1964 (the heavy-ball method).
public typealias Momentum<let axes: Int> = InertialDescent<axes, HeavyBall>

/// The move of the heavy ball, from the last command to the present one.
public enum HeavyBall: CarriedMove {
  @inlinable
  public static var looksAhead: Bool { false }
  public static var definition: RuleDefinition { .momentum }
}

extension RuleDefinition {
  /// The definition of ``Momentum``, the heavy-ball method.
  public static let momentum = RuleDefinition(
    of: Momentum<1>.self, "momentum",
    [\.learningRate.description, \.assumedDistance.description, \.momentum.description]
  ) { values, _ in
    "momentum \(NumberRange.text(values.momentum)), \(values.rateAndDistance)"
  }
}
