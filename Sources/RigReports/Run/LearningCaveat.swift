internal import RigCore
internal import RigScenario

/// A reason why a learned distance, or its standard error, is not to be trusted: the readings did something that the rule
/// finds out only in time, or never.
public enum LearningCaveat: Sendable {
  /// The target or the wall moves the dot by so many cm a step, whatever the laser does.
  case drifting(centimetersPerStep: Double)
  /// So many readings stood at the limit of the sensor, where the dot may be anywhere beyond.
  case clipped(SaturatedReadings)
  /// The rule has no standard error, and a line through all readings has this other distance in cm, or one that is
  /// uncertain by more than a third.
  case unconfirmed(centimeters: Double, standardError: Double)
  /// The simulated rig has an effect that no rule which learns has a model for, in words with its key.
  case unmodelled(String)

  /// The number of standard errors by which a drift differs from none.
  private static let clarity = 6.0

  /// The caveat of a run in which `learned` was learned; nil if its steps show none.
  init?(
    _ learned: LearnedDistance, _ response: SeenResponse, _ scenario: Scenario, axes: Int, readings: Int,
    clipped: SaturatedReadings?
  ) {
    let range = scenario.rangeToLearnFrom(axes: axes)
    if let clipped, clipped.limitsCentimeters.contains(where: { limit in limit <= range }) {
      self = .clipped(clipped)
      return
    }
    let known = response.byPlaces(noise: scenario.scatterToLearnFrom).compactMap { explanation in explanation }
    let line = known.best
    if axes == 1, learned.standardErrorCentimeters == nil, let line, let other = Self.unconfirmed(learned, by: line) {
      self = other
    } else if learned.standardErrorCentimeters != nil, let effect = scenario.effectUnknownToLearning {
      self = .unmodelled(effect)
    } else if let drift = Self.clearDrift(line, readings: readings, tolerance: scenario.loop.tolerance)
      ?? Self.fastest(scenario.driftsOfTarget(axes: axes))
    {
      self = .drifting(centimetersPerStep: drift)
    } else {
      return nil
    }
  }

  /// The fastest drift that `line`, fitted to so many readings, clearly shows and that goes beyond `tolerance` cm in
  /// all of them; nil if there is none. In cm a step.
  private static func clearDrift(
    _ line: SeenResponse.Explanation?, readings: Int, tolerance: Double
  ) -> Double? {
    guard let drift = line?.drift, let fastest = fastest(drift.centimeters),
      fastest.magnitude > clarity * drift.standardError, fastest.magnitude * Double(readings) > tolerance
    else { return nil }
    return fastest
  }

  /// The fastest of some drifts; nil if there are none.
  private static func fastest(_ drifts: [Double]) -> Double? {
    drifts.max { left, right in left.magnitude < right.magnitude }
  }

  /// The caveat that `line`, fitted to all readings, does not confirm `learned`; nil if it does.
  private static func unconfirmed(_ learned: LearnedDistance, by line: SeenResponse.Explanation) -> LearningCaveat? {
    let (reach, error) = (line.reach[0], line.standardErrors[0])
    let difference = (learned.centimeters.magnitude - reach).magnitude
    guard difference > 3 * error + 0.1 * reach || error > reach / 3 else { return nil }
    return .unconfirmed(centimeters: reach, standardError: error)
  }

  /// The short name for programs.
  public var name: String {
    switch self {
    case .drifting: "drifting"
    case .clipped: "clipped"
    case .unconfirmed: "unconfirmed"
    case .unmodelled: "unmodelled"
    }
  }

  /// The caveat in words.
  public var text: String {
    switch self {
    case .drifting(let speed):
      "the dot drifts by \(speed.magnitude.formatted(significantDigits: 2)) cm a step on its own"
    case .clipped(let readings): readings.line
    case .unconfirmed(let centimeters, let error):
      "a line through all readings gives \(LearnedDistance.text(centimeters, standardError: error)) cm"
    case .unmodelled(let effect): effect
    }
  }
}
