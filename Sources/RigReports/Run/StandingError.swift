internal import RealModule
internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory

/// An error that stays the same while the command moves on steadily: the dot lags behind a drift, or it does not follow
/// the servo any more.
public struct StandingError: Sendable {
  /// What the readings tell of the cause.
  private enum Cause {
    /// The dot follows the servo, by so many cm for a unit of slope or more, and stays behind a drift.
    case lag(leastReach: Double)
    /// The dot does not follow the servo.
    case stuck
    /// The command moves too evenly to tell.
    case unknown
  }

  private let cause: Cause
  /// The size of the mean error, and its standard error, in cm.
  private let size: Double
  private let uncertainty: Double
  /// How far the command moves at each step: a slope.
  private let motion: Double
  private let name: String?
  private let scenario: Scenario
  /// The share of the learning rate that halvings have left.
  private let rateShare: Double
  /// How far the command has moved while the error stood, in degrees.
  private let wayDegrees: Double

  /// The fewest readings that show it.
  private static let leastReadings = 24
  /// The number of standard errors by which a mean error differs from none.
  private static let clarity = 6.0

  /// The error that stands in `steps`, the latest of a run of `scenario`; nil if none does, or if the command rests.
  /// `rateShare` is the share of the learning rate that halvings have left, above 0 and at most 1.
  init?(_ steps: [StepRecord], _ scenario: Scenario, axes: Int, rateShare: Double) {
    // The way to the target, or a jump of it, comes before: the longest end of the run that shows the error counts.
    let ends = [1, 2, 3].map { quarters in Array(steps.dropFirst(steps.count * quarters / 4)) }
    let found = ends.lazy.filter { end in end.count >= Self.leastReadings }.compactMap { end in
      (0..<axes).compactMap { axis in Course(end, axis) }.max { left, right in left.size < right.size }
        .map { course in (end, course) }
    }
    guard let (end, course) = found.first, course.size > scenario.loop.tolerance else { return nil }
    size = course.size
    uncertainty = course.standardError
    motion = course.motion
    name = scenario.rig.kind.axes(axes)[course.axis].name
    self.scenario = scenario
    self.rateShare = rateShare
    let angles = (end[0].anglesDegrees[course.axis], end[end.count - 1].anglesDegrees[course.axis])
    wayDegrees = (angles.1 - angles.0).magnitude
    cause = Self.cause(end, course, scenario, axes: axes)
  }

  private static func cause(_ steps: [StepRecord], _ course: Course, _ scenario: Scenario, axes: Int) -> Cause {
    var response = SeenResponse(axes: axes)
    for step in steps { response.take(step) }
    let known = response.byPlaces(noise: scenario.expectedNoise).compactMap { explanation in explanation }
    guard let best = known.best else { return .unknown }
    let (reach, error) = (best.reach[course.axis], best.standardErrors[course.axis])
    // Without noise an error that stands to the last digit tells nothing of the way of the dot.
    guard best.unexplained > 0, error > 0 else { return .unknown }
    // The command answers the noise, so a fit to it finds a reach of some standard errors where there is none.
    if reach > Self.clarity * error { return .lag(leastReach: reach - 2 * error) }
    // The rule assumes a distance, of which a servo that turns would show a half. A dot that swings is moved by
    // something, if not in a way that a straight line describes.
    let least = scenario.controller.assumedDistance / 2
    return scenario.controller.hasLearningRate && reach + 3 * error < least && response.isNoiseAlone ? .stuck : .unknown
  }

  /// The reason and what to do, in words.
  var text: String {
    let subject = name.map { name in "the error of \(name)" } ?? "the error"
    let error = uncertainty > 1e-6 * size ? " ± \(uncertainty.formatted(significantDigits: 2))" : ""
    let stands = "\(subject) stays at \(size.formatted(significantDigits: 3))\(error) cm on average"
    let turn = "the command moves on by \(Angle(slope: motion).degrees.formatted(significantDigits: 3))° a step"
    switch cause {
    case .lag(let reach):
      return """
        \(stands) while \(turn): the dot lags behind a target or a wall that drifts; \(remedy(leastDrift: reach * motion))
        """
    case .stuck:
      return """
        \(stands) while \(turn), and the dot does not follow: is the servo stuck, at a stop or without power? Turn it alone \
        with laserrig jog
        """
    case .unknown:
      return """
        \(stands) while \(turn): either the dot lags behind a target that drifts, or it does not follow a servo that is \
        stuck\(play). For a drift: \(remedy(leastDrift: nil))
        """
    }
  }

  /// The play of the gears as a cause: for a real servo, whose play is unknown, and for a simulated one if the command has
  /// not crossed it.
  private var play: String {
    guard scenario.rig.kind.isSimulated else { return " or crosses the play of its gears" }
    let widest = scenario.simulatedServos.map(\.backlash).max() ?? 0
    return wayDegrees <= widest ? " or crosses the play of its gears, which takes more steps (loop.steps)" : ""
  }

  /// What to do about a lag behind a drift of `leastDrift` cm a step or more; nil if that is not known.
  private func remedy(leastDrift: Double?) -> String {
    let learner = "choose a rule that follows a drift, such as \(RuleDefinition.recursiveLeastSquares.name)"
    // A simulated drift is so much a step, however many steps a second has.
    let faster = scenario.rig.kind.isSimulated ? [] : ["raise loop.frameRate, so that it drifts less in a step"]
    guard scenario.controller.hasLearningRate else { return (faster + [learner]).joined(separator: ", or ") }
    let needed = scenario.controller.learningRate * rateShare * size / scenario.loop.tolerance
    let premise = "the lag is the drift a step divided by the loop gain"
    let hopeless =
      "brings it within the tolerance: " + (faster + ["raise loop.tolerance, or \(learner)"]).joined(separator: ", ")
    if let leastDrift, let loop = scenario.linearLoop(gain: 1) {
      let fast = loop.lagging(scenario.loop.tolerance, behindDrift: leastDrift)
      if fast.gain >= fast.edge { return "\(premise), and no stable rate \(hopeless)" }
    }
    if let edge = scenario.edgeRate {
      if needed >= edge { return "\(premise), and no stable rate \(hopeless)" }
    } else if let edge = scenario.edgeRateAtAssumedDistance, needed >= edge {
      return "\(premise), and no rate that is stable before a wall at the assumed distance \(hopeless)"
    }
    return """
      \(premise), so a learning rate above \(needed.formatted(significantDigits: 2)) brings it within the tolerance if the \
      loop is stable with that; or \(faster.isEmpty ? "" : "raise loop.frameRate, or ")\(learner)
      """
  }

  /// The course of one axis that has a standing error.
  private struct Course {
    let axis: Int
    let size: Double
    let standardError: Double
    let motion: Double

    init?(_ steps: [StepRecord], _ axis: Int) {
      self.axis = axis
      let errors = steps.compactMap { step in step.errorsCentimeters?[axis] }
      let slopes = steps.map { step in Angle(degrees: step.anglesDegrees[axis]).slope }
      let half = errors.count / 2
      let (first, second) = (Mean(errors[..<half]), Mean(errors[half...]))
      let mean = (first.value + second.value) / 2
      // The halves differ by the noise alone, or by a fiftieth.
      standardError = (first.variance + second.variance).squareRoot() / 2
      size = mean.magnitude
      let difference = (first.value - second.value).magnitude
      guard errors.count >= 2, size > max(StandingError.clarity * standardError, 1e-9),
        difference <= max(StandingError.clarity * standardError, size / 50)
      else { return nil }
      // And the command moves on by as much in each half, within a quarter.
      let ways = (slopes[half] - slopes[0], slopes[slopes.count - 1] - slopes[half])
      let all = ways.0 + ways.1
      let share = ways.0 / all
      let expected = Double(half) / Double(slopes.count - 1)
      motion = all.magnitude / Double(slopes.count - 1)
      // Written so that a command that does not move, which has no share, has none.
      guard (share - expected).magnitude < 0.25, motion > 1e-12 else { return nil }
    }
  }

  /// The mean of some numbers, and the variance of that mean, as if they had nothing to do with each other.
  private struct Mean {
    let value: Double
    let variance: Double

    init(_ numbers: ArraySlice<Double>) {
      let count = Double(numbers.count)
      let mean = numbers.reduce(0, +) / count
      value = mean
      let squares = numbers.reduce(0) { sum, number in sum + (number - mean) * (number - mean) }
      variance = squares / (count * (count - 1))
    }
  }
}
