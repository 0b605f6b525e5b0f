internal import RigCore
internal import RigReports
internal import RigScenario
internal import RigSimulation
internal import RigTrials

/// The words of the command line on their way to a plan.
struct CompareRequest {
  private static let usualNoises = [0, 0.1, 0.5, 2]

  private let command: CompareCommand

  init(_ command: CompareCommand) {
    self.command = command
  }

  /// - Throws: a `Failure` that names the problem and its place.
  func plan(in surroundings: Surroundings) throws(Failure) -> ComparePlan {
    let rules = try Failure.judged { () throws(ScenarioError) in try self.rules }
    let loaded = try ScenarioSource(
      config: command.scenario.config, flags: [("--seed", "seed", command.seed)],
      assignments: command.settings.assignments,
      builtIn: command.scenario.config == nil ? .comparison : .firstLook,
      rules: rules ?? RuleDefinition.all,
      axes: command.scenario.config == nil || command.noise != nil ? ["rig.sensor.noise"] : []
    ).load(in: surroundings)
    guard loaded.scenario.rig.kind == .singleAxis else {
      let kind = loaded.scenario.rig.kind
      let what = kind.isSimulated ? "a rig of the kind \(kind.rawValue)" : "a real rig"
      throw Failure(
        .usage,
        """
        compare: \(command.scenario.config ?? "this") is \(what); rules are compared on simulated ones with one axis: --set \
        rig.kind=singleAxis
        """)
    }
    let plan = try Failure.judged { () throws(ScenarioError) in
      try self.plan(for: loaded, rules, cores: surroundings.coreCount)
    }
    let picture = NamedFiles([.init("--plot", .picture, plan.plot)], isForced: command.drawing.force)
    try picture.check(keeping: .scenario(loaded.path))
    return plan
  }

  private func plan(for loaded: LoadedScenario, _ rules: [RuleDefinition]?, cores: Int) throws(ScenarioError)
    -> ComparePlan
  {
    let scenario = loaded.scenario
    return ComparePlan(
      scenario: scenario, name: loaded.path ?? (command.scenario.config == nil ? "compare" : Scenario.firstLookName),
      noises: try noises(of: scenario),
      rigs: try FlagValue.integer("--rigs", command.rigs, in: 1...1_000_000, otherwise: 1000),
      readings: try FlagValue.integer("--readings", command.readings, in: 2...100_000, otherwise: 200),
      tolerance: try tolerance, entrants: try entrants(rules, in: scenario),
      // A fresh seed is short enough to be typed again.
      seed: scenario.seed ?? UInt64.random(in: 0..<1_000_000_000),
      threads: try FlagValue.integer("--threads", command.work.threads, in: 1...1024, otherwise: cores),
      format: try OutputFormat(flag: command.form.format), plot: try FlagValue.picture(command.plot),
      isFromFile: loaded.path != nil)
  }

  private func noises(of scenario: Scenario) throws(ScenarioError) -> [Double] {
    if let noise = command.noise {
      return try FlagValue("--noise", noise).numbers(in: .size, unit: "cm", atMost: 16)
    }
    let own = scenario.rig.sensor.noise
    return command.scenario.config == nil && own == 0 ? Self.usualNoises : [own]
  }

  private var tolerance: ToleranceChoice {
    get throws(ScenarioError) {
      guard let text = command.tolerance, text != "loose" else { return .loose }
      if text == "tight" { return .tight }
      let value = FlagValue("--tolerance", text)
      guard Double(text) != nil else {
        throw value.error("expected loose, tight or a number in cm, got '\(text)'")
      }
      return .fixed(.centimeters(try value.number(in: .extent, unit: "cm")))
    }
  }

  /// The rules that are named; nil if none is, for all of them.
  private var rules: [RuleDefinition]? {
    get throws(ScenarioError) {
      guard let rules = command.rules else { return nil }
      return try FlagValue("--rules", rules).words(of: RuleDefinition.all.map(\.name))
        .compactMap(RuleDefinition.init(named:))
    }
  }

  private func entrants(_ rules: [RuleDefinition]?, in scenario: Scenario) throws(ScenarioError) -> [Entrant] {
    guard let rules else { return Entrant.everyRule(in: scenario) }
    let entrants = rules.map { rule in Entrant(rule, in: scenario) }
    if let idle = entrants.first(where: { entrant in !entrant.canServe(scenario) }) {
      let serving = Entrant.everyRule(in: scenario).map(\.label).joined(separator: " and ")
      throw FlagValue("--rules", command.rules ?? "").error(
        "\(idle.label) needs to know the side, but rig.sensor.reports is cost; of that can make use \(serving)")
    }
    return entrants
  }
}
