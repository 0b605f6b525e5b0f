internal import RigCore
internal import RigScenario

/// A reason why the standard error of a learned distance is not to be trusted: the readings did something that the rule
/// finds out only in time, or never.
public enum LearningCaveat: Sendable {
  /// The target or the wall moves the dot by so many cm a step, whatever the laser does.
  case drifting(centimetersPerStep: Double)
  /// So many readings stood at the limit of the sensor, where the dot may be anywhere beyond.
  case clipped(SaturatedReadings)

  /// The number of standard errors by which a drift differs from none.
  private static let clarity = 6.0

  /// The caveat of a run; nil if its steps show none.
  init?(_ response: SeenResponse, _ scenario: Scenario, axes: Int, readings: Int, clipped: SaturatedReadings?) {
    let range = scenario.rangeToLearnFrom(axes: axes)
    if let clipped, clipped.limitsCentimeters.contains(where: { limit in limit <= range }) {
      self = .clipped(clipped)
      return
    }
    let known = response.byPlaces(noise: scenario.scatterToLearnFrom).compactMap { explanation in explanation }
    guard let best = known.best, let drift = best.drift,
      let fastest = drift.centimeters.max(by: { left, right in left.magnitude < right.magnitude }),
      fastest.magnitude > Self.clarity * drift.standardError,
      fastest.magnitude * Double(readings) > scenario.loop.tolerance
    else { return nil }
    self = .drifting(centimetersPerStep: fastest)
  }

  /// The short name for programs.
  public var name: String {
    switch self {
    case .drifting: "drifting"
    case .clipped: "clipped"
    }
  }

  /// The caveat in words.
  public var text: String {
    switch self {
    case .drifting(let speed):
      "the dot drifts by \(speed.magnitude.formatted(significantDigits: 2)) cm a step on its own"
    case .clipped(let readings): readings.line
    }
  }
}
