internal import ArgumentParser
internal import RigReports
internal import RigScenario
internal import RigWiring

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Aim the laser, step by step.",
    discussion: """
      Without a scenario: a hobby servo before a wall somewhere between 50 and 1000 cm away, and a picture of the \
      descent in descent.svg.

      EXAMPLES:
        laserrig run article
        laserrig run article --learning-rate 1.5
        laserrig run unknown-distance --distance 800 --plot far.svg
        laserrig run noisy --format json | jq .finalErrorCentimeters

      \(ExitStatus.help)
      """)

  @OptionGroup
  var options: ScenarioOptions

  @OptionGroup
  var form: FormatOption
  @Option(
    help: ArgumentHelp("Draw the run as SVG; none draws nothing.", valueName: "file.svg"),
    completion: .file(extensions: ["svg"]))
  var plot: String?
  @Option(
    help: ArgumentHelp("What to draw: overview, descent or rig.", valueName: "picture"),
    completion: .list(PictureName.allCases.map(\.rawValue)))
  var picture: String?
  @OptionGroup
  var drawing: DrawOverFlag
  @Flag(help: "Leave out the steps.")
  var quiet = false
  @Flag(help: "Keep to the frame rate by the clock instead of running in virtual time.")
  var realTime = false
  @Flag(help: "Close the loop without trying first which way the laser turns the dot.")
  var noProbe = false
  @Flag(help: "Say what a real rig would drive, and drive nothing.")
  var dryRun = false
  @OptionGroup
  var flag: TakeOverFlag

  func run() throws {
    let surroundings = Surroundings()
    let loaded = try options.scenario(
      in: surroundings,
      adding: [
        ("--format", "output.format", form.format), ("--plot", "output.plot", plot),
        ("--picture", "output.picture", picture), ("--quiet", "output.quiet", quiet ? "true" : nil),
        ("--real-time", "loop.realTime", realTime ? "true" : nil),
        ("--no-probe", "loop.probe", noProbe ? "false" : nil),
      ])
    if dryRun { return try show(loaded.scenario) }
    if flag.takeOver, loaded.scenario.rig.kind.isSimulated {
      throw Failure(.usage, "--take-over: a simulated rig has no channels; it is for a real one (rig.kind: pins)")
    }
    let terminal = Terminal(environment: surroundings.environment)
    try RunSession(loaded, terminal: terminal, takesOver: flag.takeOver, isForced: drawing.force).run().exit()
  }

  private func show(_ scenario: Scenario) throws(Failure) {
    guard scenario.rig.kind == .pins else {
      throw Failure(.usage, "--dry-run: a simulated rig drives nothing; it is for a real one (rig.kind: pins)")
    }
    for warning in scenario.pinRig.warnings + scenario.warnings { StandardError.warn(warning) }
    let output = StandardOutput()
    output.write(DryRun(scenario).text)
    try output.close()
  }
}
