internal import RigCore
internal import RigScenario
internal import RigStability

/// The results for people: the map, then what it says.
struct SweepTable: SweepWriter {
  private let output: StandardOutput
  private let terminal: Terminal
  private let isQuiet: Bool

  init(_ output: StandardOutput, terminal: Terminal, isQuiet: Bool) {
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
      \(definition.scenario.controller.rule.rawValue); \(cells)\(shard), each of \(definition.trials) trials of \
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

/// What the figures of a sweep come to.
struct SweepFindings {
  private let results: SweepResults

  init(_ results: SweepResults) {
    self.results = results
  }

  /// The findings on lines of at most `width` characters, but for the names of files.
  func lines(width: Int) -> [String] {
    let figures = [
      ("settles", settles), ("best", best), ("diverges", diverges), ("edge", edge), ("engines", engines),
      ("hash", results.grid.hash.text), ("picture", results.picture), ("stopped", stopped),
    ]
    let indent = 12
    let named = figures.flatMap { name, text -> [String] in
      guard let text else { return [] }
      let start = "  " + name + String(repeating: " ", count: indent - 2 - name.count)
      return name == "picture" ? [start + text] : text.wrapped(to: width, after: start)
    }
    return named + (effort?.wrapped(to: width) ?? [])
  }

  private var definition: SweepDefinition { results.definition }

  /// The numbers of the cells that are there.
  private var numbers: some Sequence<Int> {
    results.grid.rows.indices.lazy.filter { number in !results.grid.rows[number].isMissing }
  }

  private func statistics(_ number: Int) -> CellStatistics {
    results.grid.rows[number].statistics(trials: definition.trials)
  }

  private func share(of count: Int) -> String {
    "in \(count) of \(results.grid.count) cells"
  }

  private var settles: String? {
    let count = numbers.count { number in SweepMap.Region(statistics(number)) == .settles }
    let tolerance =
      [definition.x, definition.y].contains { axis in axis.key.path == "loop.tolerance" }
      ? "the tolerance" : "\(definition.scenario.loop.tolerance.formatted(significantDigits: 6)) cm"
    return "\(share(of: count)): 95 % of the trials stay within \(tolerance)"
  }

  /// Where 95 % have settled the soonest, and of those the one with the least error; where they nowhere do, where the most
  /// settle.
  private var best: String? {
    func rank(_ number: Int) -> (Int, Int, Double) {
      let found = statistics(number)
      return (found.settling95 ?? .max, -found.settled, found.steadyError ?? .infinity)
    }
    guard let best = numbers.min(by: { left, right in rank(left) < rank(right) }) else { return nil }
    let found = statistics(best)
    if found.settled == 0 { return "nowhere: not one trial settles" }
    let places = definition.places(of: best)
    let place = """
      \(names.x) \(definition.x.numbers.formattedApart(places.x, significantDigits: 3)), \
      \(names.y) \(definition.y.numbers.formattedApart(places.y, significantDigits: 3))
      """
    if let readings = found.settling95 {
      return "\(place): 95 % settled after \(readings) \(readings == 1 ? "reading" : "readings")"
    }
    return "\(place): \((found.settledShare * 100).formatted(decimals: 1)) % settled"
  }

  private var diverges: String? {
    let wild = numbers.filter { number in SweepMap.Region(statistics(number)) == .diverges }
    let columns = wild.map { number in definition.places(of: number).x }
    guard let first = columns.min(), let last = columns.max() else { return nil }
    let ends = [first, last].map { place in definition.x.numbers.formattedApart(place, significantDigits: 3) }
    let range = first == last ? ends[0] : "\(ends[0]) to \(ends[1])"
    return "\(share(of: wild.count)): \(names.x) \(range)"
  }

  /// Where the theory has the edge: on the axis along which it can lie anywhere.
  private var edge: String? {
    guard let horizontal = try? SweepPicture.axis(definition.x), let vertical = try? SweepPicture.axis(definition.y)
    else { return nil }
    let places = SweepEdge(definition).lines(horizontal: horizontal, vertical: vertical).joined()
    let isAcross = !definition.x.isWhole
    let numbers = places.map { place in isAcross ? place.x : place.y }
    guard let first = numbers.min(), let last = numbers.max() else { return nil }
    let ends = [first, last].map { number in number.formatted(significantDigits: 3) }
    let range = ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
    return "by theory: \(isAcross ? names.x : names.y) \(range)"
  }

  /// The last words of the axes' paths, where these tell them apart.
  private var names: (x: String, y: String) {
    let paths = [definition.x.key.path, definition.y.key.path]
    let words = paths.map { path in path.split(separator: ".").last.map(String.init) ?? path }
    return words[0] == words[1] ? (paths[0], paths[1]) : (words[0], words[1])
  }

  private var engines: String? {
    let counts = SweepEngine.allCases.map { engine in
      (engine, numbers.count { number in results.grid.rows[number].ranBy == engine })
    }
    let words = counts.filter { _, count in count > 0 }.map { engine, count in "\(engine.rawValue) \(count) cells" }
    return words.isEmpty ? nil : words.joined(separator: ", ") + " (\(definition.chance) chance)"
  }

  private var stopped: String? {
    guard results.stop != nil else { return nil }
    return "with \(results.grid.count) of \(definition.cellCount(of: results.header.shard)) cells; the others are blank"
  }

  private var effort: String? {
    results.effort.map { effort in
      """
      \(effort.steps.formatted(significantDigits: 6)) steps in \(effort.seconds.formatted(significantDigits: 3)) s: \
      \(SweepEffort.rate(effort.seconds > 0 ? effort.steps / effort.seconds : 0))
      """
    }
  }
}
