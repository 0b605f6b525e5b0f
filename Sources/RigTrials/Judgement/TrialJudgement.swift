public import RigCore

/// What counts as settled, as runaway and as a limit cycle in a trial of a sweep.
///
/// All of it is judged by the true error e, which the loop never sees; with several axes |e| is the size of all errors
/// together. σ is the noise of a reading and f the loop's noise floor, what that noise alone makes of e. A trial of K
/// readings
/// - has *settled* after n readings where e is within the tolerance at every later one, and these are at least
///   ``hold``: a dot that swings past the target at the very end has not settled;
/// - is *at large* where it has not settled, and the root mean square of e over its second half exceeds the tolerance,
///   3 σ and 3 f: so wide is more than noise makes it;
/// - has *diverged* where it is at large and swings from end to end of the servo's travel: that root mean square
///   reaches 0.7 of the error at the nearer end (a sine's is 0.707 of its height), and its mean is below 0.8 of it. So
///   it has where that exceeds the first error by a hundredth, and 20 σ, and the error rests at an end or still grows,
///   by a tenth in mean square from the third quarter to the last. What a dot that has run away and has nowhere further
///   to go does at the end of a trial is not to be confused with one that rests beside its target or swings about it;
/// - is in a *limit cycle* where it is at large and has not diverged, e is as large in the last quarter as in the
///   third, within a tenth, and its root mean square is at least twice its mean: the dot swings about the target and
///   does not just rest beside it.
///
/// Noise alone is neither. A stable loop with one axis has `f = σ √(g/(2-g))`, which is 3 σ from g = 1.8 on and 20 σ at
/// g = 1.995; with dead time or a heavy ball it is there sooner. Very near to its edge a loop has as high a floor as
/// you please, and nothing would count as a swing: f counts up to 20 σ, and beyond the edge, where there is no such
/// floor, it counts as σ.
public struct TrialJudgement: Sendable, Equatable {
  /// How far off a settled dot may be, above 0.
  public let tolerance: Length
  /// The root mean square σ of a reading's noise, all axes together, at least 0: with independent noise on each of n
  /// axes √n times its standard deviation.
  public let noise: Length
  /// The root mean square f of the true error that this noise alone keeps up, all axes together, at least 0; at most 20
  /// times the noise.
  public let noiseFloor: Length
  /// How many readings a trial has, at least 2; with fewer than 4 a trial has settled or has not, and no more is told.
  public let readings: Int
  /// With how many readings a settled trial ends at least, all within the tolerance; at least 1, at most half of the
  /// trial.
  public let hold: Int

  /// The most readings that a trial may have: lanes count them in numbers of 24 bits.
  public static let mostReadings = 1 << 24

  /// Judges trials of `readings` (2 to 2^24) readings. Without a `noiseFloor`, for a loop beyond its edge and for one
  /// that no theory knows, that is the noise; a greater one than 20 times the noise is taken for so much; so is a
  /// longer `hold` than half of the trial.
  public init(tolerance: Length, noise: Length, noiseFloor: Length? = nil, readings: Int, hold: Int = 1) {
    precondition(tolerance > .zero && noise >= .zero, "a tolerance is above 0 cm, noise is not below")
    precondition(noiseFloor.map { floor in floor >= .zero } ?? true, "a noise floor is at least 0 cm")
    precondition((2...Self.mostReadings).contains(readings), "a trial has 2 readings or more")
    self.tolerance = tolerance
    self.noise = noise
    self.noiseFloor = min(noiseFloor ?? noise, Self.greatestFloor * noise)
    self.readings = readings
    precondition(hold >= 1, "a settled dot is seen at least once")
    self.hold = min(hold, readings / 2)
  }

  /// A trial with the dot outside the tolerance at no later reading than this one has settled.
  var latestSettling: Int { readings - hold }

  /// Where the second half of a trial begins, and where its last quarter does.
  var half: Int { readings / 2 }
  var lastQuarter: Int { readings / 2 + readings / 4 }

  /// How great a noise floor counts at most, in units of the noise.
  private static var greatestFloor: Double { 20 }
  private static var noiseOfRunaway: Double { 20 }
  private static var noiseOfCycle: Double { 3 }
  /// The root mean square in cm up to which an error may be due to noise, and be no swing.
  var leastSwing: Double {
    max(tolerance.centimeters, Self.noiseOfCycle * max(noise, noiseFloor).centimeters)
  }
  /// The root mean square in cm up to which an error is no runaway, however small it was at first.
  var leastRunaway: Double { max(leastSwing, Self.noiseOfRunaway * noise.centimeters) }
}
