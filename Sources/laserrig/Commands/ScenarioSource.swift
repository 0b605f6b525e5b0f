internal import RigScenario

/// What a scenario is made of: a file, the environment, and flags.
struct ScenarioSource {
  /// The file or the name of the scenario; nil for the one that is built in.
  var config: String?
  var flags: [ScenarioFlag] = []
  /// Settings that name their key: `key.path=value`.
  var assignments: [String] = []
  /// What stands in for a file where none is named.
  var builtIn = Scenario.firstLook
  /// Whether every rule will be tried, so that no parameter of one is out of place.
  var isForEveryRule = false

  /// The scenario of all of them together.
  /// - Throws: a `Failure` that says what is wrong where.
  func load(in surroundings: Surroundings) throws(Failure) -> LoadedScenario {
    do throws(ScenarioError) {
      var reader = ScenarioReader()
      var path: String?
      if let config, config != Scenario.firstLookName {
        path = try reader.read(scenario: config, in: surroundings.library, orAnyOf: LaserRig.commandNames)
      }
      return LoadedScenario(scenario: try complete(reader, isBuiltIn: path == nil, surroundings), path: path)
    } catch {
      throw Failure(error)
    }
  }

  /// The scenario as it would be if the file at `path` held `text`.
  /// - Throws: as ``load(in:)``.
  func load(_ text: String, at path: String, in surroundings: Surroundings) throws(Failure) -> Scenario {
    do throws(ScenarioError) {
      var reader = ScenarioReader()
      try reader.read(text, from: path)
      return try complete(reader, isBuiltIn: false, surroundings)
    } catch {
      throw Failure(error)
    }
  }

  private func complete(
    _ read: ScenarioReader, isBuiltIn: Bool, _ surroundings: Surroundings
  ) throws(ScenarioError) -> Scenario {
    var reader = read
    try reader.read(environment: surroundings.environment)
    for (flag, key, value) in flags {
      if let value { try reader.set(key, to: value, by: flag) }
    }
    for assignment in assignments { try reader.set(assignment, by: "--set") }
    return try reader.scenario(from: isBuiltIn ? builtIn : Scenario(), isForEveryRule: isForEveryRule)
  }

  /// The scenario of a real rig, for a `command` that knows no other.
  /// - Throws: a `Failure` where the scenario is bad or its rig simulated.
  func loadPins(for command: String, in surroundings: Surroundings) throws(Failure) -> LoadedScenario {
    guard let config else { throw Failure(.usage, "\(command): which rig? Name its scenario, such as raspberry-pi") }
    let loaded = try load(in: surroundings)
    guard loaded.scenario.rig.kind == .pins else {
      throw Failure(.usage, "\(command): \(config) is a simulated rig; \(command) is for a real one (rig.kind: pins)")
    }
    return loaded
  }
}
