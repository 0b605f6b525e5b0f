internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory

/// The explanation of a run: the gain that the hidden distance gave the loop.
struct LoopGain {
  private let scenario: Scenario
  private let gain: Double
  private let formula: String

  /// The gain of a loop with one axis before a wall at `distance` cm; nil if the rule finds the gain by itself. `loop`
  /// holds the settings at the end.
  init?(_ scenario: Scenario, distance: Double, target: Double, laserHeight: Double, _ loop: LoopAtItsEnd) {
    if scenario.controller.rule.family == .learner { return nil }
    self.scenario = scenario
    let local = scenario.localGain(
      height: target - laserHeight, rateShare: loop.rateShare, isReversalFollowed: loop.followsReversal)
    gain = local.gain(at: .centimeters(distance))
    let reach = local.reach(at: .centimeters(distance))
    let factors = [local.learningRate, reach.centimeters, local.assumedDistance.centimeters]
      .map { number in number.formatted(significantDigits: 5) }
    formula = "2 · \(factors[0]) · \(factors[1]) / \(factors[2])"
  }

  /// The explanation in words; nil if the rule finds its gain by itself.
  var explanation: String? {
    guard let effect else { return nil }
    let sense = gain < 0 ? ", negative since the servo is reversed" : ""
    // The range of a servo with a lag says by itself what it includes.
    let premise = scenario.rig.servo.lag > 0 ? "" : scenario.servoPremise.map { premise in "\(premise) " } ?? ""
    return "\(gain.formatted(significantDigits: 4)) = \(formula)\(sense): \(premise)\(effect)"
  }

  private var effect: String? {
    guard let form = scenario.linearForm else { return scenario.controller.rule.gainRemark }
    if form.decay != nil { return "at the first step; it shrinks from there" }
    if form.farRate != nil { return "on the target; far from it the rate is another" }
    return scenario.linearLoop(gain: gain).map { loop in loop.isPlain ? contraction : stableRange(of: loop) }
  }

  private func stableRange(of loop: LinearLoop) -> String {
    let range = "stable between 0 and \(loop.edge.formatted(significantDigits: 3))"
    let lag = scenario.servoPremise == nil ? "the servo's lag" : "no effect of the servo but its lag"
    let effects = [
      loop.deadTime == 0 ? nil : "a dead time of \(loop.deadTime.counted("step"))", loop.servoPole == 0 ? nil : lag,
      loop.sensorPole == 0 ? nil : "the sensor's smoothing",
    ].compactMap { effect in effect }
    guard let last = effects.last else { return range }
    return "\(range) with " + effects.dropLast().map { effect in "\(effect) and " }.joined() + last
  }

  private var contraction: String {
    let left = (1 - gain).magnitude.formatted(significantDigits: 4)
    let stability = LinearLoop(gain: gain).stability
    if stability == .atEdge { return "a step turns the error round and leaves all of it" }
    if stability == .growing { return "a step multiplies the error by \(left)" }
    if (gain - 1).magnitude < 0.005 { return "one step takes away the whole error" }
    return gain < 1 ? "a step leaves \(left) of the error" : "a step overshoots and leaves \(left) of the error"
  }
}
