internal import ArgumentParser
internal import RigCore
internal import RigReports
internal import RigScenario

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Let every rule steer the same rigs, and see which is settled first.",
    usage: "laserrig compare [<options>] [<config>]",
    discussion: """
      Without a scenario: walls between 50 and 1000 cm away, targets up to 100 cm above and below the laser, a servo \
      that turns ±60°, and four levels of noise. With one: its rig, its controller's parameters, and its noise.

      Every rule meets the same walls, targets and noise, and is judged by where the dot really is: it has settled \
      where the dot stays within the tolerance to the end. loose is 0.1 cm or three standard deviations of the noise, \
      tight 0.1 cm or half of one, whichever is more.

      EXAMPLES:
        laserrig compare
        laserrig compare --noise 0.5 --tolerance tight --plot compare.svg
        laserrig compare --rules momentum,nesterov --set controller.momentum=0.8
        laserrig compare hobby-servo --tolerance 5
        laserrig compare --format json | jq '.noises[].bound'
      """)

  @OptionGroup
  var scenario: ScenarioArgument

  @Option(parsing: .unconditional, help: ArgumentHelp("How many rigs each rule steers.", valueName: "count"))
  var rigs: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The noise of a reading, its standard deviation; several with commas.", valueName: "cm"))
  var noise: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("How many readings each run has.", valueName: "count"))
  var readings: String?
  @Option(
    help: ArgumentHelp(
      "The rules, with commas between: \(RuleDefinition.all.map(\.name).joined(separator: ", ")).",
      valueName: "names"),
    completion: .list(RuleDefinition.all.map(\.name)))
  var rules: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How far off a settled dot may be: loose, tight, or so many cm.", valueName: "cm"),
    completion: .list(["loose", "tight"]))
  var tolerance: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where all chance comes from; the same seed gives the same table.", valueName: "number"))
  var seed: String?
  @OptionGroup
  var settings: SettingOptions
  @OptionGroup
  var form: FormatOption
  @Option(
    help: ArgumentHelp("Draw the errors over the readings as SVG; none draws nothing.", valueName: "file.svg"),
    completion: .file(extensions: ["svg"]))
  var plot: String?
  @OptionGroup
  var drawing: DrawOverFlag
  @OptionGroup
  var work: ThreadsOption

  func run() throws {
    let surroundings = Surroundings()
    let plan = try CompareRequest(self).plan(in: surroundings)
    try CompareSession(plan, terminal: Terminal(environment: surroundings.environment)).run().exit()
  }
}
