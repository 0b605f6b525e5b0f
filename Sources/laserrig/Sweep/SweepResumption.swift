internal import RigReports
internal import RigScenario

/// A sweep that a file has, and a command that goes on with it: what the command leaves out is as the file says, and
/// what it says must be the same.
struct SweepResumption {
  private let header: SweepHeader
  private let path: String

  /// That of the file at `path`, which begins with `header`.
  init(_ header: SweepHeader, at path: String) {
    self.header = header
    self.path = path
  }

  /// - Throws: a `Failure` that names the first setting for which `command` has another value.
  func check(
    _ command: SweepCommand, trials: Int?, shard: SweepShard?, _ reader: ScenarioReader, _ builtIn: Scenario
  ) throws(Failure) {
    // The build at hand is to go on with it.
    try header.check(is: SweepHeader(definition, shard: nil), at: path, whose: "this command")
    let axes = [("x", definition.x.text, command.x), ("y", definition.y.text, command.y)]
    for (name, here, given) in axes {
      guard let given else { continue }
      let there = try Failure.judged { () throws(ScenarioError) in try ScenarioAxis(given, by: "--\(name)").text }
      try check(name, here, "--\(name)", there)
    }
    if let trials { try check("trials", "\(definition.trials)", "--trials", "\(trials)") }
    if command.independent { try check("randomNumbers", definition.randomNumbers, "--independent", "independent") }
    try check(reader)
    if let config = command.scenario.config { try check(reader, config, builtIn) }
    guard let shard, shard != header.shard else { return }
    throw Failure(
      .configuration,
      """
      \(path): holds \(header.shard.map { shard in "shard \(shard.text)" } ?? "the whole sweep"), this command is for \
      shard \(shard.text); give each shard a file
      """)
  }

  private var definition: SweepDefinition { header.definition }
  private var axes: [String] { [definition.x.key.path, definition.y.key.path] }

  private func check(_ name: String, _ here: String, _ whose: String, _ there: String) throws(Failure) {
    guard here != there else { return }
    throw Failure(
      .configuration, "\(path): is another sweep's: its \(name) is \(here), that of \(whose) is \(there)")
  }

  /// The settings of a file, a variable or a flag.
  private func check(_ reader: ScenarioReader) throws(Failure) {
    let difference = try Failure.judged { () throws(ScenarioError) in
      try reader.difference(from: definition.scenario, axes: axes)
    }
    guard let difference else { return }
    let here = difference.key.value(in: definition.scenario).text
    try check(difference.key.path, here, difference.origin, difference.value.text)
  }

  /// A scenario that is named is meant as a whole, but for what has a flag of its own.
  private func check(_ reader: ScenarioReader, _ config: String, _ builtIn: Scenario) throws(Failure) {
    let old = definition.scenario
    var named = builtIn
    named.loop.steps = old.loop.steps
    named.loop.tolerance = old.loop.tolerance
    named.controller.rule = old.controller.rule
    named = try Failure.judged { () throws(ScenarioError) in try reader.scenario(from: named, axes: axes) }
    for axis in [definition.x, definition.y] { axis.set(0, in: &named) }
    named.seed = old.seed
    named.output = old.output
    guard let key = old.difference(from: named) else { return }
    try check(key.path, key.value(in: old).text, config, key.value(in: named).text)
  }
}
