internal import RigCore
internal import RigScenario
internal import RigTheory
internal import RigTrials

/// The theory for people: a sentence, the figures, their meaning, and the bounds that no rule can beat.
public struct TheoryTable: Sendable {
  private let figures: TheoryFigures
  private let name: String
  private let terminal: Terminal

  /// The report of `figures`.
  ///
  /// - Parameters:
  ///   - figures: the figures of the theory.
  ///   - name: the file of the scenario, or the name in its place if there is no file.
  ///   - terminal: the abilities of the place where the report goes.
  public init(_ figures: TheoryFigures, name: String, terminal: Terminal) {
    self.figures = figures
    self.name = name
    self.terminal = terminal
  }

  private var scenario: Scenario { figures.scenario }

  /// The report as lines of text.
  public var text: String {
    let title = scenario.title.isEmpty ? name : "\(name): \(scenario.title)"
    var lines = [terminal.styled(title, .bold)] + scenario.ruleSummary.wrapped(to: 80) + [""]
    lines += prose(TheorySummary(figures).sentence)
    let rows = figures.walls.isEmpty ? [] : TheoryRow.all(figures)
    if !rows.isEmpty {
      lines.append("")
      if figures.walls.count > 1 {
        lines.append(terminal.styled(line("", ["nearest", "middle", "farthest"]), .dim))
      }
      lines += rows.map { row in line(row.name, row.values) }
      lines.append("")
      lines += rows.flatMap { row in explained(row) }
    }
    for note in TheoryNotes(figures).all { lines += [""] + prose(note) }
    if !figures.bounds.isEmpty { lines += [""] + bounds }
    return lines.joined(separator: "\n") + "\n"
  }

  private func prose(_ text: String) -> [String] { Passage.prose(text).lines(width: 80) }

  private func line(_ name: String, _ values: [String]) -> String {
    "  " + name + String(repeating: " ", count: max(0, 18 - name.count))
      + values.map { value in String(repeating: " ", count: max(1, 12 - value.count)) + value }.joined()
  }

  private func explained(_ row: TheoryRow) -> [String] {
    guard let meaning = row.meaning else { return [] }
    let indent = String(repeating: " ", count: 22)
    let lines = Passage.prose(meaning).lines(width: 80 - 20)
    return lines.enumerated().map { number, text in
      let words = String(text.drop { character in character == " " })
      if number > 0 { return indent + words }
      return "    " + row.name + String(repeating: " ", count: max(1, 18 - row.name.count)) + words
    }
  }

  private var bounds: [String] {
    let bounds = figures.bounds
    func number(_ value: Double?) -> String { value.map { value in value.formatted(significantDigits: 3) } ?? "-" }
    func row(_ name: String, _ values: [String]) -> String {
      "  " + name + String(repeating: " ", count: max(0, 20 - name.count))
        + values.map { value in String(repeating: " ", count: max(1, 8 - value.count)) + value }.joined()
    }
    let controller = scenario.controller
    let learning =
      controller.rule.family == .learner
      ? [row("distance learned", bounds.map { bound in number(bound.unknownDistance) })] : []
    let nearest = controller.nearestDistance.formatted(significantDigits: 6)
    let farthest = controller.farthestDistance.formatted(significantDigits: 6)
    let about =
      controller.rule.family == .learner
      ? " A rule that learns the distance knows that it is \(nearest) to \(farthest) cm; the mean over such walls."
      : ""
    let meaning = "Bound: no rule brings the dot nearer to its target than that, in units of σ, the noise of a reading."
    return [
      terminal.styled(row("after readings", bounds.map { bound in String(bound.readings) }), .dim),
      row("distance known", bounds.map { bound in number(bound.knownDistance) }),
    ] + learning + [""] + prose(meaning + about)
  }
}
