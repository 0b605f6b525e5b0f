internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
internal import RigTrials

/// The assumptions of the figures, and the unmodelled effects, a sentence each.
struct TheoryNotes {
  private let figures: TheoryFigures

  init(_ figures: TheoryFigures) {
    self.figures = figures
  }

  private var scenario: Scenario { figures.scenario }

  var all: [String] {
    var notes = figures.edge.map(ofGain) ?? []
    let noise = scenario.rig.sensor.noise
    if noise > 0, scenario.rig.sensor.reports == .error { notes.append("σ is \(TheoryRow.text(noise)) cm here.") }
    return notes
  }

  private func ofGain(_ edge: Double) -> [String] {
    [range(edge), reversal, height, unsolved, unmodelled].compactMap { note in note }
  }

  private func range(_ edge: Double) -> String {
    let delay = scenario.rig.sensor.deadTime
    let momentum = scenario.linearLoop(gain: 1)?.momentum ?? 0
    let conditions = [
      momentum > 0 ? "a momentum of \(TheoryRow.text(momentum))" : nil,
      delay > 0 ? "a dead time of \(delay.counted("step"))" : nil,
      scenario.rig.servo.lag > 0 ? "a servo's lag of \(TheoryRow.text(scenario.rig.servo.lag)) s" : nil,
      scenario.rig.sensor.smoothing > 0 && scenario.isSmoothingModelled
        ? "a sensor's smoothing of \(TheoryRow.text(scenario.rig.sensor.smoothing)) s" : nil,
    ].compactMap { condition in condition }
    let with = conditions.isEmpty ? "" : " with \(conditions.listed)"
    return figures.decay.isEmpty
      ? "Stable: for gains between 0 and \(TheoryRow.text(edge))\(with)."
      : "A gain of \(TheoryRow.text(edge)) or more\(with) makes things worse only until it has decayed below that."
  }

  private var reversal: String? {
    guard scenario.rig.servo.reversed else { return nil }
    return "The servo is reversed; the sign check of a run finds that out, and a gain of the other sign holds then."
  }

  private var height: String? {
    guard scenario.gainDependsOnHeight else { return nil }
    let height = scenario.farthestHeight
    let side = height < 0 ? "below" : "above"
    return """
      The gain is that near a target \(TheoryRow.text(height.magnitude)) cm \(side) the laser; elsewhere it is another.
      """
  }

  private var unsolved: String? {
    if figures.decay.contains(where: { wall in wall.settling == .notKnown }), figures.decay.first?.expectation != nil {
      return "The number of steps to settle stands as - if it is above 10¹⁵, or not known."
    }
    guard scenario.rig.sensor.deadTime > WallTheory.longestDeadTime else { return nil }
    return "What stands as - is not computed for a dead time of more than \(WallTheory.longestDeadTime) steps."
  }

  private var unmodelled: String? {
    let parts = scenario.unmodelledByTheory
    return parts.isEmpty
      ? nil : "Unmodelled effects: \(parts.listed). `laserrig run` and `laserrig compare` have them."
  }
}
