internal import RealModule

/// A loop with an actuator that rounds its command to whole steps. The rule keeps the exact command, so that small
/// corrections add up until the actuator takes its next step.
///
/// A dot that can stand only on a grid is never on a target between two of its places. It alternates between the two
/// nearest places so that its mean error is zero.
public struct QuantizedActuator: Sendable, Equatable {
  /// The loop without the rounding.
  public let loop: LinearLoop
  /// The step on the wall, above 0, in the unit of the error.
  public let step: Double

  /// `loop` with an actuator whose step moves the dot by `step`, above 0, in the unit of the error.
  public init(loop: LinearLoop, step: Double) {
    precondition(step > 0, "a step is above 0")
    self.loop = loop
    self.step = step
  }

  /// The error that remains for ever.
  public struct Residual: Sendable, Equatable {
    /// The largest error that keeps returning.
    public let greatest: Double
    /// The root of the mean square of the error.
    public let rootMeanSquare: Double
  }

  /// The error that remains for ever if the target is `offset` beyond the nearest place of the grid; nil if it is not
  /// known exactly: with dead time, momentum, or a gain above 1.
  ///
  /// With `r = |offset|`, in 0...step/2, the errors are r and `step - r` on either side. They occur so often that their
  /// mean is 0, which makes the mean square `r (step - r)`. With r = 0 no error remains.
  ///
  /// Proof that the dot stays on the two places: with 0 < g ≤ 1 no correction is longer than the error, so that a
  /// command that has come to a place never passes the one on the other side of the target. Proof that the mean is 0:
  /// the commands stay within bounds, and they are -g times the sum of all errors.
  public func residual(offset: Double) -> Residual? {
    guard loop.deadTime == 0, loop.momentum == 0, loop.gain > 0, loop.gain <= 1 else { return nil }
    let near = min(offset.magnitude, step / 2)
    if near == 0 { return Residual(greatest: 0, rootMeanSquare: 0) }
    return Residual(greatest: step - near, rootMeanSquare: (near * (step - near)).squareRoot())
  }

  /// The error that remains for ever, over all targets, each place between the grid's as likely as any other: up to a
  /// whole step, and `step/√6` in the root of the mean square. Nil as for ``residual(offset:)``.
  public var residual: Residual? {
    guard residual(offset: 0) != nil else { return nil }
    return Residual(greatest: step, rootMeanSquare: step / 6.0.squareRoot())
  }

  /// The swing that the describing function predicts for a target halfway between two places of the grid; nil if the
  /// loop is not stable to begin with. The dot goes half a step to either side, and the command's amplitude is
  /// `2 step / (π · gain margin)`.
  ///
  /// For such a small amplitude the rounding is a relay: `N(A) = 2 step / (πA)`. If the gain margin is above 1.12 there
  /// is no other swing; if it is below, there may be wider ones as well.
  public var cycleBetweenPlaces: LimitCycle? {
    guard loop.isStable, let margin = loop.gainMargin else { return nil }
    return LimitCycle(
      commandAmplitude: 2 * step / (.pi * margin), dotAmplitude: step / 2, periodSteps: period)
  }

  /// The swing that the describing function predicts for a target on a place of the grid. Nil if the gain margin is
  /// above 4/π, so that the dot comes to rest, or if the loop is not stable to begin with.
  ///
  /// The rounding is a relay with a dead zone, `N(A) = 4 step / (πA) · √(1 - (step / 2A)²)`, which is never above 4/π.
  /// Of two amplitudes the wider one is that of a stable swing. The dot goes a step to either side.
  public var cycleOnPlace: LimitCycle? {
    guard loop.isStable, let margin = loop.gainMargin, margin <= 4 / .pi else { return nil }
    let share = .pi * margin / 4
    let square = (1 - max(0, 1 - share * share).squareRoot()) / 2
    return LimitCycle(
      commandAmplitude: step / (2 * square.squareRoot()), dotAmplitude: step, periodSteps: period)
  }

  private var period: Double { 2 * .pi / loop.edgeFrequency }
}
