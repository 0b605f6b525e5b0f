internal import RigCore
public import RigScenario
internal import RigSimulation

/// The reason why a rule that learns could not find the distance of the wall, from the steps of its run.
public enum LearningTrouble: Sendable {
  /// The dot did not follow the laser, or the named axes, at all: it moved by so many cm for a unit of slope, with this
  /// standard error.
  case noResponse(axes: [String], centimeters: Double, standardError: Double, Scenario)
  /// The dot moves farther for a unit of slope, by so many cm, than on the farthest wall that the rule assumes
  /// possible.
  case beyondFarthest(centimeters: Double, standardError: Double, farthest: Double, axes: Int)

  /// The trouble of a run; nil if there is none, or if the steps do not show it.
  init?(_ response: SeenResponse, _ scenario: Scenario, axes: Int, hasConverged: Bool) {
    let noise = scenario.expectedNoise
    let known = response.byPlaces(noise: noise).compactMap { explanation in explanation }
    // A dot that did not move while it was on the target is no sign of trouble.
    if !hasConverged, let silence = Silence(response, places: known, scenario, axes: axes, noise: noise) {
      let names = scenario.rig.kind.axes(axes).map(\.name)
      self = .noResponse(
        axes: silence.axes.count == axes ? [] : silence.axes.compactMap { axis in names[axis] },
        centimeters: silence.centimeters, standardError: silence.standardError, scenario)
      return
    }
    guard let best = known.best else { return nil }
    let farthest = scenario.controller.farthestDistance
    let size = (best.reach.reduce(0) { sum, reach in sum + reach * reach } / Double(axes)).squareRoot()
    let error = (best.standardErrors.reduce(0) { sum, error in sum + error * error } / Double(axes)).squareRoot()
    // A wall at the farthest distance may seem farther by rounding, which is no trouble.
    guard size - 3 * error > 1.01 * farthest else { return nil }
    self = .beyondFarthest(centimeters: size, standardError: error, farthest: farthest, axes: axes)
  }

  /// The short name for programs.
  public var name: String {
    switch self {
    case .noResponse: "noResponse"
    case .beyondFarthest: "beyondFarthestDistance"
    }
  }

  /// The trouble and its remedy, in one line.
  public var text: String {
    switch self {
    case .noResponse(let axes, let centimeters, let error, let scenario):
      let names = axes.isEmpty ? "the laser" : axes.joined(separator: " and ")
      let nearest = scenario.controller.nearestDistance.formatted(significantDigits: 6)
      return """
        the dot did not follow \(names): \(Self.text(centimeters, error)) cm for a unit of slope is as good as none \
        (by controller.nearestDistance it is \(nearest) or more); a stuck servo, or a sensor that sees something else: \
        \(Self.advice(scenario))
        """
    case .beyondFarthest(let centimeters, let error, let farthest, let axes):
      let size = Self.text(centimeters, error)
      let what = axes == 1 ? "the wall is" : "a unit of slope moves the dot by"
      return """
        \(what) \(size) cm\(axes == 1 ? " away" : ""), farther than controller.farthestDistance \
        (\(farthest.formatted(significantDigits: 6)) cm): raise it, or the first moves overshoot
        """
    }
  }

  private static func advice(_ scenario: Scenario) -> String {
    scenario.rig.kind == .pins
      ? "turn the servo alone with laserrig jog, and leave the sign check on (loop.probe: true)"
      : rulesThatTryOut
  }

  /// Where to find a sign check on a simulated rig, in words.
  static let rulesThatTryOut =
    "rules with a fixed rate, such as --rule \(RuleDefinition.gradientDescent.name), try it out before they begin"

  private static func text(_ number: Double, _ error: Double) -> String {
    LearnedDistance.text(number, standardError: error)
  }
}

/// A dot that does not answer the laser, or some of its axes.
private struct Silence {
  let axes: [Int]
  /// The way of the dot for a unit of slope of the first of these axes, in cm.
  let centimeters: Double
  let standardError: Double

  /// The axes that are not answered. Nil if every axis is answered, or may be for all that the steps show: after a
  /// longer delay than there was time for, or by a wall as near as possible.
  init?(
    _ response: SeenResponse, places: [SeenResponse.Explanation], _ scenario: Scenario, axes: Int, noise: Double
  ) {
    let delays = response.byChanges(noise: noise)
    let changes = delays.compactMap { explanation in explanation }
    guard changes.count == delays.count,
      let best = places.best ?? changes.first
    else { return nil }
    // On an oblique wall a response can be smaller than any distance.
    let least = (axes == 1 ? 1 : 0.25) * scenario.controller.nearestDistance
    func isSmall(_ explanation: SeenResponse.Explanation, _ axis: Int) -> Bool {
      explanation.reach[axis] + ResponseProbe.clarity * explanation.standardErrors[axis] < least
    }
    func isClear(_ explanation: SeenResponse.Explanation, _ axis: Int) -> Bool {
      explanation.reach[axis] > max(ResponseProbe.clarity * explanation.standardErrors[axis], 0.01 * least)
    }
    // An axis that is answered shows the delay at which the others would be.
    let hasAnswer = (0..<axes).contains { axis in isClear(best, axis) && best.reach[axis] > least }
    let silent = (0..<axes).filter { axis in
      if hasAnswer { return isSmall(best, axis) }
      return response.hasStayed
        && changes.allSatisfy { explanation in isSmall(explanation, axis) && !isClear(explanation, axis) }
        && !places.contains { explanation in isClear(explanation, axis) }
    }
    guard let first = silent.first else { return nil }
    let told = hasAnswer ? best : changes[0]
    self.axes = silent
    centimeters = told.reach[first]
    standardError = told.standardErrors[first]
  }
}
