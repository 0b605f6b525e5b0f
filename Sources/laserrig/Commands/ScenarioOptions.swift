internal import ArgumentParser
internal import RigCore
internal import RigReports
internal import RigScenario

/// A flag of the command line that stands for one key of the configuration, which checks its value.
typealias ScenarioFlag = (flag: String, key: String, value: String?)

/// The flags that change a scenario.
struct ScenarioOptions: ParsableArguments {
  @OptionGroup
  var named: ScenarioArgument

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where all chance comes from; the same seed gives the same run.", valueName: "number"))
  var seed: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("The most updates to make.", valueName: "count"))
  var steps: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How far off a settled dot may be; with noise, the mean of its last readings.", valueName: "cm"))
  var tolerance: String?
  @Option(
    help: ArgumentHelp(
      """
      The control law, \(Scenario().controller.rule.name) where none is named: \
      \(RuleDefinition.all.map(\.name).joined(separator: ", ")).
      """,
      valueName: "name"),
    completion: .list(RuleDefinition.all.map(\.name)))
  var rule: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("The learning rate α.", valueName: "number"))
  var learningRate: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("How far away the rule takes the wall to be.", valueName: "cm"))
  var assumedDistance: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The standard deviation of the sensor's noise.", valueName: "cm"))
  var noise: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The hidden distance of the wall, or a range to draw it from: 50..1000.", valueName: "cm"))
  var distance: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The hidden height of the target, or a range to draw it from: -100..100.", valueName: "cm"))
  var target: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("The height at which the dot begins.", valueName: "cm"))
  var start: String?
  @OptionGroup
  var settings: SettingOptions

  /// The file or the name of the scenario; nil if none is named.
  var config: String? { named.config }

  private var flags: [ScenarioFlag] {
    [
      ("--seed", "seed", seed), ("--steps", "loop.steps", steps), ("--tolerance", "loop.tolerance", tolerance),
      ("--rule", "controller.rule", rule), ("--learning-rate", "controller.learningRate", learningRate),
      ("--assumed-distance", "controller.assumedDistance", assumedDistance), ("--noise", "rig.sensor.noise", noise),
      ("--distance", "rig.distance", distance), ("--target", "rig.target", target), ("--start", "rig.start", start),
    ]
  }

  /// The scenario of file, environment and flags together; `more` are flags of the command at hand.
  /// - Throws: a `Failure` that names the problem and its place.
  func scenario(in surroundings: Surroundings, adding more: [ScenarioFlag]) throws(Failure) -> LoadedScenario {
    try ScenarioSource(config: config, flags: flags + more, assignments: settings.assignments).load(in: surroundings)
  }
}

/// A scenario and its origin.
struct LoadedScenario {
  let scenario: Scenario
  /// The file; nil for the one that is built in.
  let path: String?
  /// The place that names the file of the picture; nil if nothing but a default does.
  let plotOrigin: ScenarioError.Origin?
}
