/// Nesterov's accelerated gradient: looks ahead along the last move, reads the error there, and steps from there.
///
/// `x[k+1] = a[k] - (α / D₀) · 2 e[k]`
/// `a[k+1] = x[k+1] + β (x[k+1] - x[k])`
///
/// The laser is turned to the look-ahead point `a`, since the error can be read only at the dot; `x` is the
/// sequence that converges.
///
/// Source: Yu. Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k²)", Soviet
/// Mathematics Doklady 27, 1983; constant β as in his *Introductory Lectures on Convex Optimization*, scheme (2.2.11).
public typealias Nesterov<let axes: Int> = InertialDescent<axes, LookAhead>

/// The move of Nesterov's rule, between the points to which the descent alone would have led.
public enum LookAhead: CarriedMove {
  @inlinable
  public static var looksAhead: Bool { true }
  public static var definition: RuleDefinition { .nesterov }
}

extension RuleDefinition {
  /// The definition of ``Nesterov``.
  public static let nesterov = RuleDefinition(
    of: Nesterov<1>.self, "nesterov",
    [\.learningRate.description, \.assumedDistance.description, \.momentum.description]
  ) { values, _ in
    "Nesterov momentum \(NumberRange.text(values.momentum)), \(values.rateAndDistance)"
  }
}
