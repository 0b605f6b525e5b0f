internal import ArgumentParser
internal import RigReports
internal import RigScenario

/// The scenario of a real rig, for commands that run no loop on it.
struct PinOptions: ParsableArguments {
  @Argument(
    help: "The scenario of a real rig: a file, or the name of one in Config.",
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?
  @OptionGroup
  var settings: SettingOptions

  /// The origins of the scenario.
  var source: ScenarioSource { ScenarioSource(config: config, assignments: settings.assignments) }

  /// The scenario of a real rig, for a `command` that knows no other.
  /// - Throws: a `Failure` if no scenario is named, if it is bad, or if its rig is simulated.
  func load(for command: String, in surroundings: Surroundings) throws(Failure) -> LoadedScenario {
    guard let config else { throw Failure(.usage, "\(command): which rig? Name its scenario, such as raspberry-pi") }
    let loaded = try source.load(in: surroundings)
    guard loaded.scenario.rig.kind == .pins else {
      throw Failure(.usage, "\(command): \(config) is a simulated rig; \(command) is for a real one (rig.kind: pins)")
    }
    return loaded
  }

  /// Checks the settings of a `command` to which no scenario is named, and which has no use for any then.
  /// - Throws: a `Failure` for a key that there is not, for a value that its key may not have, and for any setting of the
  ///   command line.
  func checkNone(for command: String, in surroundings: Surroundings) throws(Failure) {
    try Failure.judged { () throws(ScenarioError) in try source.read(in: surroundings).reader.checkValues() }
    guard settings.assignments.isEmpty else {
      throw Failure(.usage, "--set: \(command) needs a scenario to set it in; name one, such as raspberry-pi")
    }
  }
}
