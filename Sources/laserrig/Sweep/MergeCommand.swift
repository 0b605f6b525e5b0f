internal import ArgumentParser
internal import RigReports
internal import RigScenario

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the shards of a sweep.",
    usage: "laserrig merge [<options>] <files> ...",
    discussion: """
      The result is equal, to the byte, to what one sweep without --shard writes. Shards of different sweeps are \
      refused, and those that are missing named.

      EXAMPLES:
        laserrig merge part-*.csv --output map.csv
        laserrig merge map.csv
      """)

  @Argument(help: "Files that laserrig sweep has written.", completion: .file(extensions: ["csv"]))
  var files: [String]

  @Option(
    help: ArgumentHelp("Where to write the joined file.", valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var output: String?
  @OptionGroup
  var form: FormatOption
  @OptionGroup
  var map: MapOption
  @Flag(help: "Join even what takes more than a gibibyte.")
  var yes = false
  @Flag(help: "Write over any file, be it one of those to be joined.")
  var force = false
  @Flag(help: "Leave the map out.")
  var quiet = false

  func run() throws {
    let surroundings = Surroundings()
    let (format, plot) = try Failure.judged { () throws(ScenarioError) in
      (try OutputFormat(flag: form.format), try FlagValue.picture(map.plot))
    }
    let session = MergeSession(
      files: files, output: output, format: format, plot: plot, isForced: force, isAgreed: yes, isQuiet: quiet,
      terminal: Terminal(environment: surroundings.environment))
    try session.run()
  }
}
