internal import ArgumentParser
internal import RigScenario

/// What a newcomer asks first: what is there to run, and how?
struct ScenariosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenarios",
    abstract: "List the scenarios that there are, and say how to run one.",
    discussion: """
      `laserrig config --list` prints the list alone.

      EXAMPLES:
        laserrig scenarios
        laserrig run article
      """,
    aliases: ["list"])

  func run() throws {
    let list = try ScenarioList(Surroundings().library)
    var realRig: String?
    let lines = list.lines { name, scenario in
      guard scenario.rig.kind == .pins else { return nil }
      realRig = realRig ?? name
      return "a real rig"
    }
    let names = list.entries.map(\.name)
    let example = names.contains(Self.example) ? Self.example : names.first ?? Scenario.firstLookName
    let output = StandardOutput()
    for line in lines + [""] + Self.advice(example, realRig: realRig) { output.write(line + "\n") }
    try output.close()
  }

  /// The scenario to begin with, if it is there.
  private static let example = "article"

  /// The commands to try with the scenario `name`, and with that of a real rig, if there is one.
  private static func advice(_ name: String, realRig: String?) -> [String] {
    [
      "Run one:               laserrig run \(name)",
      "Change a number:       laserrig run \(name) --distance 600",
      "See all its keys:      laserrig config --show \(name)",
      "Copy it to a file:     laserrig config --show \(name) > mine.yaml",
      "Run the file:          laserrig run mine.yaml",
    ]
      + (realRig.map { name in ["Simulate a real rig:   laserrig run \(name) --set rig.kind=singleAxis"] } ?? [])
  }
}
