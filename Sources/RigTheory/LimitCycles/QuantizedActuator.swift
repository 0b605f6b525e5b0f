internal import RealModule

/// A loop with an actuator that rounds its command to whole steps. The rule keeps the exact command, so that small
/// corrections add up until the actuator takes its next step.
///
/// A dot that can stand only on a grid is never on a target between two of its places. At gains up to 1 it alternates
/// between the two nearest places so that its mean error is zero; at higher gains, and with dead time, it may swing
/// over several places.
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

  /// True if the residual is known exactly: without dead time, momentum and a servo's lag, for gains up to 1.
  private var isExact: Bool {
    loop.deadTime == 0 && loop.momentum == 0 && loop.poles == (0, 0) && loop.gain > 0 && loop.gain <= 1
  }

  /// The error that remains for ever if the target is `offset` beyond the nearest place of the grid; nil if it is not
  /// known exactly: with dead time, momentum, a servo's lag, or a gain above 1.
  ///
  /// With `r = |offset|`, in 0...step/2, the errors are r and `step - r` on either side. They occur so often that their
  /// mean is 0, which makes the mean square `r (step - r)`. With r = 0 no error remains.
  ///
  /// Proof that the dot stays on the two places: with 0 < g ≤ 1 no correction is longer than the error, so that a
  /// command that has come to a place never passes the one on the other side of the target. Proof that the mean is 0:
  /// the commands stay within bounds, and they are -g times the sum of all errors.
  public func residual(offset: Double) -> Residual? {
    guard isExact else { return nil }
    let near = min(offset.magnitude, step / 2)
    if near == 0 { return Residual(greatest: 0, rootMeanSquare: 0) }
    return Residual(greatest: step - near, rootMeanSquare: (near * (step - near)).squareRoot())
  }

  /// The error that remains for ever, over all targets, each place between the grid's as likely as any other: up to a
  /// whole step, and `step/√6` in the root of the mean square. Where that is not known exactly, as for
  /// ``residual(offset:)``, it is ``bound``.
  public var residual: Residual? {
    isExact ? Residual(greatest: step, rootMeanSquare: step / 6.0.squareRoot()) : bound
  }

  /// An upper bound of the error that the rounding keeps up for ever, for any target and any start, whatever else
  /// disturbs the loop; nil if the loop is not stable, or if its errors fade too slowly to tell.
  ///
  /// The rounding is a disturbance of at most half a step, so that the bound is half a step times the greatest error
  /// from a disturbance of 1. Without dead time, momentum and a servo's lag that is a step for gains up to 1, and
  /// `step / (2 - g)` above. The root of the mean square is at most half a step times ``LinearLoop/sensitivityPeak``.
  /// Simulated swings with dead times up to 8 steps come as far as a half of the bound or more at 0.64 of the edge, and
  /// as a tenth of it at 0.99. Noise and play add what they leave.
  public var bound: Residual? {
    guard let worst = loop.worstError(from: .ofCommand), let peak = loop.sensitivityPeak else { return nil }
    return Residual(greatest: worst * step / 2, rootMeanSquare: min(worst, peak) * step / 2)
  }

  /// The swing that the describing function predicts for a target halfway between two places of the grid. The dot goes
  /// half a step to either side, and the command's amplitude is `2 step / (π · gain margin)`. Nil outside the range over
  /// which simulated loops confirm it, the amplitudes within 6 % and the period within 3 %: dead times of 1 to 8 steps,
  /// no momentum, no servo's lag, and a gain margin of at least 1/0.7 = 1.43.
  ///
  /// For such a small amplitude the rounding is a relay: `N(A) = 2 step / (πA)`. For other targets, and at smaller
  /// margins, there are wider swings, within ``residual``.
  public var cycleBetweenPlaces: LimitCycle? {
    guard loop.isStable, (1...8).contains(loop.deadTime), loop.momentum == 0, loop.poles == (0, 0),
      let margin = loop.gainMargin, margin >= 1 / 0.7 * (1 - 1e-9)
    else { return nil }
    return LimitCycle(
      commandAmplitude: 2 * step / (.pi * margin), dotAmplitude: step / 2, periodSteps: 2 * .pi / loop.edgeFrequency)
  }
}
