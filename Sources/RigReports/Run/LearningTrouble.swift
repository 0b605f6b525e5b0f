internal import RigCore
package import RigScenario
internal import RigSimulation

/// Why a rule that learns could not find out where the wall is, as the steps of its run tell.
package enum LearningTrouble {
  /// The dot did not follow the laser, or the axes named, at all: it moved so many cm for a unit of slope, give or take a
  /// standard error.
  case noResponse(axes: [String], centimeters: Double, standardError: Double, Scenario)
  /// The dot moves farther for a unit of slope, so many cm, than on the farthest wall that the rule reckons with.
  case beyondFarthest(centimeters: Double, standardError: Double, farthest: Double, axes: Int)

  /// Nil where nothing is the matter, and where the steps do not tell.
  package init?(_ response: SeenResponse, _ scenario: Scenario, axes: Int, hasConverged: Bool) {
    let noise = scenario.loop.noise ?? (scenario.rig.kind.isSimulated ? scenario.rig.sensor.noise : 0)
    let known = response.byPlaces(noise: noise).compactMap { explanation in explanation }
    // A dot that did not move while it was on the target has nothing to answer for.
    if !hasConverged, let silence = Silence(response, places: known, scenario, axes: axes, noise: noise) {
      let names = AxisNames.all(axes)
      self = .noResponse(
        axes: silence.axes.count == axes ? [] : silence.axes.compactMap { axis in names[axis] },
        centimeters: silence.centimeters, standardError: silence.standardError, scenario)
      return
    }
    guard let best = known.min(by: { left, right in left.unexplained < right.unexplained }) else { return nil }
    let farthest = scenario.controller.farthestDistance
    let size = (best.reach.reduce(0) { sum, reach in sum + reach * reach } / Double(axes)).squareRoot()
    let error = (best.standardErrors.reduce(0) { sum, error in sum + error * error } / Double(axes)).squareRoot()
    // What rounding leaves of a wall that stands at the farthest distance is no trouble.
    guard size - 3 * error > 1.01 * farthest else { return nil }
    self = .beyondFarthest(centimeters: size, standardError: error, farthest: farthest, axes: axes)
  }

  /// The short name for programs.
  package var name: String {
    switch self {
    case .noResponse: "noResponse"
    case .beyondFarthest: "beyondFarthestDistance"
    }
  }

  /// In one line, what is the matter and what to do.
  package var text: String {
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
      : "rules with a fixed rate, such as --rule \(RuleDefinition.gradientDescent.name), try it out before they begin"
  }

  private static func text(_ number: Double, _ error: Double) -> String {
    LearnedDistance.text(number, standardError: error)
  }
}

/// That the dot does not answer the laser, or some of its axes.
private struct Silence {
  let axes: [Int]
  /// How far it goes for a unit of slope of the first of them, in cm.
  let centimeters: Double
  let standardError: Double

  /// So many standard errors an effect must have to count, as in a sign check.
  private static let clarity = 4.0

  /// Nil where every axis is answered, or may be for all that the steps tell: later than any delay that there was time
  /// for, or by a wall as near as can be.
  init?(
    _ response: SeenResponse, places: [SeenResponse.Explanation], _ scenario: Scenario, axes: Int, noise: Double
  ) {
    let delays = response.byChanges(noise: noise)
    let changes = delays.compactMap { explanation in explanation }
    guard changes.count == delays.count,
      let best = places.min(by: { left, right in left.unexplained < right.unexplained }) ?? changes.first
    else { return nil }
    // On a slant a response can be smaller than any distance.
    let least = (axes == 1 ? 1 : 0.25) * scenario.controller.nearestDistance
    func isSmall(_ explanation: SeenResponse.Explanation, _ axis: Int) -> Bool {
      explanation.reach[axis] + Self.clarity * explanation.standardErrors[axis] < least
    }
    func isClear(_ explanation: SeenResponse.Explanation, _ axis: Int) -> Bool {
      explanation.reach[axis] > max(Self.clarity * explanation.standardErrors[axis], 0.01 * least)
    }
    // An axis that is answered tells the delay at which the others would be.
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
