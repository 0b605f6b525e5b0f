internal import RigCore
internal import RigScenario
internal import RigSimulation

/// Why the run went as it did: the gain that the hidden distance gave the loop.
struct LoopGain {
  private let gain: Double
  private let formula: String

  init(_ scenario: Scenario, _ truth: SimulatedTruth) {
    let rate = scenario.controller.learningRate
    let assumed = scenario.controller.assumedDistance
    let distance = truth.distance.centimeters
    var effective = distance
    if scenario.controller.steers == ControlVariable.angle.rawValue {
      let height = (truth.target - truth.laserHeight).centimeters
      effective += height * height / distance
    }
    gain = (scenario.rig.servo.reversed ? -2 : 2) * rate * effective / assumed
    let factors = [rate, effective, assumed].map { number in number.formatted(significantDigits: 4) }
    formula = "2 · \(factors[0]) · \(factors[1]) / \(factors[2])"
  }

  var explanation: String {
    let sense = gain < 0 ? ", negative since the servo is reversed" : ""
    return "\(gain.formatted(significantDigits: 3)) = \(formula)\(sense): \(effect)"
  }

  private var effect: String {
    let left = (1 - gain).magnitude.formatted(significantDigits: 3)
    if gain <= 0 || gain >= 2 { return "a step multiplies the error by \(left)" }
    if (gain - 1).magnitude < 0.005 { return "one step takes away the whole error" }
    return gain < 1 ? "a step leaves \(left) of the error" : "a step overshoots and leaves \(left) of the error"
  }
}
