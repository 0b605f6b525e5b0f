internal import ComplexModule
internal import RealModule

/// A loop with an actuator that has play: if the command turns back, the dot stands still until the play is taken up.
public struct PlayInGears: Sendable, Equatable {
  /// The loop without the play.
  public let loop: LinearLoop
  /// The play on the wall, above 0, in the unit of the error.
  public let play: Double

  /// `loop` with an actuator whose play moves the dot by `play`, above 0, in the unit of the error.
  public init(loop: LinearLoop, play: Double) {
    precondition(play > 0, "a play is above 0")
    self.loop = loop
    self.play = play
  }

  /// True if the dot is proven to come to rest on its target, from any start, if nothing disturbs it; false if that is
  /// not known.
  ///
  /// The condition is that the real part of the open loop L on the unit circle is above -1. Without momentum and a
  /// servo's lag that is `g (d + ½) < 1`: every stable gain without dead time, and gains up to 0.67 of the edge with a
  /// dead time of one step, to 0.64 of it with a long one.
  ///
  /// Proof: while the dot moves up, the motor is at the upper end of the play, so that it has not come nearer to the
  /// dot, and likewise downwards: the products of the dot's moves y[k] - y[k-1] and the changes of the distance
  /// v = m - y from dot to motor are not negative. As `m = -L y`, but for what the start leaves, v changes by -(1 + L)
  /// times the dot's moves. With Re L ≥ ε - 1 the sum of the products is at most what the start leaves, less ε times
  /// the sum of the squares of the moves, by Parseval's theorem. So that sum is finite, and the moves fade. An error
  /// that stayed would move the motor on until it moved the dot.
  ///
  /// Source: G. Zames and P. L. Falb, "Stability conditions for systems with monotone and slope-restricted
  /// nonlinearities", SIAM Journal on Control 6(1), 1968, for the method of multipliers; here `1 - 1/z` is one.
  ///
  /// Complexity: some 4000 evaluations of the open loop.
  public var isKnownToRest: Bool {
    guard loop.isStable else { return false }
    if loop.momentum == 0, loop.poles == (0, 0) { return loop.gain * (Double(loop.deadTime) + 0.5) < 1 - 1e-9 }
    let count = 4096
    let low = (1...60).map { place in Double.pi / Double(count) * Double.pow(0.8, Double(place)) }
    let even = (1...count).map { place in Double.pi * Double(place) / Double(count) }
    return (low + even).allSatisfy { frequency in
      loop.gain / loop.unitGain(at: frequency) * Double.cos(loop.lag(at: frequency)) > -1 + Self.leastExcess
    }
  }

  /// The least excess of the real part over -1 on a grid of frequencies; between two of them it may be smaller.
  private static let leastExcess = 0.02

  /// An upper bound of the error that the play keeps up for ever, for any target and any start, whatever else disturbs
  /// the loop; nil if the loop is not stable, or if its errors fade too slowly to tell. If nothing else disturbs the
  /// loop and ``isKnownToRest`` is true, no error remains.
  ///
  /// The dot is never farther from the place of a dot without play than half of the play: a disturbance of at most half
  /// the play. In simulated loops with dead times of 3 to 40 steps, at 0.97 to 0.995 of the edge, the dot swings a sixth
  /// to two fifths as far. Noise and rounding add what they leave.
  public var bound: Double? {
    loop.worstError(from: .ofBeam).map { worst in worst * play / 2 }
  }

  /// The swing that the describing function predicts. Of several swings it is the widest, to which a disturbed swing
  /// returns. Nil outside the range over which simulated loops confirm it, the amplitude of the dot within a factor of
  /// 1.25 and the period within 3 %: dead times of 4 to 40 steps, no momentum, no servo's lag, and gains from 0.97 to
  /// 0.995 of the edge. At smaller gains the dot may swing or come to rest, within ``bound``.
  ///
  /// With `x = play / 2A` the play is the gain
  ///
  /// `N(A) = (π/2 + asin(1 - 2x) + 2(1 - 2x) √(x(1 - x))) / π - i · 4x(1 - x) / π`
  ///
  /// It is below 1, which calms the loop, and lags, by up to a quarter turn, which unsettles it. The lag outweighs only
  /// if the loop is very near its edge.
  ///
  /// Complexity: some 2000 times 60 evaluations of the open loop.
  public var cycle: LimitCycle? {
    guard (4...40).contains(loop.deadTime), loop.momentum == 0, loop.poles == (0, 0),
      (0.97 - 1e-9...0.995 + 1e-9).contains(loop.gain / loop.edge)
    else { return nil }
    // From the widest amplitudes inward; a play of a thousandth of the amplitude has no effect any more.
    let count = 2000
    var outer: Double?
    for place in 0...count {
      let amplitude = 1 + Double.pow(10, 3 - 7 * Double(place) / Double(count))
      if excess(at: amplitude) > 0 {
        return outer.map { outer in cycle(between: amplitude, and: outer) }
      }
      outer = amplitude
    }
    return nil
  }

  private func cycle(between inner: Double, and outer: Double) -> LimitCycle {
    var (inner, outer) = (inner, outer)
    for _ in 0..<60 {
      let middle = (inner + outer) / 2
      if excess(at: middle) > 0 { inner = middle } else { outer = middle }
    }
    let command = outer * play / 2
    return LimitCycle(
      commandAmplitude: command, dotAmplitude: command * Self.response(at: outer).length,
      periodSteps: 2 * .pi / frequency(at: outer))
  }

  /// By how much the gain of the loop with the play exceeds the one that keeps a swing up, at an amplitude of so many
  /// halves of the play, above 1.
  private func excess(at amplitude: Double) -> Double {
    loop.gain * Self.response(at: amplitude).length - loop.unitGain(at: frequency(at: amplitude))
  }

  /// The frequency at which loop and play together lag by half a turn.
  private func frequency(at amplitude: Double) -> Double {
    let left = .pi + Self.response(at: amplitude).phase
    return LinearLoop.frequency(atWhich: loop.lag, reaches: left) ?? .pi
  }

  private static func response(at amplitude: Double) -> Complex<Double> {
    let x = 1 / amplitude
    let real = .pi / 2 + Double.asin(1 - 2 * x) + 2 * (1 - 2 * x) * (x * (1 - x)).squareRoot()
    return Complex(real / .pi, -4 * x * (1 - x) / .pi)
  }
}
