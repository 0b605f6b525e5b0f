public import RealModule

/// Gradient descent with steps that grow smaller, so that noise is averaged away instead of followed for ever.
///
/// `α[k] = α / (1 + k/k₀)^p`,  `a[k+1] = a[k] - (α[k] / D₀) · 2 e[k]`
///
/// The error reaches zero in the mean square if Σα[k] diverges and Σα[k]² does not: ½ < p ≤ 1. At p = 1, with the
/// first gain g = 2αD/D₀, it does so like 1/k if g·k₀ exceeds ½, and like k^(-2gk₀) if not.
///
/// Source: H. Robbins and S. Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22(3), 1951
/// (their conditions on the step sizes a_n).
public struct DecayingRate<let axes: Int>: LinearRule, GainHalving, Sendable {
  /// The first step's learning rate α, above 0.
  @inlinable
  public var learningRate: Double { storedLearningRate }
  /// The assumed distance D₀ of the wall, above 0.
  public let assumedDistance: Length
  /// How the rate falls; a power of 0 is gradient descent.
  public let decay: RateDecay

  @usableFromInline
  var storedLearningRate: Double
  @usableFromInline
  var updates = 0
  @usableFromInline
  var rate: Double

  /// Descends with a rate that starts at `learningRate` and decays over `decaySteps` with the power `decayPower`.
  @inlinable
  public init(learningRate: Double, assumedDistance: Length, decaySteps: Double, decayPower: Double) {
    precondition(learningRate > 0 && learningRate.isFinite, "a learning rate is finite and above 0")
    precondition(assumedDistance > .zero, "an assumed distance is above 0 cm")
    storedLearningRate = learningRate
    self.assumedDistance = assumedDistance
    decay = RateDecay(steps: decaySteps, power: decayPower)
    rate = learningRate
  }

  @inlinable
  public mutating func update(_ command: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    rate = learningRate / decay.divisor(after: updates)
    updates += 1
    let correction = LinearForm.gain(learningRate: rate, assumedDistance: assumedDistance)
    return command.downhill(error, correctionPerCentimeter: correction)
  }

  @inlinable
  public mutating func reset() {
    updates = 0
  }

  /// Halves the learning rate α; the count of updates, by which it decays, goes on.
  @inlinable
  @inline(__always)
  public mutating func halveGain() {
    storedLearningRate /= 2
    rate /= 2
  }

  public var linearForm: LinearForm {
    LinearForm(learningRate: learningRate, assumedDistance: assumedDistance, decay: decay)
  }

  public var termNames: [String] { ["learningRate"] }

  @inlinable
  public var terms: RuleTerms {
    RuleTerms(rate)
  }
}

/// A rate that falls from update to update: `α[k] = α / (1 + k/k₀)^p`.
///
/// Source: H. Robbins and S. Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22(3), 1951
/// (their conditions on the step sizes a_n).
public struct RateDecay: Sendable, Equatable {
  /// The number of steps k₀ after which the decay shows, above 0.
  public let steps: Double
  /// The power p of the decay, at least 0; at 0 the rate stays.
  public let power: Double

  /// A decay over `steps` (above 0) with the power `power` (at least 0).
  @inlinable
  public init(steps: Double, power: Double) {
    precondition(steps > 0, "a decay takes more than 0 steps")
    precondition(power >= 0, "a decay's power is at least 0")
    self.steps = steps
    self.power = power
  }

  /// The divisor of the first rate after `updates` updates: `(1 + k/k₀)^p`.
  @inlinable
  public func divisor(after updates: Int) -> Double {
    .pow(1 + Double(updates) / steps, power)
  }
}

extension RuleParameters {
  /// The number of steps k₀ after which the decay shows.
  public var decaySteps: Parameter<Double> {
    Parameter("decaySteps", default: 10, .between(1e-3, 1e9), unit: "steps", "k₀: when the decay shows")
  }

  /// The power p of the decay.
  public var decayPower: Parameter<Double> {
    Parameter("decayPower", default: 0.7, .between(0, 10), "p: how steep the decay is")
  }
}

extension DecayingRate: DefinedRule {
  public static var definition: RuleDefinition { .decayingRate }

  public init(_ setup: RuleSetup) {
    self.init(
      learningRate: setup.learningRate, assumedDistance: .centimeters(setup.assumedDistance),
      decaySteps: setup.decaySteps, decayPower: setup.decayPower)
  }
}

extension RuleDefinition {
  /// The definition of ``DecayingRate``.
  public static let decayingRate = RuleDefinition(
    of: DecayingRate<1>.self, "decayingRate",
    [
      \.learningRate.description, \.assumedDistance.description, \.decaySteps.description, \.decayPower.description,
    ]
  ) { values, _ in
    "decaying rate, \(values.rateAndDistance)"
  }
}
