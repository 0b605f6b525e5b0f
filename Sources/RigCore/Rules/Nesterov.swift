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
public struct Nesterov<let axes: Int>: LinearRule, GainHalving, Sendable {
  /// The share β of the last move by which to look ahead, in 0..<1.
  public let momentum: Double

  @usableFromInline
  var descent: GradientDescent<axes>
  @usableFromInline
  var previous: PerAxis<axes, Double>?

  /// Looks ahead by the share `momentum` (0..<1) of the last move.
  @inlinable
  public init(learningRate: Double, assumedDistance: Length, momentum: Double) {
    precondition((0..<1).contains(momentum), "a momentum is at least 0 and below 1")
    self.momentum = momentum
    descent = GradientDescent(learningRate: learningRate, assumedDistance: assumedDistance)
  }

  @inlinable
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    let last = previous ?? command
    let downhill = descent.update(command, error: error)
    previous = downhill
    return PerAxis { axis in downhill[axis] + momentum * (downhill[axis] - last[axis]) }
  }

  @inlinable
  public mutating func reset() {
    previous = nil
  }

  @inlinable
  @inline(__always)
  public mutating func halveGain() { descent.halveGain() }

  public var linearForm: LinearForm {
    LinearForm(
      learningRate: descent.learningRate, assumedDistance: descent.assumedDistance, inertia: .lookAhead(momentum))
  }

  public var termNames: [String] { ["learningRate", "momentum"] }

  @inlinable
  public var terms: RuleTerms {
    RuleTerms(descent.learningRate, momentum)
  }
}

extension Nesterov: LightRule {
  public static var definition: RuleDefinition { .nesterov }

  public init(_ setup: RuleSetup) {
    self.init(
      learningRate: setup.learningRate, assumedDistance: .centimeters(setup.assumedDistance), momentum: setup.momentum)
  }
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
