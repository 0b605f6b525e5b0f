/// Gradient descent with a heavy ball: a share of the last move is added to the next.
///
/// `a[k+1] = a[k] - (α / D₀) · 2 e[k] + β (a[k] - a[k-1])`
///
/// The last move is the difference of the laser's real commands, so a rule that ran into the end of the travel stops
/// there instead of pressing on. Stable for 0 ≤ β < 1 and 0 < g < 2(1 + β), with `g = 2αD/D₀`.
///
/// Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational
/// Mathematics and Mathematical Physics 4(5), 1964 (the heavy-ball method).
public struct Momentum<let axes: Int>: LinearRule, GainHalving, Sendable {
  /// The share β of the last move that carries on, in 0..<1.
  public let momentum: Double
  /// The learning rate α, above 0.
  @inlinable
  public var learningRate: Double { descent.learningRate }
  /// The assumed distance D₀ of the wall, above 0.
  @inlinable
  public var assumedDistance: Length { descent.assumedDistance }

  @usableFromInline
  var descent: GradientDescent<axes>
  @usableFromInline
  var previous: PerAxis<axes, Double>?

  /// Gradient descent with the share `momentum` (0..<1) of the last move added to the next.
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
    previous = command
    return PerAxis { axis in downhill[axis] + momentum * (command[axis] - last[axis]) }
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
      learningRate: descent.learningRate, assumedDistance: descent.assumedDistance, inertia: .heavyBall(momentum))
  }

  public var termNames: [String] { ["learningRate", "momentum"] }

  @inlinable
  public var terms: RuleTerms {
    RuleTerms(descent.learningRate, momentum)
  }
}

extension RuleParameters {
  /// The share β of the last move that carries on.
  public var momentum: Parameter<Double> {
    Parameter("momentum", default: 0.5, .below(1, from: 0), "β: the share of the last move that carries on")
  }
}

extension Momentum: LightRule {
  public static var definition: RuleDefinition { .momentum }

  public init(_ setup: RuleSetup) {
    self.init(
      learningRate: setup.learningRate, assumedDistance: .centimeters(setup.assumedDistance), momentum: setup.momentum)
  }
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
