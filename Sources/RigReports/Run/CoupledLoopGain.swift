internal import RigCore
internal import RigScenario
internal import RigSimulation

/// The explanation of a run with several axes: how different the rig's directions are, and what remains of an error.
struct CoupledLoopGain {
  private let scenario: Scenario
  private let coupling: Coupling
  private let loop: LoopAtItsEnd

  init(_ scenario: Scenario, _ coupling: Coupling, _ loop: LoopAtItsEnd) {
    self.scenario = scenario
    self.coupling = coupling
    self.loop = loop
  }

  var steering: String {
    """
    a unit of slope moves the dot by \(Self.words(coupling.reachCentimeters)) cm; condition number \
    \(coupling.conditionNumber.formatted(significantDigits: 4))
    """
  }

  /// The explanation in words; nil if the rule finds its gain by itself.
  var explanation: String? {
    guard let effect else { return nil }
    let isSlow = scenario.simulatedServos.contains(where: \.holdsBeamBack)
    let rate = (loop.rateShare * scenario.stepForm.learningRate).formatted(significantDigits: 4)
    let premises = [
      isSlow ? "ideal servos" : nil, loop.followsReversal ? "the reversal followed" : nil,
      loop.rateShare < 1 ? "the rate halved to \(rate)" : nil,
    ].compactMap { premise in premise }
    let premise = premises.isEmpty ? "" : "with \(premises.joined(separator: " and ")) "
    return "\(Self.words(coupling.loopGain)): \(premise)\(effect)"
  }

  /// The disk margin in words; nil for a loop that has none.
  var margin: String? {
    coupling.diskMargin.map { margin in
      "\(margin.words) by the linear theory, for the gain and phase of all axes at once, each by its own"
    }
  }

  private var effect: String? {
    let left = coupling.contraction
    let share = left.formatted(significantDigits: 4)
    guard let form = scenario.linearForm else { return nil }
    let directions = "in the hardest and the easiest direction"
    if form.decay != nil { return "\(directions), at the first step; it shrinks from there" }
    if form.farRate != nil { return "\(directions), on the target" }
    if form.inertia != .none { return "\(directions), without the momentum" }
    if scenario.rig.sensor.deadTime > 0 {
      return "without the dead time a step would leave \(share) of the error in the long run"
    }
    return left < 1
      ? "a step leaves \(share) of the error in the long run"
      : "a step multiplies the error by \(share) in the long run"
  }

  private static func words(_ range: ClosedRange<Double>) -> String {
    let ends = [range.lowerBound, range.upperBound].map { number in number.formatted(significantDigits: 4) }
    return ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
  }
}
