internal import RigCore
internal import RigScenario
internal import RigTrials

/// The findings of a sweep, from its figures.
struct SweepFindings {
  private let results: SweepResults

  init(_ results: SweepResults) {
    self.results = results
  }

  /// The findings on lines of at most `width` characters, but for the names of files.
  func lines(width: Int) -> [String] {
    let edge = edge
    let figures = [
      ("settles", settles), ("best", best), ("diverges", diverges), ("reach", outOfReach), ("edge", edge),
      ("theory", edge == nil ? theory : nil), ("search", search), ("engines", engines),
      ("hash", results.hash?.text), ("picture", results.picture), ("stopped", stopped),
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

  /// The numbers of the cells that have been run.
  private var numbers: some Sequence<Int> { results.grid.finished }

  private func statistics(_ number: Int) -> CellStatistics {
    results.grid[number].statistics(trials: definition.trials)
  }

  private func share(of count: Int) -> String {
    "in \(count) of \(results.grid.count.counted("cell"))"
  }

  private var settles: String? {
    let count = numbers.count { number in SweepMap.Region(statistics(number)) == .settles }
    let tolerance =
      [definition.x, definition.y].contains { axis in axis.key.path == "loop.tolerance" }
      ? "the tolerance" : "\(definition.scenario.loop.tolerance.formatted(significantDigits: 6)) cm"
    return "\(share(of: count)): 95 % of the trials stay within \(tolerance)"
  }

  /// The cells in which 95 % have settled the soonest, and of those the one with the least error; if 95 % settle in no
  /// cell, the one in which the most settle.
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
      return "\(place): 95 % settled after \(readings.counted("reading"))"
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

  /// The cells in which no rule could settle, since the beam cannot be turned to the target.
  private var outOfReach: String? {
    let blocked = numbers.filter { number in SweepMap.Region(statistics(number)) == .outOfReach }
    guard !blocked.isEmpty else { return nil }
    let places = blocked.map { number in definition.places(of: number) }
    func range(_ name: String, _ axis: ScenarioAxis, _ places: [Int]) -> String? {
      guard axis.numbers.count > 1, let first = places.min(), let last = places.max() else { return nil }
      let ends = [first, last].map { place in axis.numbers.formattedApart(place, significantDigits: 3) }
      return "\(name) \(first == last ? ends[0] : ends.joined(separator: " to "))"
    }
    let ranges = [
      range(names.x, definition.x, places.map(\.x)), range(names.y, definition.y, places.map(\.y)),
    ].compactMap { range in range }
    return "\(share(of: blocked.count)) the servo's travel ends before the target: \(ranges.joined(separator: ", "))"
  }

  private var search: String? {
    let scenario = definition.scenario
    return LostSpotSearch(definition).map { search in search.text(scenario, readings: scenario.loop.steps) }
  }

  private var edge: String? {
    EdgeCourse(definition).map { course in "\(SweepEdge(definition).origin): \(course.text(names: names))" }
  }

  /// The stability of a linear loop by theory, if it is the same in all cells, for a map that no edge leads through. Nil
  /// for a map with more cells than a usual one, which would take as long as its trials.
  private var theory: String? {
    guard definition.cells <= 4096, let first = numbers.first(where: { _ in true }),
      let stability = definition.scenario(of: first).stabilityIfLinear,
      numbers.allSatisfy({ number in definition.scenario(of: number).stabilityIfLinear == stability })
    else { return nil }
    return "in every cell \(stability.trouble ?? "each error decays: the gain is within the edge of stability")"
  }

  /// The last words of the axes' paths, if these distinguish them.
  private var names: (x: String, y: String) {
    let paths = [definition.x.key.path, definition.y.key.path]
    let words = paths.map { path in path.split(separator: ".").last.map(String.init) ?? path }
    return words[0] == words[1] ? (paths[0], paths[1]) : (words[0], words[1])
  }

  private var engines: String? {
    let counts = SweepEngine.allCases.map { engine in
      (engine, numbers.count { number in results.grid[number].ranBy == engine })
    }
    let words = counts.filter { _, count in count > 0 }.map { engine, count in
      "\(engine.rawValue) \(count.counted("cell"))"
    }
    return words.isEmpty ? nil : words.joined(separator: ", ") + " (\(definition.randomNumbers) random numbers)"
  }

  private var stopped: String? {
    guard results.stop != nil else { return nil }
    let all = definition.cellCount(of: results.header.shard).counted("cell")
    return "with \(results.grid.count) of \(all); the others are blank"
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
