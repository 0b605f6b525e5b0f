internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
internal import RigTrials

/// A line of the table: a figure before each wall, and its meaning.
struct TheoryRow {
  let name: String
  let values: [String]
  /// The meaning; nil if the name is enough.
  let meaning: String?

  private init(_ name: String, _ values: [String], _ meaning: String? = nil) {
    self.name = name
    self.values = values
    self.meaning = meaning
  }

  static func all(_ figures: TheoryFigures) -> [TheoryRow] {
    let walls = figures.walls
    func row(_ name: String, _ meaning: String? = nil, _ value: (WallTheory) -> String) -> TheoryRow {
      TheoryRow(name, walls.map(value), meaning)
    }
    var rows = [
      row("wall") { wall in "\(text(wall.distance)) cm" },
      row("loop gain", gainMeaning(figures)) { wall in text(wall.loop.gain) },
    ]
    if walls.contains(where: { wall in wall.far != nil }) { rows += farOff(row) }
    if figures.decay.isEmpty { rows += steady(walls, row) } else { rows += decaying(figures) }
    return rows + servo(figures, row)
  }

  private static func farOff(_ row: (String, String?, (WallTheory) -> String) -> TheoryRow) -> [TheoryRow] {
    [
      row("… far off", "the same far from the target, where the rate is another") { wall in
        text(wall.far?.loop.gain ?? 0)
      },
      row("… an error there", "how an error goes far from the target, and by what a step multiplies it there") { wall in
        guard let far = wall.far else { return "-" }
        let factor = wall.isSolved ? " × \(text(far.loop.growthFactor))" : ""
        switch far.loop.stability {
        case .stable: return "decays\(factor)"
        case .atEdge: return "stays"
        case .growing: return "grows\(factor)"
        }
      },
    ]
  }

  private static func gainMeaning(_ figures: TheoryFigures) -> String {
    let scenario = figures.scenario
    let rate = text(scenario.stepForm.learningRate)
    let assumed = text(scenario.stepForm.assumedDistance.centimeters)
    let sense = scenario.rig.servo.reversed ? "-2" : "2"
    let times =
      scenario.controller.steers == .angle ? "(D + y²/D)" : scenario.rig.servo.offset != 0 ? "what a slope moves" : "D"
    let first = figures.decay.isEmpty ? "" : "of the first step, "
    return "\(first)g = \(sense) · \(rate) · \(times) / \(assumed): the share of an error that a step takes away"
  }

  private static func steady(
    _ walls: [WallTheory], _ row: (String, String?, (WallTheory) -> String) -> TheoryRow
  ) -> [TheoryRow] {
    func solved(_ wall: WallTheory, _ value: String) -> String { wall.isSolved ? value : "-" }
    func endless(_ wall: WallTheory) -> String { wall.loop.isStable ? "-" : "no end" }
    var rows = [
      row("left by a step", "by what a step multiplies an error in the long run") { wall in
        wall.growthFactor.map(text) ?? "-"
      },
      row("transient", transientMeaning(walls)) { wall in transient(wall) },
    ]
    if walls.contains(where: { wall in period(wall) != nil }) {
      rows.append(
        row("period", "in how many steps an error goes to the other side and back") { wall in period(wall) ?? "-" })
    }
    return rows + [
      row("settles", "steps until the error is within 1 % of the first for good") { wall in
        settling(wall)
      },
      row("noise floor", "how far the dot dances, where σ is the noise of a reading") { wall in
        solved(wall, wall.noiseFloor.map(deviations) ?? endless(wall))
      },
      row("gain margin", "how many times as large the gain may be before the loop runs away") { wall in
        wall.loop.gainMargin.map { margin in margin.ifFinite.map { margin in "× \(text(margin))" } ?? "-" } ?? "none"
      },
      row("delay margin", "how many steps later readings may come before it does") { wall in
        wall.loop.delayMarginSteps.map { steps in steps.counted("step") } ?? "none"
      },
      row("disk margin", "gain, up or down, and phase may change by so much at the same time") { wall in
        solved(wall, wall.diskMargin.map(\.words) ?? "none")
      },
      row("sensitivity peak", "by how much the worst swing of a target is magnified; below 2 is calm") { wall in
        solved(wall, wall.sensitivityPeak.map(text) ?? endless(wall))
      },
    ]
  }

  /// The steps to settle; "-" if they are not known.
  private static func settling(_ wall: WallTheory) -> String {
    guard wall.isSolved else { return "-" }
    guard let steps = wall.settlingSteps else { return wall.loop.isStable && wall.far != nil ? "-" : "never" }
    return (wall.far == nil ? "" : "≤ ") + Double(steps).formatted(significantDigits: 5)
  }

  private static func transient(_ wall: WallTheory) -> String { wall.transient?.name ?? "-" }

  private static func period(_ wall: WallTheory) -> String? {
    wall.transient?.period.map { period in "\(period.formatted(significantDigits: 2)) steps" }
  }

  /// The meaning of each kind of transient that stands in the row.
  private static func transientMeaning(_ walls: [WallTheory]) -> String {
    let meanings = [
      ("deadbeat", "an error is gone after a few steps"), ("overdamped", "an error keeps its side"),
      ("alternating", "an error changes sides at every step"),
      ("oscillatory", "an error swings, with a period of more than two steps"),
    ]
    let shown = meanings.filter { name, _ in walls.contains { wall in wall.transient?.name == name } }
    if shown.isEmpty { return "how an error goes in the long run" }
    return shown.map { name, meaning in "\(name): \(meaning)" }.joined(separator: "; ")
  }

  private static func decaying(_ figures: TheoryFigures) -> [TheoryRow] {
    guard let steps = figures.decay.first?.steps else { return [] }
    let decay = figures.decay
    return [
      TheoryRow(
        "settles", decay.map { wall in settling(wall.settling) },
        "steps until the mean of the error is within 1 % of the first for good"),
      TheoryRow(
        "left of it", decay.map { wall in wall.left.map(text) ?? "-" },
        "of the first error, on average, after \(steps.counted("step"))"),
      TheoryRow(
        "noise", decay.map { wall in wall.noise.map(deviations) ?? "-" },
        "how far the dot dances then, where σ is the noise of a reading"),
      TheoryRow(
        "in the long run", decay.map { wall in limit(wall) }, "how the mean square of the error goes with step k"),
    ]
  }

  private static func settling(_ settling: DecayingLoop.Settling) -> String {
    switch settling {
    case .steps(let steps): Double(steps).formatted(significantDigits: 6)
    case .never: "never"
    case .notKnown: "-"
    }
  }

  private static func limit(_ wall: DecayTheory) -> String {
    switch wall.loop.limit {
    case .steady: "as it is"
    case .vanishing(let power): "k^-\(text(power))"
    case .barelyVanishing: "ln(k)/k"
    case .stopping: "stops short"
    }
  }

  private static func servo(
    _ figures: TheoryFigures, _ row: (String, String?, (WallTheory) -> String) -> TheoryRow
  ) -> [TheoryRow] {
    var rows: [TheoryRow] = []
    let addsUp =
      figures.scenario.rig.servo.resolution > 0 && figures.scenario.rig.servo.backlash > 0
      ? "; what rounding and backlash leave adds up" : ""
    if figures.scenario.rig.servo.resolution > 0 {
      rows.append(
        row("resolution", "by how much a step of the servo moves the dot") { wall in centimeters(wall.resolution) })
      rows.append(
        row("rounding leaves", "the farthest off that the dot can stay or step to, for any target") { wall in
          wall.roundingResidual.map { residual in "≤ \(centimeters(residual.greatest))" } ?? "-"
        })
    }
    if figures.scenario.rig.servo.backlash > 0 {
      rows.append(
        row("backlash", "by how much a turn by the backlash moves the dot") { wall in centimeters(wall.backlash) })
      rows.append(
        row("backlash leaves", backlashMeaning(figures.walls).map { meaning in meaning + addsUp }) { wall in
          switch wall.backlashRemainder {
          case .rest: "rest"
          case .swing(let cycle, _): "± \(centimeters(cycle.dotAmplitude))"
          case .atMost(let bound): "≤ \(centimeters(bound))"
          case nil: "-"
          }
        })
    }
    return rows
  }

  /// The meaning of each kind of remainder that stands in the row.
  private static func backlashMeaning(_ walls: [WallTheory]) -> String? {
    var meanings: [String] = []
    for wall in walls {
      let meaning: String? =
        switch wall.backlashRemainder {
        case .rest: "rest: the dot comes to rest on its target"
        case .swing: "±: how far the dot swings, within a quarter, by the describing function"
        case .atMost: "≤: the dot may rest or swing, and no farther off than that"
        case nil: nil
        }
      if let meaning, !meanings.contains(meaning) { meanings.append(meaning) }
    }
    return meanings.isEmpty ? nil : meanings.joined(separator: "; ")
  }

  private static func centimeters(_ number: Double?) -> String {
    number.map { number in "\(text(number)) cm" } ?? "-"
  }

  static func deviations(_ number: Double) -> String { "\(text(number)) σ" }

  static func text(_ number: Double) -> String { number.formatted(significantDigits: 3) }
}
