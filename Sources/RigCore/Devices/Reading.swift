/// What a sensor saw in one look.
public enum Reading<let axes: Int>: Sendable, Equatable {
  /// The dot's height above the target, `y_laser - y_target`; positive is too high. Finite: a loop takes NaN for a
  /// lost spot.
  case error(PerAxis<axes, Length>)
  /// No dot in sight.
  case spotLost

  /// The error, or nil where the spot is lost.
  @inlinable
  public var error: PerAxis<axes, Length>? {
    if case .error(let error) = self { error } else { nil }
  }
}
