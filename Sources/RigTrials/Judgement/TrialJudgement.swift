public import RigCore
public import RigTheory

/// The criteria by which a trial of a sweep has settled, has diverged or is in a limit cycle.
///
/// All of them use the true error e, which the loop never sees; with several axes |e| is the size of all errors
/// together. σ is the noise of a reading and f the loop's noise floor: the error that this noise alone causes. A trial
/// of K readings
/// - has *settled* after n readings if e is within the tolerance at every later one, and these are at least ``hold``: a
///   dot that swings past the target at the very end has not settled;
/// - has a *large error* if it has not settled, and the root mean square of e over its second half exceeds the
///   tolerance, 3 σ and 3 f: noise alone does not explain that;
/// - has *diverged* if it has a large error and swings from end to end of the servo's travel: that root mean square
///   reaches 0.7 of the error at the nearer end (a sine's is 0.707 of its height), and its mean is below 0.8 of it. It
///   has also diverged if that root mean square exceeds the first error by a hundredth, and 20 σ, and the error rests
///   at an end or still grows, by a tenth in mean square from the third quarter to the last. So a dot that has run away
///   as far as it can is told from one that rests beside its target or swings about it;
/// - is in a *limit cycle* if it has a large error and has not diverged, e is as large in the last quarter as in the
///   third, within a tenth, and its root mean square is at least twice its mean: the dot swings about the target and
///   does not just rest beside it.
///
/// A linear loop has no limit cycle, and a trial is too short to tell from its errors whether a loop near its edge is
/// stable. So if the ``stability`` of a linear loop is known, it decides about every trial whose error is large but
/// stays clear of the ends of the travel: it has diverged if the loop is growing, and neither diverged nor reached a
/// limit cycle if the loop is stable or at its edge.
///
/// Noise alone is neither a divergence nor a limit cycle. A stable loop with one axis has `f = σ √(g/(2-g))`, which is
/// 3 σ from g = 1.8 on and 20 σ at g = 1.995; with dead time or a heavy ball it is reached sooner. Very near to its
/// edge the floor of a loop has no bound, and nothing would count as a swing: f counts up to 20 σ, and beyond the edge,
/// where there is no such floor, it counts as σ.
public struct TrialJudgement: Sendable, Equatable {
  /// How far a settled dot may be off the target, above 0.
  public let tolerance: Length
  /// The root mean square σ of the noise of a reading, all axes together, at least 0: with independent noise on each of
  /// n axes, √n times the standard deviation on one.
  public let noise: Length
  /// The noise floor f of the loop, at least 0 and at most 20 times ``noise``: the root mean square of the true error
  /// that the noise of readings alone keeps up, all axes together.
  public let noiseFloor: Length
  /// The number of readings of a trial, at least 2; a trial with fewer than 4 is only judged as settled or not settled.
  public let readings: Int
  /// The least number of readings, all within the tolerance, at the end of a settled trial; at least 1, at most half of
  /// the trial.
  public let hold: Int
  /// The stability of the loop by theory, if it is linear between the ends of the travel; nil for any other loop.
  public let stability: LinearLoop.Stability?

  /// The most readings that a trial may have: lanes count them in numbers of 24 bits.
  public static let mostReadings = 1 << 24

  /// Judges trials of `readings` (2 to 2^24) readings. A missing `noiseFloor`, as for a loop beyond its edge and for
  /// one without a theory, is replaced by the noise; a noise floor greater than 20 times the noise is lowered to that,
  /// and a `hold` longer than half of the trial is shortened to that.
  public init(
    tolerance: Length, noise: Length, noiseFloor: Length? = nil, readings: Int, hold: Int = 1,
    stability: LinearLoop.Stability? = nil
  ) {
    precondition(tolerance > .zero && noise >= .zero, "a tolerance is above 0 cm, noise is not below")
    precondition(noiseFloor.map { floor in floor >= .zero } ?? true, "a noise floor is at least 0 cm")
    precondition((2...Self.mostReadings).contains(readings), "a trial has 2 readings or more")
    self.tolerance = tolerance
    self.noise = noise
    self.noiseFloor = min(noiseFloor ?? noise, Self.greatestFloor * noise)
    self.readings = readings
    precondition(hold >= 1, "a settled dot is seen at least once")
    self.hold = min(hold, readings / 2)
    self.stability = stability
  }

  /// The number of readings before the second half of a trial; ``lastQuarter`` is the number before its last quarter.
  var half: Int { readings / 2 }
  var lastQuarter: Int { readings / 2 + readings / 4 }

  /// The greatest noise floor that is used, in units of the noise.
  private static var greatestFloor: Double { 20 }
  private static var noiseOfRunaway: Double { 20 }
  private static var noiseOfCycle: Double { 3 }
  /// The root mean square in cm up to which noise explains an error, so that it is no swing.
  var leastSwing: Double {
    max(tolerance.centimeters, Self.noiseOfCycle * max(noise, noiseFloor).centimeters)
  }
  /// The root mean square in cm up to which an error is no divergence, for any first error.
  var leastRunaway: Double { max(leastSwing, Self.noiseOfRunaway * noise.centimeters) }
}
