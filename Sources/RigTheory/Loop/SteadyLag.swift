extension LinearLoop {
  /// How far the dot stays behind a target that moves on by `drift` at each step, once the loop has settled, in the unit
  /// of `drift`; nil if the loop is not stable.
  ///
  /// The command has to move on by the drift as well, and it moves by `g e` and β times its last move: so the error is
  /// `(1 - β) drift / g`. Neither a dead time nor a servo's lag changes it, since the error stays the same. The loop's one
  /// sum over all corrections takes away an error that stands still; one that moves on takes a second sum.
  ///
  /// Source: K. J. Åström and R. M. Murray, *Feedback Systems*, 2008, section 11.2 (the steady error by the order of the
  /// loop).
  public func steadyLag(behindDrift drift: Double) -> Double? {
    isStable ? (1 - momentum) * drift / gain : nil
  }

  /// The loop like this one, with another gain, that stays `lag` behind a target that moves on by `drift` at each step;
  /// both above 0. It need not be stable.
  public func lagging(_ lag: Double, behindDrift drift: Double) -> LinearLoop {
    with(gain: (1 - momentum) * drift / lag)
  }
}
