internal import ArgumentParser
internal import RigCore
internal import RigReports
internal import RigScenario

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Let many trials show where the loop is stable, over two keys.",
    usage: "laserrig sweep [<options>] [<config>]",
    discussion: """
      Without a scenario: a wall at 300 cm, gradient descent that assumes 300 cm, and a tolerance of 1 cm. With one: \
      its rig, its rule and its loop. Without axes: the learning rate over the sensor's noise up to twice the \
      tolerance; of a rule that has no rate, the wall's distance over the noise.

      An axis is KEY=FROM..TO, with :COUNT for another number of values than 64, and :log for equal ratios; or \
      KEY=A,B,C; or KEY=A for a single row. Each cell of the map has so many trials, and each is judged by where the \
      dot really is: it has settled if the dot stays within the tolerance to the end.

      EXAMPLES:
        laserrig sweep
        laserrig sweep --rule momentum --plot map.svg
        laserrig sweep --y rig.sensor.deadTime=0..8
        laserrig sweep hobby-servo --x rig.distance=50..1000:40:log --output map.csv
        laserrig sweep --seed 1 --shard 0/8 --resume part-0.csv
      """)

  @OptionGroup
  var scenario: ScenarioArgument

  @Option(parsing: .unconditional, help: ArgumentHelp("The key that changes from column to column.", valueName: "axis"))
  var x: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("The key that changes from row to row.", valueName: "axis"))
  var y: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("How many trials each cell has.", valueName: "count"))
  var trials: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("How many updates each trial has.", valueName: "count"))
  var steps: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("How far off a settled dot may be.", valueName: "cm"))
  var tolerance: String?
  @Option(
    help: ArgumentHelp(
      "The control law: \(RuleDefinition.all.map(\.name).joined(separator: ", ")).", valueName: "name"),
    completion: .list(RuleDefinition.all.map(\.name)))
  var rule: String?
  @OptionGroup
  var settings: SettingOptions
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where all chance comes from; the same seed gives the same map.", valueName: "number"))
  var seed: String?
  @Flag(help: "Give each cell random numbers of its own, instead of common ones.")
  var independent = false
  @OptionGroup
  var form: FormatOption
  @OptionGroup
  var map: MapOption
  @Option(
    help: ArgumentHelp("Keep each cell, in a new file, as soon as it is finished.", valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var output: String?
  @Option(
    help: ArgumentHelp(
      "As --output, but go on with what the file has; what other options would say is taken from it.",
      valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var resume: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Every N-th cell only, from the I-th, which counts from 0.", valueName: "I/N"))
  var shard: String?
  @OptionGroup
  var work: ThreadsOption
  @Flag(help: "Begin even what takes more than an hour, or more than a gibibyte.")
  var yes = false
  @Flag(help: "Write over any file, be it the scenario or a sweep's.")
  var force = false
  @Flag(help: "Leave the map out, and the progress.")
  var quiet = false

  func run() throws {
    let surroundings = Surroundings()
    var session = SweepSession(
      try SweepRequest(self).job(in: surroundings), terminal: Terminal(environment: surroundings.environment))
    try session.run().exit()
  }
}
