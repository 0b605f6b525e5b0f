/// The criterion by which a loop counts as settled.
///
/// Without noise: the error is within the tolerance for `window` readings in a row.
///
/// With noise: the mean of the last readings is within the tolerance, and they scatter about it no wider than the noise
/// makes them. The window is at least `(noise / tolerance)²` readings long, so that the standard error of the mean is
/// no larger than the tolerance.
///
/// If the sensor reports only the cost, noise does not average out: a standard deviation of σ on each axis adds σ² to
/// the mean cost. The mean of the last costs, less that share, is the mean square of the true error, which includes the
/// rule's own probing; it must be within the tolerance's square. On the target a cost of m axes has the standard
/// deviation `σ²·√(2m)`, so the window is at least `2m·(noise / tolerance)⁴` readings long. The result depends on σ: if
/// the noise is taken for larger than it is, a dot counts as settled that is not.
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
    self.window = noise > .zero ? max(window, Self.window(ratio * ratio), 2) : window
  }

  private static func window(_ needed: Double) -> Int {
    needed < Double(longestWindow) ? Int(needed.rounded(.up)) : longestWindow
  }

  /// How many readings in a row must agree if a sensor with `axes` axes reports only the cost.
  public func costWindow(axes: Int) -> Int {
    let ratio = noise / tolerance
    let square = ratio * ratio
    return noise > .zero ? max(window, Self.window(2 * Double(axes) * square * square)) : window
  }

  /// What noise adds to the mean cost, in cm².
  func noiseCost(axes: Int) -> Double {
    Double(axes) * noise.centimeters * noise.centimeters
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

  @usableFromInline
  func settled(byCostOf axes: Int) -> Outcome.Settled {
    Outcome.Settled(window: costWindow(axes: axes), tolerance: tolerance, isMean: noise > .zero, isCost: true)
  }
}
