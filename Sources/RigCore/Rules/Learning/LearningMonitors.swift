/// Detects a rule that pushes against the end of the travel without effect: as long as nothing moves nothing is
/// learned, so a wrong sense would keep the rule there for ever.
@usableFromInline
struct Standstill<let axes: Int>: Sendable {
  /// The position of the actuator when it was last told to move; nil if it was not.
  @usableFromInline
  var wish: PerAxis<axes, Double>?
  @usableFromInline
  var count = 0

  @inlinable
  init() {}

  /// Takes note of the position of the actuator; true if it has ignored the last three commands.
  @inlinable
  mutating func hasCome(to command: PerAxis<axes, Double>) -> Bool {
    count = wish == command ? count + 1 : 0
    return count >= 3
  }

  /// Takes note of the move that the actuator is told to make.
  @inlinable
  mutating func tell(_ move: PerAxis<axes, Double>, from command: PerAxis<axes, Double>) {
    wish = move.norm > 1e-6 ? command : nil
  }
}

/// Detects that the learned response cannot be true: no wall stands at the learned distance, or the rule pushes against
/// the end of the travel without effect.
@usableFromInline
struct ImplausibilityMonitor<let axes: Int>: Sendable {
  @usableFromInline
  var standstill = Standstill<axes>()
  @usableFromInline
  var impossible = 0

  @inlinable
  init() {}

  /// True if it is time to start anew.
  @inlinable
  mutating func isImplausible(
    at command: PerAxis<axes, Double>, fit: HypothesisBank<axes>, plausible: PlausibleDistance
  ) -> Bool {
    let isStuck = standstill.hasCome(to: command)
    let model = fit.models[fit.mostLikely]
    let size = model.distance.magnitude
    let deviation = 3 * model.distanceDeviation
    // The response of coupled axes can be larger than any distance.
    let greatest = (axes == 1 ? 1.5 : 4) * plausible.farthest.centimeters
    let isImpossible = model.isTooNear(for: plausible) || size - deviation > greatest
    impossible = isImpossible && fit.age > 2 ? impossible + 1 : 0
    return isStuck || impossible >= 3
  }
}

extension ResponseModel {
  /// True if the learned distance is clearly shorter than any that there could be: the dot does not follow.
  @inlinable
  func isTooNear(for plausible: PlausibleDistance) -> Bool {
    distance.magnitude + 3 * distanceDeviation < 0.7 * plausible.nearest.centimeters
  }
}

/// A second fit, begun after the one in use, that finds out whether the target or the wall has changed since.
///
/// Source: A. S. Willsky and H. L. Jones, "A Generalized Likelihood Ratio Approach to the Detection and Estimation of
/// Jumps in Linear Systems", IEEE Transactions on Automatic Control 21(1), 1976.
@usableFromInline
struct ChangeDetector<let axes: Int>: Sendable {
  /// The number of readings without a decision after which the next fit begins.
  @usableFromInline
  static var longestLife: Int { 24 }
  /// The log-likelihood by which the second fit has to be ahead: e¹⁰ to one.
  @usableFromInline
  static var decisiveLead: Double { 10 }

  @usableFromInline
  var bank: HypothesisBank<axes>
  @usableFromInline
  var lead = 0.0
  @usableFromInline
  var isOver = true
  /// True if the next fit is to start with an uncertain distance as well.
  @usableFromInline
  var doubtsWall = false

  @inlinable
  init(_ bank: HypothesisBank<axes>) {
    self.bank = bank
  }
}
