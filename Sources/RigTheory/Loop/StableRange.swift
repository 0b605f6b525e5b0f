internal import RealModule
internal import RigCore

extension LinearLoop {
  /// The gain below which the loop is stable: it is stable for every gain between 0 and this one, and for no other.
  ///
  /// - Gradient descent: `2 sin(π / (2(2d + 1)))`, which is 2, 1, 0.618, 0.445 for d = 0 … 3.
  /// - The heavy ball without dead time: `2(1 + β)`, the top of the triangle `0 ≤ β < 1`, `0 < g < 2(1 + β)`.
  /// - Nesterov's rule without dead time: `(2 + 2β) / (1 + 2β)`.
  /// - A servo with the pole a, without dead time and momentum: `2(1 + a) / (1 - a)`. With the heavy ball the least of
  ///   `2(1 + β)(1 + a) / (1 - a)` and `(1 - β)(1 - aβ) / (aβ)`; with Nesterov's rule the least of
  ///   `2(1 + β)(1 + a) / ((1 - a)(1 + 2β))` and, if `a(1 + β) > 1`, `(1 - β)(1 - aβ) / (β(a(1 + β) - 1))`.
  /// - Without dead time and momentum, with a servo's pole a and a sensor's pole b: the least of
  ///   `2(1 + a)(1 + b) / ((1 - a)(1 - b))` and `(1 - ab) / (ab)`. A sensor's pole alone does what a servo's does.
  /// - In all other cases: the gain at the frequency at which the open loop lags by half a turn, found by bisection.
  ///
  /// The first comes from the open loop `g z^(-d) / (z - 1)`: on the unit circle it lags by `π/2 + (d + ½)ω`, half a
  /// turn at `ω = π / (2d + 1)`, where its gain is `g / (2 sin(ω/2))`. Those without dead time are Jury's conditions on
  /// `(z - 1)(z - β)(z - a) + (1 - a) g z (c₀ z + c₁)` with c₀ = 1 and c₁ = 0, or 1 + β and -β for Nesterov's rule: in
  /// turn, that no real root leaves at z = -1, and no pair of complex roots elsewhere.
  ///
  /// Complexity: some 60 evaluations of the open loop at most, for any dead time.
  ///
  /// Sources: G. F. Franklin, J. D. Powell and M. Workman, *Digital Control of Dynamic Systems*, for Nyquist's
  /// criterion in z; E. I. Jury, *Theory and Application of the z-Transform Method*, 1964, for the conditions; B. T.
  /// Polyak, "Some methods of speeding up the convergence of iteration methods", 1964, for the heavy ball.
  public var edge: Double {
    hasClosedEdge ? min(edgeOfAlternation, edgeOfSwing) : unitGain(at: edgeFrequency)
  }

  /// True if the edge has a closed form: without dead time, and with at most two of momentum, lag and smoothing.
  private var hasClosedEdge: Bool { deadTime == 0 && (momentum == 0 || poles.1 == 0) }

  /// The gain without dead time at which a real root is -1.
  private var edgeOfAlternation: Double {
    let plain = 2 * (1 + momentum) * ((1 + servoPole) / (1 - servoPole)) * ((1 + sensorPole) / (1 - sensorPole))
    if case .lookAhead(let share) = inertia { return plain / (1 + 2 * share) }
    return plain
  }

  /// The gain without dead time at which a pair of complex roots has the magnitude 1; infinite if there is none.
  private var edgeOfSwing: Double {
    let (pole, other) = poles
    // Beside one of them the other pole does what momentum does, and takes no share of a correction but its own.
    if other > 0 { return (1 - pole * other) / (pole * other) }
    let product = pole * momentum
    var rise = product
    if case .lookAhead(let share) = inertia { rise = share * (pole * (1 + share) - 1) }
    return rise > 0 ? (1 - momentum) * (1 - product) / rise : .infinity
  }

  /// The frequency, in radians a step, 0...π, at which the loop swings at the edge of stability.
  ///
  /// Complexity: as for ``edge``.
  public var edgeFrequency: Double {
    if hasClosedEdge {
      guard edgeOfSwing < edgeOfAlternation else { return .pi }
      // The product of the cubic's roots is that of its two poles within the circle, and that of the pair is 1 at the edge.
      let third = poles.0 * (poles.1 > 0 ? poles.1 : momentum)
      let sum = with(gain: edgeOfSwing).errorWeights[0] - third
      return .acos(min(max(sum / 2, -1), 1))
    }
    if momentum == 0, poles == (0, 0) { return .pi / Double(2 * deadTime + 1) }
    // Without dead time the lag is half a turn at π in any case.
    let end = deadTime == 0 ? Double.pi * (1 - 1e-9) : .pi
    return Self.frequency(atWhich: lag, reaches: .pi, upTo: end) ?? .pi
  }

  /// Whether the error of a loop decays in the long run.
  public enum Stability: String, Sendable, Equatable {
    /// Every error decays: the gain is above 0 and below ``LinearLoop/edge``.
    case stable
    /// An error neither decays nor grows for ever: the gain is ``LinearLoop/edge``, or 0.
    case atEdge
    /// Some error grows without end: the gain is above ``LinearLoop/edge``, or below 0.
    case growing
  }

  /// Whether the error decays, by the gain. A gain within a part in 10¹² of the edge counts as the edge: neither the
  /// gain nor the edge is known better.
  ///
  /// Complexity: as for ``edge``.
  public var stability: Stability {
    guard gain > 0 else { return gain == 0 ? .atEdge : .growing }
    let ratio = gain / edge
    return (ratio - 1).magnitude <= 1e-12 ? .atEdge : ratio < 1 ? .stable : .growing
  }

  /// True if every error decays: ``stability-swift.property`` is ``Stability-swift.enum/stable``.
  public var isStable: Bool { stability == .stable }
}
