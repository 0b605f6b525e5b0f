internal import RealModule
internal import RigCore

extension LinearLoop {
  /// The gain below which the loop is stable: it is stable for every gain between 0 and this one, and for no other.
  ///
  /// - Gradient descent: `2 sin(π / (2(2d + 1)))`, which is 2, 1, 0.618, 0.445 for d = 0 … 3.
  /// - The heavy ball without dead time: `2(1 + β)`, the top of the triangle `0 ≤ β < 1`, `0 < g < 2(1 + β)`.
  /// - Nesterov's rule without dead time: `(2 + 2β) / (1 + 2β)`.
  /// - With dead time: the gain at the frequency at which the open loop lags by half a turn, found by bisection.
  ///
  /// The first comes from the open loop `g z^(-d) / (z - 1)`: on the unit circle it lags by `π/2 + (d + ½)ω`, half a
  /// turn at `ω = π / (2d + 1)`, where its gain is `g / (2 sin(ω/2))`. The two without dead time are Jury's conditions
  /// on `z² - (1 + β - g)z + β` and on `z² - (1 - g)(1 + β)z + β(1 - g)`.
  ///
  /// Complexity: some 60 evaluations of the open loop at most, for any dead time.
  ///
  /// Sources: G. F. Franklin, J. D. Powell and M. Workman, *Digital Control of Dynamic Systems*, for Nyquist's
  /// criterion in z; E. I. Jury, *Theory and Application of the z-Transform Method*, 1964, for the conditions; B. T.
  /// Polyak, "Some methods of speeding up the convergence of iteration methods", 1964, for the heavy ball.
  public var edge: Double {
    if deadTime == 0 {
      switch inertia {
      case .none: return 2
      case .heavyBall(let share): return 2 * (1 + share)
      case .lookAhead(let share): return 2 * (1 + share) / (1 + 2 * share)
      }
    }
    return unitGain(at: edgeFrequency)
  }

  /// The frequency, in radians a step, 0...π, at which the loop swings at the edge of stability.
  ///
  /// Complexity: as for ``edge``.
  public var edgeFrequency: Double {
    if deadTime == 0 { return .pi }
    if momentum == 0 { return .pi / Double(2 * deadTime + 1) }
    return Self.frequency(atWhich: lag, reaches: .pi) ?? .pi
  }

  /// True if every error decays: `0 < g <` ``edge``.
  public var isStable: Bool { gain > 0 && gain < edge }
}
