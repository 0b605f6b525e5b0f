internal import RigReports
internal import RigScenario

/// The scenarios of a library as a list for people: a line for each, with its name and its title.
struct ScenarioList {
  private let library: ScenarioLibrary
  /// The scenarios in the order of their names, those that cannot be read included.
  let entries: [ScenarioLibrary.Entry]

  /// The scenarios in the folders of `library`. Warns if there are none.
  /// - Throws: a `Failure` if the folder that the environment names is missing.
  init(_ library: ScenarioLibrary) throws(Failure) {
    self.library = library
    try Failure.judged { () throws(ScenarioError) in try library.check() }
    entries = library.entries
    if entries.isEmpty {
      let folders = library.folders.joined(separator: ", ")
      StandardError.warn("no scenarios in \(folders); LASERRIG_CONFIG can name a folder")
    }
  }

  /// The lines, the built-in scenario first. A scenario that cannot be read has the reason in place of its title.
  /// - Parameter remark: what follows the title of a scenario, if anything.
  func lines(remark: (_ name: String, Scenario) -> String? = { _, _ in nil }) -> [String] {
    let builtIn = Scenario.firstLookName
    let width = max(builtIn.count, entries.map(\.name.count).max() ?? 0)
    func line(_ name: String, _ words: String) -> String {
      name + String(repeating: " ", count: width + 2 - name.count) + words
    }
    let first = line(builtIn, Scenario.firstLook.title + " (what runs without a scenario)")
    let others = entries.map { entry in
      do throws(ScenarioError) {
        let scenario = try library.scenario(entry.path)
        return line(entry.name, scenario.title + (remark(entry.name, scenario).map { remark in " (\(remark))" } ?? ""))
      } catch {
        return line(entry.name, "(\(error.description))")
      }
    }
    return [first] + others
  }
}

extension ScenarioLibrary {
  /// The scenario `name`, as its file has it: neither environment nor flags change it.
  /// - Throws: `ScenarioError` if there is none, or it is bad.
  func scenario(_ name: String) throws(ScenarioError) -> Scenario {
    if name == Scenario.firstLookName { return .firstLook }
    var reader = ScenarioReader()
    _ = try reader.read(scenario: name, in: self)
    return try reader.scenario()
  }
}
