internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
internal import RigTrials

/// The theory in one sentence.
struct TheorySummary {
  private let figures: TheoryFigures

  init(_ figures: TheoryFigures) {
    self.figures = figures
  }

  var sentence: String {
    guard let wall = figures.middle else { return withoutGain }
    var parts = [gain(wall), range]
    if let decay = figures.decay.isEmpty ? nil : figures.decay[figures.decay.count / 2] {
      if let steps = decay.settlingSteps {
        parts.append("settles to 1 % in \(steps.counted("step", significantDigits: 6))")
      }
      if let noise = decay.noise {
        parts.append("noise \(TheoryRow.deviations(noise)) after \(decay.steps.counted("step"))")
      }
    } else if let verdict = wall.loop.stability.trouble {
      parts.append("here \(verdict)")
    } else {
      if let floor = wall.noiseFloor { parts.append("noise floor \(TheoryRow.deviations(floor))") }
      if let steps = wall.settlingSteps {
        let most = wall.far == nil ? "" : "at most "
        parts.append("settles to 1 % in \(most)\(steps.counted("step", significantDigits: 5))")
      }
      if let far = wall.far.flatMap(farOff) { parts.append(far) }
      if let steps = wall.loop.delayMarginSteps {
        parts.append("delay margin \(steps.counted("step"))")
      }
    }
    return parts.joined(separator: ", ")
  }

  /// What becomes of an error far from the target; nil if it decays there.
  private func farOff(_ far: FarLoop) -> String? {
    switch far.loop.stability {
    case .stable: nil
    case .atEdge: "far from the target an error neither decays nor grows"
    case .growing:
      far.growsFrom.map { size in "an error of more than \(TheoryRow.text(size)) cm grows" }
        ?? "far from the target an error grows"
    }
  }

  private func gain(_ wall: WallTheory) -> String {
    let gain = "gain \(TheoryRow.text(wall.loop.gain))"
    guard let nearest = figures.walls.first, let farthest = figures.walls.last, figures.walls.count > 1 else {
      return gain
    }
    let distances = "\(TheoryRow.text(nearest.distance))…\(TheoryRow.text(farthest.distance))"
    let gains = "\(TheoryRow.text(nearest.loop.gain))…\(TheoryRow.text(farthest.loop.gain))"
    return "\(gain) at D = \(TheoryRow.text(wall.distance)) cm (g at D = \(distances): \(gains))"
  }

  private var range: String {
    let scenario = figures.scenario
    if scenario.rig.servo.reversed { return "stable before no wall, since the servo is reversed" }
    guard let stable = figures.stableDistances else { return "stable before no wall" }
    let share = figures.stableShare.map { share in
      share < 1 ? " (\((100 * share).formatted(significantDigits: 2)) % of the walls)" : " (all walls)"
    }
    let words =
      !figures.decay.isEmpty
      ? "stable from the first step on" : figures.middle?.far != nil ? "stable near the target" : "stable"
    guard stable.upperBound.isFinite else { return "\(words) before every wall" }
    let far = TheoryRow.text4(stable.upperBound)
    return stable.lowerBound > 0
      ? "\(words) for D between \(TheoryRow.text4(stable.lowerBound)) and \(far) cm\(share ?? "")"
      : "\(words) for D below \(far) cm\(share ?? "")"
  }

  private var withoutGain: String {
    if figures.scenario.commandsSpeed {
      return """
        The command of a continuous-rotation servo sets its speed and not its place (rig.servo.continuousRotation): no \
        loop gain, no margins. Use a positional servo.
        """
    }
    return figures.scenario.controller.rule.family == .learner
      ? """
      \(figures.scenario.controller.rule.name) learns what a turn does to the dot and sets its gain by that: no \
      fixed gain, no margins. `laserrig compare` measures it.
      """
      : """
      \(figures.scenario.controller.rule.name) goes by the cost alone: no fixed gain, no margins. `laserrig \
      compare` measures it.
      """
  }
}

extension LinearLoop.Stability {
  /// What becomes of an error, as a clause; nil if the loop is stable.
  var trouble: String? {
    switch self {
    case .stable: nil
    case .atEdge: "an error neither decays nor grows, since the gain is at the edge of stability"
    case .growing: "an error grows without end"
    }
  }
}

extension TheoryRow {
  static func text4(_ number: Double) -> String { number.formatted(significantDigits: 4) }
}
