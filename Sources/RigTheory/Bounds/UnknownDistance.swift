internal import RealModule
public import RigCore

/// The least error that noise leaves to a controller that has to learn the distance from the readings.
///
/// `e = D·a - c` is a straight line in the command a. Readings at the commands a₁ … aₖ with independent normal noise of
/// standard deviation σ determine its height above any command a* no better than to
///
/// `σ √(1/k + (a* - ā)² / Σ(aᵢ - ā)²)`
///
/// and that is the error of the dot if a controller turns to the command at which its line meets the target. If the
/// distance were known, the second term would be absent and leave `σ/√k`. This term makes the early readings expensive:
/// they lie far from the target, and the line has to be extended beyond them.
///
/// The bound is that of unbiased estimates. A controller that also knows the distributions of walls and targets gains
/// on it if the readings have told little more than these: with much noise, or with a target nearly straight ahead.
///
/// Sources: N. R. Draper and H. Smith, *Applied Regression Analysis*, 3rd ed., 1998, section 3.1, for the variance of a
/// fitted line; H. Cramér, *Mathematical Methods of Statistics*, 1946, chapter 32, for the lower bound.
public enum UnknownDistance {
  /// The standard deviation of the error at `target`, after readings with the noise σ `noise` at `commands`, of which
  /// at least two differ; infinite if all are equal.
  public static func standardError(noise: Length, commands: [Double], target: Double) -> Length {
    let count = Double(commands.count)
    let mean = commands.reduce(0, +) / count
    let spread = commands.reduce(0) { sum, command in sum + (command - mean) * (command - mean) }
    guard spread > 0 else { return .centimeters(.infinity) }
    let lever = (target - mean) * (target - mean) / spread
    return (1 / count + lever).squareRoot() * noise
  }

  /// The standard deviation of the error after `readings` (at least 2) readings, in units of the noise σ, of a
  /// controller that makes its first move as if the wall stood at `farthest`, and has been on the target since.
  ///
  /// With `t = farthest / distance - 1` it is `√((1 + t)² + t²)` after two readings, at any place of the target: the
  /// first reading is the error at the start, the second the error that the cautious move left.
  public static func standardErrorRatio(readings: Int, distance: Length, farthest: Length) -> Double {
    precondition(readings >= 2 && distance > .zero && distance <= farthest, "a line takes two readings")
    // The places of the dot at the readings, in units of the first error.
    let commands = [1, 1 - distance / farthest] + Array(repeating: 0, count: readings - 2)
    return standardError(noise: .centimeters(1), commands: commands, target: 0).centimeters
  }

  /// The root of the mean square of ``standardErrorRatio(readings:distance:farthest:)`` over `plausible` distances,
  /// every ratio as likely as any other.
  public static func meanStandardErrorRatio(readings: Int, plausible: PlausibleDistance) -> Double {
    mean(over: plausible) { distance in
      let ratio = standardErrorRatio(readings: readings, distance: distance, farthest: plausible.farthest)
      return ratio * ratio
    }.squareRoot()
  }

  /// The share of rigs on which the dot is within `tolerance` noise standard deviations of the target after two
  /// readings, over `plausible` distances, every ratio as likely as any other.
  ///
  /// With walls of 50–1000 cm and a tolerance of three standard deviations it is 0.482, for any noise: a controller
  /// that overshoots no plausible wall with its first move, and that learns from its readings alone, takes three
  /// readings on more than half of the rigs. By numerical integration, a controller
  /// that is told the distributions of the walls and the targets (within ±100 cm), and maximises only this share, comes
  /// to 0.491 for a noise of 0.1 cm, 0.513 for 0.5 cm and 0.576 for 2 cm.
  public static func shareWithinAfterTwoReadings(tolerance: Double, plausible: PlausibleDistance) -> Double {
    mean(over: plausible) { distance in
      let ratio = standardErrorRatio(readings: 2, distance: distance, farthest: plausible.farthest)
      return .erf(tolerance / ratio / Double.sqrt(2))
    }
  }

  /// The mean over the logarithm of the distance, by Simpson's rule.
  private static func mean(over plausible: PlausibleDistance, of value: (Length) -> Double) -> Double {
    let ratio = plausible.farthest / plausible.nearest
    let count = 1000
    let sum = (0...count).reduce(0.0) { sum, place in
      let weight: Double = place == 0 || place == count ? 1 : place.isMultiple(of: 2) ? 2 : 4
      let distance = min(.pow(ratio, Double(place) / Double(count)) * plausible.nearest, plausible.farthest)
      return sum + weight * value(distance)
    }
    return sum / Double(3 * count)
  }
}
