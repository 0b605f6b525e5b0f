/// The quantity of the laser's pose that a rule steers.
public enum ControlVariable: String, CaseIterable, Sendable {
  /// The slope `a = tan(angle)`. The dot's height is `D·a + b`, so the plant is exactly linear.
  case slope
  /// The angle in radians. The plant is a tangent: near a target `y_t` above the laser the loop gain is
  /// `2α(D + y_t²/D)/D₀`, larger than in slope form. A rule that learns a distance needs a ``TangentInversion``.
  case angle

  /// The value of this quantity with the laser at `angle`.
  @inlinable
  public func command(at angle: Angle) -> Double {
    self == .slope ? angle.slope : angle.radians
  }

  /// The change of the slope for a unit of this quantity, with the laser at `angle`: 1 for the slope itself, and for the
  /// angle `1 + a²`, the derivative of the tangent.
  public func slopeChange(at angle: Angle) -> Double {
    self == .slope ? 1 : 1 + angle.slope * angle.slope
  }

  /// The angle at which this quantity has the value `command`.
  @inlinable
  public func angle(of command: Double) -> Angle {
    self == .slope ? Angle(slope: command) : Angle(radians: command)
  }
}
