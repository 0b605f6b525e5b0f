/// A rule that steers the slope, on a loop that steers the angle: it is given the slope of the laser's angle, and its
/// wish is carried out by the angle of that slope.
///
/// The dot's height is linear in the slope and a tangent of the angle. A rule that learns one distance from the way of
/// the dot needs the linear quantity: the way for a unit of angle is `D + y²/D`, which changes as the laser turns.
///
/// Source: W. J. Rugh, *Nonlinear System Theory: The Volterra/Wiener Approach*, 1981, chapter 1 (a static nonlinearity
/// before a linear plant, which its inverse cancels).
public struct TangentInversion<let axes: Int, Base: UpdateRule>: RuleWrapper
where Base.Command == PerAxis<axes, Double>, Base.Errors == PerAxis<axes, Length> {
  /// The rule that steers the slope.
  public var base: Base

  /// `base` on a loop that steers the angle.
  @inlinable
  public init(_ base: Base) {
    self.base = base
  }

  @inlinable
  public mutating func place(at command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    command.map { angle in Angle(radians: angle).slope }
  }

  @inlinable
  public mutating func realized(_ wish: PerAxis<axes, Double>, at command: PerAxis<axes, Double>) -> PerAxis<
    axes, Double
  > {
    let place = place(at: command)
    // The inverse of the tangent is not exact: without this, a laser that is to hold still would creep.
    return PerAxis { axis in wish[axis] == place[axis] ? command[axis] : Angle(slope: wish[axis]).radians }
  }
}

extension TangentInversion: TravelAware {
  /// Tells the base the slopes of these angles.
  public mutating func confine(to lowest: PerAxis<axes, Double>, _ highest: PerAxis<axes, Double>) {
    base.tryConfining(to: place(at: lowest), place(at: highest))
  }
}

extension TangentInversion: Sendable where Base: Sendable {}
