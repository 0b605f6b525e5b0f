/// When a loop counts as settled.
///
/// Without noise: the error is within the tolerance for `window` readings in a row.
///
/// With noise: the mean of the last readings is within the tolerance, and they scatter about it no wider than the noise
/// makes them. The window is then long enough for its mean to mean something: at least `(noise / tolerance)²` readings,
/// so that the mean's standard error is no larger than the tolerance.
public struct SettlingCriterion: Sendable, Equatable {
  /// How far off the dot may be, above 0.
  public let tolerance: Length
  /// How many readings in a row must agree, at least 1.
  public let window: Int
  /// The standard deviation of one reading with the laser held still, as the sensor's data sheet or a trial gives it.
  public let noise: Length

  /// The longest window that noise can ask for.
  public static var longestWindow: Int { 1_000_000_000 }

  /// Settled within `tolerance` (above 0) for `window` readings (at least 1), given a sensor with `noise` (at least 0).
  public init(tolerance: Length, window: Int, noise: Length = .zero) {
    precondition(tolerance > .zero, "a tolerance is above 0 cm")
    precondition(window >= 1, "a window holds at least 1 reading")
    precondition(noise >= .zero, "noise is at least 0 cm")
    self.tolerance = tolerance
    self.noise = noise
    let ratio = noise / tolerance
    let needed = ratio * ratio < Double(Self.longestWindow) ? Int((ratio * ratio).rounded(.up)) : Self.longestWindow
    self.window = noise > .zero ? max(window, needed, 2) : window
  }

  /// The widest variance of a window, in cm² summed over `axes`, that the noise explains.
  ///
  /// A settled loop of gain g shows readings of the variance `2σ²/(2-g)`, at most `2σ²` for a gain that does not
  /// oscillate; the 99.9 % quantile of chi-square over its degrees of freedom allows for a short window.
  /// Source: E. B. Wilson and M. M. Hilferty, "The Distribution of Chi-Square", PNAS 17(12), 1931.
  func widestVariance(axes: Int) -> Double {
    let degrees = Double(axes * (window - 1))
    let cubeRoot = 1 - 2 / (9 * degrees) + 3.0902 * (2 / (9 * degrees)).squareRoot()
    return 2 * Double(axes) * noise.centimeters * noise.centimeters * (cubeRoot * cubeRoot * cubeRoot)
  }

  @usableFromInline
  var settled: Outcome.Settled {
    Outcome.Settled(window: window, tolerance: tolerance, isMean: noise > .zero)
  }
}
