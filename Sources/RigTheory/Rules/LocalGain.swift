public import RigCore

/// The gain that a rule with a given rate has on the target: how far the dot goes, near its target, for each unit of
/// the quantity that the rule steers.
///
/// - A rule that steers the slope, with the laser straight on its horn: `2αD/D₀`, and exactly so everywhere.
/// - A rule that steers the angle: `2α (D + y²/D) / D₀`, with the target y above the laser, since the dot's height `D
///   tan θ` has the derivative `D / cos² θ`. It is least, `4α|y|/D₀`, if the wall is as far as the target is high, and
///   grows without bound before a *near* wall.
/// - A rule that steers the slope s of a horn on which the laser is mounted askew by the angle o: by the angles'
///   tangents, `2α (D + y tan o)² / (D (1 + tan² o)) / D₀`.
public struct LocalGain: Sendable, Equatable {
  /// The learning rate α, above 0.
  public let learningRate: Double
  /// True if the laser turns the wrong way.
  public let isReversed: Bool
  /// The assumed distance D₀ of the wall.
  public let assumedDistance: Length
  /// The height of the target above the laser.
  public let height: Length
  // The way of the dot for each unit of the steered quantity: (D² + linear · D + constant) / (divisor · D), in cm.
  private let linear: Double
  private let constant: Double
  private let divisor: Double

  /// The gain of a rule with the learning rate `learningRate` (above 0), which steers `variable`, before a target
  /// `height` above the laser; the beam points `offset` higher than the horn says, and to the wrong side if the servo
  /// `isReversed`.
  public init(
    learningRate: Double, assumedDistance: Length, steers variable: ControlVariable = .slope, height: Length = .zero,
    offset: Angle = .zero, isReversed: Bool = false
  ) {
    precondition(learningRate > 0 && assumedDistance > .zero, "a learning rate and an assumed distance are above 0")
    self.isReversed = isReversed
    self.learningRate = learningRate
    self.assumedDistance = assumedDistance
    self.height = height
    let high = height.centimeters
    switch variable {
    case .slope:
      let askew = offset.slope
      (linear, constant, divisor) = (2 * high * askew, high * high * askew * askew, 1 + askew * askew)
    case .angle:
      (linear, constant, divisor) = (0, high * high, 1)
    }
  }

  /// The way of the dot near its target for each unit of the steered quantity, before a wall at `distance`, above 0.
  public func reach(at distance: Length) -> Length {
    let far = distance.centimeters
    return .centimeters((far + linear + constant / far) / divisor)
  }

  /// The loop gain before a wall at `distance`, above 0.
  public func gain(at distance: Length) -> Double {
    let gain = LinearForm.gain(
      learningRate: learningRate, assumedDistance: assumedDistance, reach: reach(at: distance))
    return isReversed ? -gain : gain
  }

  /// The distances between which the gain is below `edge`, both ends left out; nil if there are none, also because the
  /// servo turns the wrong way. The lower end is 0 if no wall is too near, and the upper one infinite if no
  /// representable distance is too far.
  ///
  /// The way of the dot for each unit of the steered quantity is `(D² + bD + c) / (mD)`. For the slope `b = 2y tan o`,
  /// `c = y² tan² o` and `m = 1 + tan² o`, with the target's height y and the angle o by which the laser is askew; for
  /// the angle `b = 0`, `c = y²` and `m = 1`. With `X = edge · D₀ / 2α` the distances are the D with
  /// `D² + (b - mX) D + c < 0`.
  public func stableDistances(edge: Double) -> (above: Length, below: Length)? {
    if isReversed { return nil }
    let reach = LinearForm.reach(gain: edge, learningRate: learningRate, assumedDistance: assumedDistance)
    let half = (divisor * reach.centimeters - linear) / 2
    guard half > 0 else { return nil }
    // In shares of the half's square, since the square of the greatest halves is not representable.
    let discriminant = 1 - constant / half / half
    guard discriminant > 0 else { return nil }
    let far = half + half * discriminant.squareRoot()
    // The product of the two is the constant; their difference would lose its digits.
    return (.centimeters(constant / far), .centimeters(far))
  }
}
