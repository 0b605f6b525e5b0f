public import RigCore

/// What counts as settled, as runaway and as a limit cycle in a trial of a sweep.
///
/// All of it is judged by the true error e, which the loop never sees. A trial of K readings
/// - has *settled* after n readings where e is within the tolerance at every later one, the last included;
/// - has *diverged* where it has not settled, and the root mean square of e over its second half exceeds the first error,
///   the tolerance and 20 σ, σ being the noise: a stable loop's noise floor `σ √(g/(2-g))` gets there only at g = 1.995;
/// - is in a *limit cycle* where it has done neither, the root mean square of e over the second half exceeds the tolerance
///   and 3 σ, is as large in the last quarter as in the third, within a tenth, and is at least twice the mean: the dot
///   swings about the target and does not just rest beside it.
public struct TrialJudgement: Sendable, Equatable {
  /// How far off a settled dot may be, above 0.
  public let tolerance: Length
  /// The standard deviation of a reading's noise, at least 0.
  public let noise: Length
  /// How many readings a trial has, at least 4.
  public let readings: Int

  /// The most readings that a trial may have: lanes count them in numbers of 24 bits.
  public static let mostReadings = 1 << 24

  /// Judges trials of `readings` (4 to 2^24) readings.
  public init(tolerance: Length, noise: Length, readings: Int) {
    precondition(tolerance > .zero && noise >= .zero, "a tolerance is above 0 cm, noise is not below")
    precondition((4...Self.mostReadings).contains(readings), "a trial has 4 readings or more")
    self.tolerance = tolerance
    self.noise = noise
    self.readings = readings
  }

  /// Where the second half of a trial begins, and where its last quarter does.
  var half: Int { readings / 2 }
  var lastQuarter: Int { readings / 2 + readings / 4 }

  static var noiseOfRunaway: Double { 20 }
  static var noiseOfCycle: Double { 3 }
  /// The greatest mean error of a limit cycle, in root mean squares.
  static var cycleOffset: Double { 0.5 }
  /// The steadiness of a limit cycle: how much the mean square of one quarter may differ from the other's.
  static var cycleGrowth: ClosedRange<Double> { (0.9 * 0.9)...(1 / (0.9 * 0.9)) }
}

/// What is kept of one trial. Lengths in cm.
struct TrialRecord: Sendable, Equatable {
  /// The size of the true error at the first reading.
  var firstError: Double
  /// The number of the last reading with the dot outside the tolerance, counted from 1; 0 where there is none.
  var lastOutside: Int
  /// How many readings came before the first with the dot within the tolerance.
  var beforeInside: Int
  /// The sum of the squares of the true error over the third quarter.
  var thirdQuarter: Double
  /// The sum of the squares of the true error over the last quarter.
  var lastQuarter: Double
  /// The sum of the true error over the second half; of several axes the size of their sums.
  var lateErrors: Double
  /// The way of the beam's slope.
  var travel: Double
}

/// What became of a trial.
enum TrialFate: Equatable {
  case settled
  case diverged
  case limitCycle
  /// None of these: the dot wanders with the noise, or is on its way still.
  case unsettled
}

extension TrialJudgement {
  /// The mean square of the true error over the second half of `record`, in cm².
  func lateMeanSquare(_ record: TrialRecord) -> Double {
    (record.thirdQuarter + record.lastQuarter) / Double(readings - half)
  }

  func fate(of record: TrialRecord) -> TrialFate {
    if record.lastOutside < readings { return .settled }
    let meanSquare = lateMeanSquare(record)
    let calm = max(record.firstError, tolerance.centimeters, Self.noiseOfRunaway * noise.centimeters)
    // Written so that what is no number counts as runaway.
    if !(meanSquare <= calm * calm) { return .diverged }
    let swing = max(tolerance.centimeters, Self.noiseOfCycle * noise.centimeters)
    let third = record.thirdQuarter / Double(lastQuarter - half)
    let last = record.lastQuarter / Double(readings - lastQuarter)
    let mean = record.lateErrors / Double(readings - half)
    let isCycle =
      meanSquare > swing * swing && Self.cycleGrowth.contains(last / third)
      && mean * mean < Self.cycleOffset * Self.cycleOffset * meanSquare
    return isCycle ? .limitCycle : .unsettled
  }
}
