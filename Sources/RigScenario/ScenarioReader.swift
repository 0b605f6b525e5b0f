public import RigCore
internal import Yams

/// Collects settings from a file, the environment and the command line, and makes a ``Scenario`` from them.
///
/// ```swift
/// var reader = ScenarioReader()
/// try reader.read(text, from: "article.yaml")
/// try reader.read(environment: ["LASERRIG_LOOP_STEPS": "50"])
/// try reader.set("controller.learningRate", to: "0.2", by: "--learning-rate")
/// let scenario = try reader.scenario()
/// ```
public struct ScenarioReader {
  struct Setting {
    let value: RawValue
    let origin: ScenarioError.Origin
  }

  private var settings: [String: Setting] = [:]

  /// A reader that has read nothing.
  public init() {}

  /// Takes in a file's `text`; `name` is its name in messages.
  /// - Throws: `ScenarioError` for bad syntax and unknown keys. Values are checked by ``scenario(from:)``.
  public mutating func read(_ text: String, from name: String) throws(ScenarioError) {
    guard let root = try YAMLDocument.root(of: text, from: name) else { return }
    try read(root, at: "", from: name)
  }

  /// Takes in the file of the scenario `name` and returns its path; `others` are words that may have been meant
  /// instead.
  /// - Throws: `ScenarioError` if `library` has no such scenario, and as ``read(_:from:)``.
  public mutating func read(
    scenario name: String, in library: ScenarioLibrary, orAnyOf others: [String] = []
  ) throws(ScenarioError) -> String {
    let path = try library.path(of: name, orAnyOf: others)
    try read(try ScenarioLibrary.text(at: path), from: path)
    return path
  }

  private mutating func read(_ node: Node, at path: String, from name: String) throws(ScenarioError) {
    guard case .mapping(let mapping) = node else {
      let what =
        path.isEmpty
        ? "a configuration is a mapping, such as `rig:` and below it `  distance: 300`"
        : "is a section, so its keys belong on the lines below it"
      throw ScenarioError(YAMLDocument.origin(of: node, in: name), key: path.isEmpty ? nil : path, what)
    }
    for (keyNode, value) in mapping {
      let origin = YAMLDocument.origin(of: keyNode, in: name)
      guard let word = keyNode.scalar?.string else { throw ScenarioError(origin, "a key is a word") }
      let keyPath = path.isEmpty ? word : "\(path).\(word)"
      if ScenarioKey.key(at: keyPath) != nil {
        give(Setting(value: .node(value), origin: YAMLDocument.origin(of: value, in: name)), to: keyPath)
      } else if ScenarioKey.isSection(keyPath) {
        if case .scalar(let scalar) = value, scalar.string.isEmpty || scalar.string == "null" { continue }
        try read(value, at: keyPath, from: name)
      } else {
        throw ScenarioError(origin, key: keyPath, ScenarioKey.unknown(keyPath))
      }
    }
  }

  /// The path of the key that each environment variable sets.
  private static let paths = Dictionary(
    uniqueKeysWithValues: ScenarioKey.all.map { key in (key.environmentVariable, key.path) })

  /// Takes in the variables with names that begin with `LASERRIG_`, except `LASERRIG_CONFIG`, which names a folder.
  /// - Throws: `ScenarioError` for a variable that belongs to no key.
  public mutating func read(environment: [String: String]) throws(ScenarioError) {
    for (name, value) in environment.sorted(by: { left, right in left.key < right.key }) {
      guard name.hasPrefix("LASERRIG_"), name != "LASERRIG_CONFIG" else { continue }
      guard let path = Self.paths[name] else {
        throw ScenarioError(
          .environment(name), "no such setting" + Spelling.hint(for: name, among: Array(Self.paths.keys)))
      }
      give(Setting(value: .text(value), origin: .environment(name)), to: path)
    }
  }

  /// Takes in one setting of the command line; `flag` is the text that the user wrote.
  /// - Throws: `ScenarioError` for a path that belongs to no key, or a key that another flag has set already.
  public mutating func set(_ path: String, to text: String, by flag: String) throws(ScenarioError) {
    guard ScenarioKey.key(at: path) != nil else {
      throw ScenarioError(.commandLine(flag), key: path, ScenarioKey.unknown(path))
    }
    if case .commandLine(let other) = settings[path]?.origin, other != flag || flag == "--set" {
      throw ScenarioError(.commandLine(flag), key: path, "is set by \(other) too; give it once")
    }
    give(Setting(value: .text(text), origin: .commandLine(flag)), to: path)
  }

  /// Takes in one setting of the command line that names its key: `key.path=value`.
  /// - Throws: as ``set(_:to:by:)``, and if there is no equals sign.
  public mutating func set(_ assignment: String, by flag: String) throws(ScenarioError) {
    guard let equals = assignment.firstIndex(of: "=") else {
      throw ScenarioError(.commandLine(flag), "expected key.path=value, got '\(assignment)'")
    }
    guard equals > assignment.startIndex else {
      throw ScenarioError(.commandLine(flag), "expected key.path=value, got '\(assignment)', which names no key")
    }
    let value = assignment[assignment.index(after: equals)...]
    try set(String(assignment[..<equals]), to: String(value), by: flag)
  }

  /// The place at which the key at `path` was set; nil if nothing that was read sets it.
  package func origin(of path: String) -> ScenarioError.Origin? { settings[path]?.origin }

  private mutating func give(_ setting: Setting, to path: String) {
    if let old = settings[path], old.origin.precedence > setting.origin.precedence { return }
    settings[path] = setting
  }

  /// The scenario: `defaults`, changed by the settings that were read. If it is for several `rules`, a file may have
  /// parameters of others, and a flag those of any of them. The keys at the paths `axes` take other values later, so they
  /// may have no effect now.
  /// - Throws: `ScenarioError` for a value of the wrong type or out of its range, and for settings that contradict each
  ///   other.
  public func scenario(
    from defaults: Scenario = Scenario(), rules: [RuleDefinition]? = nil, axes: [String] = []
  ) throws(ScenarioError) -> Scenario {
    var scenario = defaults
    for key in ScenarioKey.all {
      guard let setting = settings[key.path], !isReplaced(key, setting) else { continue }
      key.write(&scenario, try value(of: key, setting))
    }
    try check(scenario, rules: rules, axes: axes)
    return scenario
  }

  /// Checks each setting that was read by itself, for a command that has no use for a scenario.
  /// - Throws: `ScenarioError` for a value of the wrong type or out of its range.
  package func checkValues() throws(ScenarioError) {
    for key in ScenarioKey.all {
      if let setting = settings[key.path] { _ = try value(of: key, setting) }
    }
  }

  private func value(of key: ScenarioKey, _ setting: Setting) throws(ScenarioError) -> ScenarioValue {
    do throws(ValueProblem) {
      return try key.value(of: setting.value)
    } catch {
      throw ScenarioError(setting.origin, key: key.path, error.words)
    }
  }

  /// The value of each key that was read, or the reason why it has none.
  var values: [String: Result<ScenarioValue, ValueProblem>] {
    var values: [String: Result<ScenarioValue, ValueProblem>] = [:]
    for (path, setting) in settings {
      guard let key = ScenarioKey.key(at: path) else { continue }
      values[path] = Result { () throws(ValueProblem) in
        try key.value(of: setting.value)
      }
    }
    return values
  }

  /// The first setting that was read and that differs in `scenario`; nil if none does. Settings of the output are
  /// ignored, and so, unless a flag sets them, are the keys at the paths `axes`, which take other values as well, and
  /// keys that `scenario` does not use.
  /// - Throws: `ScenarioError` for a value of the wrong type or out of its range, and for a flag that sets an axis.
  package func difference(
    from scenario: Scenario, axes: [String]
  ) throws(ScenarioError) -> (key: ScenarioKey, value: ScenarioValue, origin: String)? {
    for key in ScenarioKey.all {
      guard let setting = settings[key.path], !isReplaced(key, setting), !key.path.hasPrefix("output.") else {
        continue
      }
      let isUsed = key.isUsed(by: scenario.controller.rule) && key.kinds?.contains(scenario.rig.kind) ?? true
      guard setting.origin.isFlag || isUsed && !axes.contains(key.path) else { continue }
      guard !axes.contains(key.path) else {
        throw ScenarioError(setting.origin, key: key.path, "is an axis of the sweep; leave it out")
      }
      let value = try value(of: key, setting)
      if value != key.value(in: scenario) { return (key, value, setting.origin.words) }
    }
    return nil
  }

  /// True if a preset replaces the setting. It replaces all settings of the servo from an origin of lower rank, but not
  /// the mounting of the laser. The preset of both servos replaces the settings of pan alone, too.
  private func isReplaced(_ key: ScenarioKey, _ setting: Setting) -> Bool {
    key.presets.contains { path in
      settings[path].map { preset in setting.origin.precedence < preset.origin.precedence } ?? false
    }
  }

  /// Checks that the settings of `scenario` go together. It is one that these settings made, but for the keys at the
  /// paths `axes`, which may have other values now.
  /// - Throws: `ScenarioError` for settings that contradict each other.
  package func check(
    _ scenario: Scenario, rules: [RuleDefinition]? = nil, axes: [String]
  ) throws(ScenarioError) {
    // A file may describe several kinds of rig, so that one word switches between them; a flag means the present kind.
    for key in ScenarioKey.all {
      guard let setting = settings[key.path], setting.origin.isFlag, let kinds = key.kinds,
        !kinds.contains(scenario.rig.kind)
      else { continue }
      let others = kinds.dropLast().map(\.rawValue).joined(separator: ", ")
      let words = (others.isEmpty ? "" : others + " or ") + (kinds.last?.rawValue ?? "")
      throw ScenarioError(
        setting.origin, key: key.path,
        "only a rig of the kind \(words) has it, but rig.kind is \(scenario.rig.kind.rawValue)")
    }
    for key in ScenarioKey.all {
      guard let setting = settings[key.path], let users = key.rules,
        !(rules ?? [scenario.controller.rule]).contains(where: users.contains)
      else { continue }
      let isFlag = setting.origin.isFlag
      // A flag may switch the rule of a file that has parameters for its own rule.
      let ruleChoice = settings["controller.rule"]?.origin.precedence ?? 0
      guard rules == nil ? setting.origin.precedence >= ruleChoice : isFlag else { continue }
      let only = "only \(users.map(\.name).listed)" + (users.count == 1 ? " uses it" : " use it")
      let others = rules.map { rules in
        (rules.count == 1 ? "the only rule is " : "the rules are ") + rules.map(\.name).listed
      }
      let remedy =
        rules != nil
        ? "add \(users[0]) to --rules" : isFlag ? "add --rule \(users[0])" : "set controller.rule to \(users[0])"
      throw ScenarioError(
        setting.origin, key: key.path,
        "\(only), but \(others ?? "the rule is \(scenario.controller.rule)"); \(remedy)")
    }
    for contradiction in scenario.contradictions where !axes.contains(where: { path in path == contradiction.unset }) {
      let named = contradiction.keys.compactMap { path in settings[path].map { setting in (path, setting) } }
      guard let last = named.max(by: { left, right in left.1.origin.precedence < right.1.origin.precedence }) else {
        continue
      }
      throw ScenarioError(last.1.origin, key: last.0, contradiction.words(named: last.0))
    }
  }
}

extension ScenarioKey {
  static func isSection(_ path: String) -> Bool {
    all.contains { key in key.path.hasPrefix(path + ".") }
  }

  /// The problem of a path that belongs to no key, in words.
  static func unknown(_ path: String) -> String {
    let paths = all.map(\.path)
    if isSection(path) { return "is a section; name one of its keys" }
    func lastWord(_ path: String) -> String { path.split(separator: ".").last.map(String.init) ?? path }
    // A right word in the wrong section is found by its last part.
    let word = lastWord(path)
    if let namesake = paths.first(where: { candidate in lastWord(candidate) == word }) {
      return "no such key, did you mean \(namesake)?"
    }
    let sections = Set(paths.flatMap { path in path.indices.filter { path[$0] == "." }.map { String(path[..<$0]) } })
    // Two keys of a section with a long name are near, however different their last words are.
    let alike = (paths + sections.sorted()).filter { candidate in
      Spelling.nearest(to: word, among: [lastWord(candidate)]) != nil
    }
    if let near = Spelling.nearest(to: path, among: alike) { return "no such key, did you mean \(near)?" }
    // A word may be left out of the last word, such as `rotation` for `sensorRotation`.
    let end = word.prefix(1).uppercased() + word.dropFirst()
    let longer = paths.filter { candidate in candidate.hasSuffix(end) }
    return 1...3 ~= longer.count
      ? "no such key, did you mean \(longer.joined(separator: " or "))?"
      : "no such key; `laserrig config --schema` lists all"
  }
}
