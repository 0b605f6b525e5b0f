/// Gradient descent that carries on a share of its last move: ``Momentum`` and ``Nesterov``, which differ in what they
/// take for that move.
///
/// `x[k+1] = a[k] - (α / D₀) · 2 e[k]`
/// `a[k+1] = x[k+1] + β (p[k+1] - p[k])`
///
/// with `p[k+1] = a[k]` for the heavy ball and `p[k+1] = x[k+1]` for a rule that looks ahead; `p[0] = a[0]`.
public struct InertialDescent<let axes: Int, Carried: CarriedMove>: LinearRule, GainHalving, Sendable {
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
  /// The point from which the last move counts; nil before the first update.
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
    let point = Carried.looksAhead ? downhill : command
    previous = point
    return PerAxis { axis in downhill[axis] + momentum * (point[axis] - last[axis]) }
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
      learningRate: learningRate, assumedDistance: assumedDistance,
      inertia: Carried.looksAhead ? .lookAhead(momentum) : .heavyBall(momentum))
  }

  public var termNames: [String] { ["learningRate", "momentum"] }

  @inlinable
  public var terms: RuleTerms {
    RuleTerms(descent.learningRate, momentum)
  }
}

/// The move of which an ``InertialDescent`` carries on a share.
public protocol CarriedMove: Sendable {
  /// True if the move includes the latest correction, so that the rule looks ahead along it.
  static var looksAhead: Bool { get }
  /// The definition of the rule.
  static var definition: RuleDefinition { get }
}

extension InertialDescent: LightRule {
  public static var definition: RuleDefinition { Carried.definition }

  public init(_ setup: RuleSetup) {
    self.init(
      learningRate: setup.learningRate, assumedDistance: .centimeters(setup.assumedDistance), momentum: setup.momentum)
  }
}

extension RuleParameters {
  /// The share β of the last move that carries on.
  public var momentum: Parameter<Double> {
    Parameter("momentum", default: 0.5, .below(1, from: 0), "β: the share of the last move that carries on")
  }
}
