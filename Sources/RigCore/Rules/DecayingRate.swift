public import RealModule

/// Gradient descent whose steps grow smaller, so that noise is averaged away instead of followed for ever.
///
/// `α[k] = α / (1 + k/k₀)^p`,  `a[k+1] = a[k] - (α[k] / D₀) · 2 e[k]`
///
/// The error reaches zero in the mean square where Σα[k] diverges and Σα[k]² does not: ½ < p ≤ 1. At p = 1, with the
/// first gain g = 2αD/D₀, it does so like 1/k if g·k₀ exceeds ½, and like k^(-2gk₀) if not.
///
/// Source: H. Robbins and S. Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22(3), 1951
/// (their conditions on the step sizes a_n).
public struct DecayingRate<let axes: Int>: UpdateRule, Sendable {
  /// The first step's learning rate α, above 0.
  @inlinable
  public var learningRate: Double { storedLearningRate }
  /// The distance D₀ that the rule takes the wall to stand at, above 0.
  public let assumedDistance: Length
  /// The number of steps k₀ after which the decay shows, above 0.
  public let decaySteps: Double
  /// The power p of the decay, at least 0; 0 is gradient descent.
  public let decayPower: Double

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
    precondition(decaySteps > 0, "a decay takes more than 0 steps")
    precondition(decayPower >= 0, "a decay's power is at least 0")
    storedLearningRate = learningRate
    self.assumedDistance = assumedDistance
    self.decaySteps = decaySteps
    self.decayPower = decayPower
    rate = learningRate
  }

  @inlinable
  public mutating func update(_ aim: PerAxis<axes, Double>, error: PerAxis<axes, Length>) -> PerAxis<axes, Double> {
    rate = learningRate / .pow(1 + Double(updates) / decaySteps, decayPower)
    updates += 1
    let slopePerCentimeter = rate / assumedDistance.centimeters
    return PerAxis { axis in aim[axis] - slopePerCentimeter * (2 * error[axis].centimeters) }
  }

  @inlinable
  public mutating func reset() {
    updates = 0
  }

  /// The decay goes on from where it is.
  @inlinable
  @inline(__always)
  public mutating func slowDown() -> Bool {
    storedLearningRate /= 2
    rate /= 2
    return true
  }

  public static var termNames: [String] { ["learningRate"] }

  @inlinable
  public var terms: RuleTerms {
    RuleTerms(rate)
  }
}
