internal import RigCore
internal import RigScenario

/// The results for people: the map, then its meaning.
struct SweepTable: SweepWriter {
  private let output: any ReportOutput
  private let terminal: Terminal
  private let isQuiet: Bool

  init(_ output: any ReportOutput, terminal: Terminal, isQuiet: Bool) {
    self.output = output
    self.terminal = terminal
    self.isQuiet = isQuiet
  }

  func write(_ results: SweepResults) {
    let definition = results.definition
    let title = definition.scenario.title
    func write(_ lines: [String]) { output.write(lines.map { line in line + "\n" }.joined()) }
    let name = title.isEmpty ? results.name : "\(results.name): \(title)"
    write(name.wrapped(to: terminal.columns).map { line in terminal.styled(line, .bold) })
    let cells = "\(definition.x.numbers.count) × \(definition.y.numbers.count) cells"
    let shard = results.header.shard.map { shard in ", of which shard \(shard.text)" } ?? ""
    let what = """
      \(definition.scenario.controller.rule.name); \(cells)\(shard), each of \(definition.trials) trials of \
      \(definition.stepsText) steps; seed \(definition.seed)
      """
    write(what.wrapped(to: terminal.columns))
    if !isQuiet {
      let map = SweepMap(results, terminal)
      write([""] + map.lines + [""] + map.legend)
    }
    write([""] + SweepFindings(results).lines(width: terminal.columns))
  }
}
