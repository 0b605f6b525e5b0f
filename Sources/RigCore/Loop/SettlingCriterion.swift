/// The criterion by which a loop counts as settled: the dot is within the tolerance, as far as readings can tell.
///
/// Without noise: the error is within the tolerance for `window` readings in a row, or for half of the period in which
/// the dot has swung to and fro, if that is longer.
///
/// With noise σ that is independent from reading to reading the dot itself is judged: no more than 5 of 100 runs settle
/// with the dot outside the tolerance. A hum or a drifting zero moves the mean, which then says less. Over a
/// window of N readings the tolerance has to hold the mean error with two of its standard errors, and two standard
/// deviations of the dot's motion, which add up as squares:
///
/// `(|mean| + 2σ√(m/N))² + 4 · motion² ≤ tolerance²`
///
/// for a sensor with m axes. The motion is the part of the readings' scatter that the commands explain. The window is at
/// least `m(4σ / tolerance)²` readings long, which leaves half of the tolerance to the mean, and at least six; its readings
/// scatter no wider than noise makes them. The share of 5 in 100 was found by simulation, for loop gains of 0.005 to 1.5
/// and tolerances of 0.1 σ to 5 σ, with a servo that makes every move. A dead band as wide as the tolerance hides motion.
///
/// If the sensor reports only the cost, noise does not average out: a standard deviation of σ on each axis adds σ² to
/// the mean cost. The mean of the last costs, less that share, is the mean square of the true error, which includes the
/// rule's own probing. With two of its standard errors it must be within three quarters of the tolerance's square: a dot
/// that moves is farther off at times. At the tolerance a cost of m axes has the variance `V = 2mσ⁴ + 4σ²·tolerance²`, and
/// the window is at least `V · (16 / (3 tolerance²))²` readings long, which leaves half of the bound to the mean. After two
/// windows in a row that fail it is twice as long. So of rules that feel their way no more than 7 of 100 runs settle with the
/// dot outside, by simulation for a noise of 0.2 to 1 times the tolerance. The result depends on σ: if the noise is taken
/// for larger than it is, a dot counts as settled that is not.
///
/// Readings that are d steps old tell nothing of the last d moves, so each window is d readings longer.
public struct SettlingCriterion: Sendable, Equatable {
  /// How far off the dot may be, above 0.
  public let tolerance: Length
  /// How many readings in a row must agree at least if they are not late, at least 1.
  public let window: Int
  /// The standard deviation of one reading with the laser held still, as the sensor's data sheet or a trial gives it.
  public let noise: Length
  /// The age of a reading in steps, at least 0.
  public let deadTime: Int

  /// The longest window that noise can ask for.
  public static var longestWindow: Int { 1_000_000_000 }

  /// Settled within `tolerance` (above 0) for `window` readings (at least 1), given a sensor with `noise` (at least 0)
  /// whose readings are `deadTime` steps old (at least 0).
  public init(tolerance: Length, window: Int, noise: Length = .zero, deadTime: Int = 0) {
    precondition(tolerance > .zero, "a tolerance is above 0 cm")
    precondition(window >= 1, "a window holds at least 1 reading")
    precondition(noise >= .zero, "noise is at least 0 cm")
    precondition(deadTime >= 0, "a dead time is at least 0 steps")
    self.tolerance = tolerance
    self.noise = noise
    self.deadTime = deadTime
    self.window = window
  }

  private static func window(_ needed: Double) -> Int {
    needed < Double(longestWindow) ? Int(needed.rounded(.up)) : longestWindow
  }

  /// The least number of readings of a window with noise: with fewer, a dot on its way to the target passes by chance.
  private static var shortestWindow: Int { 6 }

  /// How many readings in a row must agree if the sensor reports the errors of `axes` axes.
  public func window(axes: Int) -> Int {
    let ratio = 4 * noise / tolerance
    let needed = noise > .zero ? max(Self.window(Double(axes) * ratio * ratio), Self.shortestWindow) : 1
    return max(window, needed) + deadTime
  }

  /// The mean error of a window of `readings` and two of its standard errors, in cm, if the size of that mean is `mean`.
  @usableFromInline
  func bound(ofMean mean: Double, axes: Int, readings: Int) -> Double {
    mean + 2 * noise.centimeters * (Double(axes) / Double(readings)).squareRoot()
  }

  /// The weight of the dot's mean square motion beside the square of its mean error.
  @usableFromInline
  static var motionWeight: Double { 4 }

  /// The window after one of `readings` in which the dot moved too far.
  @usableFromInline
  static func longerWindow(than readings: Int) -> Int { min(2 * readings, longestWindow) }

  /// How many readings in a row must agree if a sensor with `axes` axes reports only the cost.
  public func costWindow(axes: Int) -> Int {
    let standardError = boundOfCosts / 4
    let needed =
      noise > .zero ? Self.window(varianceOfCost(axes: axes) / (standardError * standardError)) : 1
    return max(window, needed) + deadTime
  }

  /// The greatest mean square of the true error of a settled dot, with two of its standard errors, in cm².
  @usableFromInline
  var boundOfCosts: Double { 0.75 * tolerance.centimeters * tolerance.centimeters }

  /// The variance of a cost with the dot at the tolerance, in cm⁴.
  private func varianceOfCost(axes: Int) -> Double {
    let variance = noise.centimeters * noise.centimeters
    return variance * (2 * Double(axes) * variance + 4 * tolerance.centimeters * tolerance.centimeters)
  }

  /// The standard error of the mean of the costs of a window of `readings`, in cm², with the dot at the tolerance.
  @usableFromInline
  func standardErrorOfCosts(axes: Int, readings: Int) -> Double {
    (varianceOfCost(axes: axes) / Double(readings)).squareRoot()
  }

  /// The share of noise in the mean cost, in cm².
  @usableFromInline
  func noiseCost(axes: Int) -> Double {
    Double(axes) * noise.centimeters * noise.centimeters
  }

  /// The widest variance of a window of `readings`, in cm² summed over `axes`, that the noise explains.
  ///
  /// A settled loop of gain g shows readings of the variance `2σ²/(2-g)`, at most `2σ²` for a gain that does not
  /// oscillate; the 99.9 % quantile of chi-square over its degrees of freedom allows for a short window.
  /// Source: E. B. Wilson and M. M. Hilferty, "The Distribution of Chi-Square", PNAS 17(12), 1931.
  @usableFromInline
  func widestVariance(axes: Int, readings: Int) -> Double {
    let degrees = Double(axes * (readings - 1))
    let cubeRoot = 1 - 2 / (9 * degrees) + 3.0902 * (2 / (9 * degrees)).squareRoot()
    return 2 * Double(axes) * noise.centimeters * noise.centimeters * (cubeRoot * cubeRoot * cubeRoot)
  }

  @usableFromInline
  func settled(
    window: Int, mean: Length? = nil, motion: Length? = nil, isCost: Bool = false
  ) -> Outcome.Settled {
    Outcome.Settled(window: window, tolerance: tolerance, mean: mean, motion: motion, isCost: isCost)
  }
}
