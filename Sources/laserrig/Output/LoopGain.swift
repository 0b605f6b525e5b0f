internal import RealModule
internal import RigCore
internal import RigScenario

/// Why the run went as it did: the gain that the hidden distance gave the loop.
struct LoopGain {
  private let scenario: Scenario
  private let gain: Double
  private let formula: String

  /// The gain of a loop with one axis before a wall at `distance` cm; nil where the rule finds the gain by itself.
  /// With the `rate` that the rule ended with, if it is no longer the one it began with; `isReversalFollowed` where the
  /// loop found out that the servo is reversed.
  init?(
    _ scenario: Scenario, distance: Double, target: Double, laserHeight: Double, rate: Double? = nil,
    isReversalFollowed: Bool = false
  ) {
    if scenario.controller.rule.learnsDistance { return nil }
    self.scenario = scenario
    let rate = rate ?? scenario.controller.learningRate
    let assumed = scenario.controller.assumedDistance
    // Near the target: how much the dot rises for each unit of what is steered. In slope form, with the laser straight
    // on its horn, that is the distance.
    let slope = (target - laserHeight) / distance
    var effective = distance * (1 + slope * slope)
    if scenario.controller.steers == .slope {
      let command = Angle(degrees: Angle(slope: slope).degrees - scenario.rig.servo.offset).slope
      effective = scenario.rig.servo.offset == 0 ? distance : effective / (1 + command * command)
    }
    gain = (scenario.rig.servo.reversed && !isReversalFollowed ? -2 : 2) * rate * effective / assumed
    let factors = [rate, effective, assumed].map { number in number.formatted(significantDigits: 5) }
    formula = "2 · \(factors[0]) · \(factors[1]) / \(factors[2])"
  }

  /// Nil where the rule finds its gain by itself.
  var explanation: String? {
    guard let effect else { return nil }
    let sense = gain < 0 ? ", negative since the servo is reversed" : ""
    let servo = scenario.rig.servo
    let isSlow = servo.slewRate != nil || servo.lag > 0 || servo.deadBand > 0 || servo.backlash > 0
    let premise = isSlow ? "with an ideal servo " : ""
    return "\(gain.formatted(significantDigits: 4)) = \(formula)\(sense): \(premise)\(effect)"
  }

  private var effect: String? {
    switch scenario.controller.rule {
    case .gradientDescent where scenario.rig.sensor.deadTime > 0: stableBelow(edgeWithDeadTime)
    case .gradientDescent: contraction
    case .decayingRate: "at the first step; it shrinks from there"
    case .errorDependentRate: "on the target; far from it the rate is another"
    case .recursiveLeastSquares, .kalman, .secant, .broyden: nil
    case .extremumSeeking: nil
    case .spsa: "of a step that knows the side; by the cost alone the distances count twice"
    case .momentum: stableBelow(2 * (1 + scenario.controller.momentum))
    // The characteristic polynomial z² - (1-g)(1+β)z + β(1-g) has its roots inside the unit circle below this.
    case .nesterov: stableBelow((2 + 2 * scenario.controller.momentum) / (1 + 2 * scenario.controller.momentum))
    }
  }

  /// `2·sin(π/(2(2d+1)))` for `e[k+1] = e[k] - g·e[k-d]`.
  private var edgeWithDeadTime: Double {
    2 * .sin(.pi / (2 * (2 * Double(scenario.rig.sensor.deadTime) + 1)))
  }

  private func stableBelow(_ edge: Double) -> String {
    let range = "stable between 0 and \(edge.formatted(significantDigits: 3))"
    let steps = scenario.rig.sensor.deadTime
    if steps == 0 { return range }
    return scenario.controller.rule == .gradientDescent
      ? "\(range) with a dead time of \(steps) steps" : "\(range) without the dead time, in less with it"
  }

  private var contraction: String {
    let left = (1 - gain).magnitude.formatted(significantDigits: 4)
    if (gain - 2).magnitude < 1e-9 { return "a step turns the error round and leaves all of it" }
    if gain <= 0 || gain >= 2 { return "a step multiplies the error by \(left)" }
    if (gain - 1).magnitude < 0.005 { return "one step takes away the whole error" }
    return gain < 1 ? "a step leaves \(left) of the error" : "a step overshoots and leaves \(left) of the error"
  }
}
