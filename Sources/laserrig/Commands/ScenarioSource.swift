internal import RigCore
internal import RigReports
internal import RigScenario

/// The origins of a scenario: a file, the environment, and flags.
struct ScenarioSource {
  /// The file or the name of the scenario; nil for the one that is built in.
  var config: String?
  var flags: [ScenarioFlag] = []
  /// Settings that name their key: `key.path=value`.
  var assignments: [String] = []
  /// The scenario in place of a file if none is named.
  var builtIn = Scenario.firstLook
  /// The rules that will be tried; nil for the scenario's own.
  var rules: [RuleDefinition]?
  /// The paths of the keys that take other values later, so that keys which need them may be set.
  var axes: [String] = []

  /// The scenario of all of them together.
  /// - Throws: a `Failure` that names the problem and its place.
  func load(in surroundings: Surroundings) throws(Failure) -> LoadedScenario {
    do throws(ScenarioError) {
      let (reader, path) = try read(in: surroundings)
      return LoadedScenario(
        scenario: try scenario(reader, isBuiltIn: path == nil), path: path, plotOrigin: reader.origin(of: "output.plot")
      )
    } catch {
      throw Failure(error)
    }
  }

  /// The settings of file, environment and flags, and the path of the file, for callers that add more to them.
  /// - Throws: `ScenarioError` for settings that no scenario has; values are not checked yet.
  func read(in surroundings: Surroundings) throws(ScenarioError) -> (reader: ScenarioReader, path: String?) {
    var reader = ScenarioReader()
    var path: String?
    if let config, config != Scenario.firstLookName {
      path = try reader.read(scenario: config, in: surroundings.library, orAnyOf: LaserRig.commandNames)
    }
    try complete(&reader, surroundings)
    return (reader, path)
  }

  /// The scenario as it would be if the file at `path` held `text`.
  /// - Throws: as ``load(in:)``.
  func load(_ text: String, at path: String, in surroundings: Surroundings) throws(Failure) -> Scenario {
    do throws(ScenarioError) {
      var reader = ScenarioReader()
      try reader.read(text, from: path)
      try complete(&reader, surroundings)
      return try scenario(reader, isBuiltIn: false)
    } catch {
      throw Failure(error)
    }
  }

  private func complete(_ reader: inout ScenarioReader, _ surroundings: Surroundings) throws(ScenarioError) {
    try reader.read(environment: surroundings.environment)
    for (flag, key, value) in flags {
      if let value { try reader.set(key, to: value, by: flag) }
    }
    for assignment in assignments { try reader.set(assignment, by: "--set") }
  }

  private func scenario(_ reader: ScenarioReader, isBuiltIn: Bool) throws(ScenarioError) -> Scenario {
    try reader.scenario(from: isBuiltIn ? builtIn : Scenario(), rules: rules, axes: axes)
  }
}
