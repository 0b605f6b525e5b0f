internal import RigScenario
internal import RigStability

/// The words of the command line on their way to a job.
struct SweepRequest {
  /// The most trials of a cell.
  static let mostTrials = 1_000_000_000
  private static let usualTrials = 1000

  private let command: SweepCommand

  init(_ command: SweepCommand) {
    self.command = command
  }

  /// - Throws: a `Failure` that says what is wrong where.
  func job(in surroundings: Surroundings) throws(Failure) -> SweepJob {
    let (threads, format, shard, plot) = try judged { () throws(ScenarioError) in
      (
        try FlagValue.integer("--threads", command.threads, in: 1...1024, otherwise: surroundings.coreCount),
        try OutputFormat(flag: command.format), try self.shard, try FlagValue.picture(command.plot)
      )
    }
    if command.output != nil, command.resume != nil {
      throw Failure(.usage, "--output: --resume says already where the results go; give one of the two")
    }
    let path = command.output ?? command.resume
    if let path { try OutputFile.check(path) }
    if let plot { try OutputFile.check(plot) }
    var begun: (grid: SweepGrid, wholeLength: Int)?
    var own: (definition: SweepDefinition, name: String, shard: SweepShard?)
    if let resumed = command.resume, OutputFile.isThere(resumed), OutputFile.isFile(resumed) {
      var file = try SweepFile(resumed)
      if let header = file.header, isBare {
        own = (header.definition, Self.name, header.shard)
      } else {
        let (definition, name) = try definition(in: surroundings, seed: file.header?.definition.seed)
        own = (definition, name, shard)
      }
      if let header = file.header {
        try header.check(is: SweepHeader(own.definition, shard: own.shard), at: resumed, whose: "this command")
        guard header.shard == own.shard else {
          throw Failure(
            .configuration,
            """
            \(resumed): holds \(header.shard.map { shard in "shard \(shard.text)" } ?? "the whole sweep"), this command \
            is for \(own.shard.map { shard in "shard \(shard.text)" } ?? "the whole"); give each shard a file
            """)
        }
        var grid = SweepGrid(own.definition)
        _ = try file.read(into: &grid)
        begun = (grid, file.wholeLength)
      }
    } else {
      let (definition, name) = try definition(in: surroundings, seed: nil)
      own = (definition, name, shard)
    }
    let job = SweepJob(
      definition: own.definition, name: own.name, shard: own.shard, threads: threads, format: format, file: path,
      begun: begun, plot: plot, isQuiet: command.quiet)
    if !command.yes { try SweepBounds(job).check() }
    return job
  }

  private static let name = "sweep"

  /// True where a file that is resumed says everything.
  private var isBare: Bool {
    let words = [
      command.config, command.x, command.y, command.trials, command.steps, command.tolerance, command.rule,
      command.seed, command.shard,
    ]
    return words.allSatisfy { word in word == nil } && command.assignments.isEmpty && !command.independent
  }

  private func judged<Value>(_ value: () throws(ScenarioError) -> Value) throws(Failure) -> Value {
    do throws(ScenarioError) {
      return try value()
    } catch {
      throw Failure(error)
    }
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

  private func definition(
    in surroundings: Surroundings, seed: UInt64?
  ) throws(Failure) -> (definition: SweepDefinition, name: String) {
    let (definition, path) = try judged { () throws(ScenarioError) in
      let source = ScenarioSource(
        config: command.config,
        flags: [
          ("--seed", "seed", command.seed), ("--steps", "loop.steps", command.steps),
          ("--tolerance", "loop.tolerance", command.tolerance), ("--rule", "controller.rule", command.rule),
        ], assignments: command.assignments)
      let (reader, path) = try source.read(in: surroundings)
      let builtIn: Scenario = command.config == nil ? .sweep : path == nil ? .firstLook : Scenario()
      let axes = try SweepAxes(command, reader, from: builtIn)
      var scenario = axes.scenario
      if scenario.seed == nil, command.shard != nil, seed == nil {
        throw FlagValue("--shard", "").error("the shards of one sweep need one seed: add --seed")
      }
      // A fresh seed is short enough to be typed again.
      scenario.seed = scenario.seed ?? seed ?? UInt64.random(in: 0..<1_000_000_000)
      // How a run is shown decides nothing.
      scenario.output = Scenario().output
      let definition = SweepDefinition(
        scenario: scenario, x: axes.x, y: axes.y,
        trials: try FlagValue.integer("--trials", command.trials, in: 1...Self.mostTrials, otherwise: Self.usualTrials),
        isIndependent: command.independent)
      return (definition, path)
    }
    let name = path ?? (command.config == nil ? Self.name : Scenario.firstLookName)
    try check(definition.scenario)
    return (definition, name)
  }

  private func check(_ scenario: Scenario) throws(Failure) {
    let steps = 3..<TrialJudgement.mostReadings
    guard steps.contains(scenario.loop.steps) else {
      throw Failure(
        .usage,
        """
        sweep: a trial has \(steps.lowerBound) to \(steps.upperBound - 1) steps, but loop.steps is \
        \(scenario.loop.steps): set --steps
        """)
    }
  }
}
