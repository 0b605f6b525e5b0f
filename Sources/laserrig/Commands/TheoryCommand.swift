internal import ArgumentParser
internal import RigReports
internal import RigScenario

struct TheoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theory",
    abstract: "Tell what a loop will do, without running it.",
    discussion: """
      Of a rule with a fixed rate: its loop gain, before which walls it is stable, how fast it settles, how far noise \
      makes the dot dance, and how much more gain and delay it bears. Of a wall whose distance is drawn, before the \
      nearest, the middle and the farthest. Of any rule: the error that no rule can beat.

      EXAMPLES:
        laserrig theory article
        laserrig theory dead-time --learning-rate 0.15
        laserrig theory article --distance 50..1000 --rule momentum
        laserrig theory hobby-servo --format json | jq '.walls[].loopGain'
      """)

  @OptionGroup
  var options: ScenarioOptions

  @Option(
    help: ArgumentHelp("The form of the results: table or json.", valueName: "form"),
    completion: .list(TheoryCommand.formats.map(\.rawValue)))
  var format: String?

  private static let formats = [OutputFormat.table, .json]

  func run() throws {
    let surroundings = Surroundings()
    let form = try chosenFormat
    let loaded = try options.scenario(in: surroundings, adding: [])
    let scenario = loaded.scenario
    guard scenario.rig.kind == .singleAxis else {
      throw Failure(.usage, "theory: \(options.config ?? "this") \(Self.remedy(for: scenario.rig.kind))")
    }
    let name = loaded.path ?? Scenario.firstLookName
    let figures = TheoryFigures(scenario)
    let output = StandardOutput()
    switch form ?? scenario.output.format {
    case .json: output.write(TheoryJSON(figures, name: name).text)
    case .table, .csv:
      let terminal = Terminal(environment: surroundings.environment)
      output.write(TheoryTable(figures, name: name, terminal: terminal).text)
    }
    try output.close()
  }

  private static func remedy(for kind: RigKind) -> String {
    kind.isSimulated
      ? """
      is a rig of the kind \(kind.rawValue); the theory is that of one axis: --set rig.kind=singleAxis, or `laserrig run`, \
      which tells the loop gain of several
      """ : "is a real rig; the theory is that of a known wall: --set rig.kind=singleAxis"
  }

  private var chosenFormat: OutputFormat? {
    get throws(Failure) {
      guard let format else { return nil }
      do throws(ScenarioError) {
        return OutputFormat(rawValue: try FlagValue("--format", format).word(of: Self.formats.map(\.rawValue)))
      } catch {
        throw Failure(error)
      }
    }
  }
}
