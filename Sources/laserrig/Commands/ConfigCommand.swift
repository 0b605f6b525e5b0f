internal import ArgumentParser
internal import RigReports
internal import RigScenario

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "List the scenarios, show one with every default filled in, or print the format.",
    discussion: """
      A scenario is found by its path, or by its bare name in the folder that LASERRIG_CONFIG names, in Config here, \
      or in Config beside the program.

      Every key can be set for one run by `--set key.path=value` or by an environment variable: rig.sensor.noise is \
      LASERRIG_RIG_SENSOR_NOISE. The command line overrides the environment, the environment the file.

      EXAMPLES:
        laserrig config --list
        laserrig config --show article > mine.yaml
        laserrig config --schema > laserrig.schema.json
      """)

  @Flag(help: "List the scenarios.")
  var list = false
  @Option(
    help: ArgumentHelp("Print a scenario with every key and what it means.", valueName: "scenario"),
    completion: .file(extensions: ["yaml", "yml"]))
  var show: String?
  @Flag(help: "Print the JSON Schema of the format.")
  var schema = false

  func run() throws {
    let asked = [list, show != nil, schema].filter { asked in asked }.count
    guard asked == 1 else { throw Failure(.usage, "config: give one of --list, --show <scenario> and --schema") }
    let library = Surroundings().library
    let output = StandardOutput()
    if schema {
      output.write(Scenario.jsonSchema)
    } else if let show {
      output.write(try Failure.judged { () throws(ScenarioError) in try library.scenario(show) }.yaml)
    } else {
      output.write(try ScenarioList(library).lines().map { line in line + "\n" }.joined())
    }
    try output.close()
  }
}
