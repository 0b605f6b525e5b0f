internal import RigReports
internal import RigScenario
internal import RigTrials

/// The words of the command line on their way to a job.
struct SweepRequest {
  private static let usualTrials = 1000

  private let command: SweepCommand

  init(_ command: SweepCommand) {
    self.command = command
  }

  /// - Throws: a `Failure` that names the problem and its place.
  func job(in surroundings: Surroundings) throws(Failure) -> SweepJob {
    let (threads, format, shard, plot) = try Failure.judged { () throws(ScenarioError) in
      (
        try FlagValue.integer("--threads", command.work.threads, in: 1...1024, otherwise: surroundings.coreCount),
        try OutputFormat(flag: command.form.format), try self.shard, try FlagValue.picture(command.map.plot)
      )
    }
    if command.output != nil, command.resume != nil {
      throw Failure(.usage, "--output: --resume says already where the results go; give one of the two")
    }
    let files = NamedFiles(
      [
        .init("--output", .sweep, command.output), .init("--resume", nil, command.resume),
        .init("--plot", .picture, plot),
      ], isForced: command.force)
    try files.checkPlaces()
    let (reader, path) = try Failure.judged { () throws(ScenarioError) in try source.read(in: surroundings) }
    try files.checkContents(keeping: .scenario(path))
    if let output = command.output, !command.force { try Self.checkIsNew(output) }
    let builtIn: Scenario = command.scenario.config == nil ? .sweep : path == nil ? .firstLook : Scenario()
    var expectation: SweepAppender.Expectation = command.force ? .anything : .nothing
    let begun = try begun(reader, builtIn, shard, &expectation)
    let definition: SweepDefinition
    if let begun { definition = begun.grid.definition } else { definition = try self.definition(reader, builtIn) }
    if plot != nil { try SweepPicture.check(definition) }
    let job = SweepJob(
      definition: definition, name: path ?? command.scenario.config ?? Self.name, shard: begun?.shard ?? shard,
      threads: threads, format: format, file: command.output ?? command.resume,
      begun: begun.map { begun in (begun.grid, begun.wholeLength) }, expectation: expectation, plot: plot,
      isQuiet: command.quiet)
    if !command.yes { try SweepBounds(job, cores: surroundings.coreCount).check() }
    return job
  }

  private static let name = "sweep"

  /// - Throws: a `Failure` if an existing file would be lost.
  private static func checkIsNew(_ path: String) throws(Failure) {
    guard OutputFile.isThere(path), OutputFile.isFile(path), !OutputFile.isEmpty(path) else { return }
    throw Failure(
      .usage,
      "--output: \(path) is there already; --resume \(path) goes on with a sweep's file, and --force begins it anew")
  }

  private var source: ScenarioSource {
    ScenarioSource(
      config: command.scenario.config,
      flags: [
        ("--seed", "seed", command.seed), ("--steps", "loop.steps", command.steps),
        ("--tolerance", "loop.tolerance", command.tolerance), ("--rule", "controller.rule", command.rule),
      ], assignments: command.settings.assignments)
  }

  /// True if only a file determines the sweep.
  private var isBare: Bool {
    let words = [
      command.scenario.config, command.x, command.y, command.trials, command.steps, command.tolerance, command.rule,
      command.seed, command.shard,
    ]
    return words.allSatisfy { word in word == nil } && command.settings.assignments.isEmpty && !command.independent
  }

  private var shard: SweepShard? {
    get throws(ScenarioError) {
      guard let text = command.shard else { return nil }
      let value = FlagValue("--shard", text)
      guard let shard = SweepShard(text) else {
        throw value.error("expected I/N with I from 0 to N - 1, such as 0/8 for the first of eight, got '\(text)'")
      }
      return shard
    }
  }

  private func definition(_ reader: ScenarioReader, _ builtIn: Scenario) throws(Failure) -> SweepDefinition {
    let definition = try Failure.judged { () throws(ScenarioError) in
      let axes = try SweepAxes(
        x: command.x, y: command.y, config: command.scenario.config, assignments: command.settings.assignments, reader,
        from: builtIn,
        warn: StandardError.warn)
      var scenario = axes.scenario
      if scenario.seed == nil, command.shard != nil {
        throw FlagValue("--shard", "").error("the shards of one sweep need one seed: add --seed")
      }
      // A fresh seed is short enough to be typed again.
      scenario.seed = scenario.seed ?? UInt64.random(in: 0..<1_000_000_000)
      // The form of the output does not change the results.
      scenario.output = Scenario().output
      return SweepDefinition(
        scenario: scenario, x: axes.x, y: axes.y, trials: try trials ?? Self.usualTrials,
        isIndependent: command.independent)
    }
    if let complaint = definition.stepsComplaint {
      let advice = definition.stepsAxis == nil ? "set --steps" : "change the axis"
      throw Failure(.usage, "sweep: \(complaint): \(advice)")
    }
    try SweepBounds.checkMemory(of: definition, isAgreed: command.yes)
    return definition
  }

  private var trials: Int? {
    get throws(ScenarioError) {
      guard let text = command.trials else { return nil }
      return try FlagValue("--trials", text).integer(in: 1...SweepDefinition.mostTrials)
    }
  }
}

extension SweepRequest {
  /// The contents of the file of `--resume`, which is what `expectation` becomes; nil if there is nothing yet, and the
  /// command defines the sweep.
  private func begun(
    _ reader: ScenarioReader, _ builtIn: Scenario, _ shard: SweepShard?,
    _ expectation: inout SweepAppender.Expectation
  ) throws(Failure) -> (grid: SweepGrid, wholeLength: Int, shard: SweepShard?)? {
    guard let path = command.resume else { return nil }
    expectation = .nothing
    guard OutputFile.isThere(path) else {
      if isBare { throw nothing(path, "is not there") }
      return nil
    }
    guard OutputFile.isFile(path) else {
      if isBare { throw nothing(path, "is no file that could be read again") }
      return nil
    }
    var file = try SweepFile(path)
    if let identity = file.identity { expectation = .same(identity) }
    guard let header = file.header else {
      if isBare { throw nothing(path, "has not even its first lines") }
      return nil
    }
    let trials = try Failure.judged { () throws(ScenarioError) in try self.trials }
    try SweepResumption(header, at: path).check(command, trials: trials, shard: shard, reader, builtIn)
    try SweepBounds.checkMemory(of: header.definition, isAgreed: command.yes, .configuration, path)
    var grid = SweepGrid(header)
    _ = try file.read(into: &grid)
    return (grid, file.wholeLength, header.shard)
  }

  private func nothing(_ path: String, _ words: String) -> Failure {
    Failure(
      .usage,
      """
      --resume: \(path) \(words), and nothing else says which sweep to begin: name its scenario, axes or seed, or say \
      --output \(path)
      """)
  }
}
