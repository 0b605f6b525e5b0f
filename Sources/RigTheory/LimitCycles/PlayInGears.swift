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

  /// The swing that the describing function predicts; nil if it predicts none, so that the dot comes to rest, or if the
  /// loop is not stable without the play. Of several swings it is the widest, to which a disturbed swing returns.
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
    guard loop.isStable else { return nil }
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
