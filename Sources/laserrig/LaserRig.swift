internal import ArgumentParser
internal import RigReports
internal import RigScenario

@main
struct LaserRig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "laserrig",
    abstract: """
      Aims a laser at a target on a wall at an unknown distance: by gradient descent, or by a rule that learns the \
      distance.
      """,
    discussion: """
      Without a subcommand it runs a simulated rig: `laserrig --seed 7` is `laserrig run --seed 7`. \
      `laserrig scenarios` lists what else there is to run.

      \(ExitStatus.help)
      """,
    version: ProgramVersion.current,
    subcommands: commands,
    defaultSubcommand: RunCommand.self)

  private static let commands: [any ParsableCommand.Type] = [
    RunCommand.self, CompareCommand.self, TheoryCommand.self, SweepCommand.self, MergeCommand.self,
    ExplainCommand.self, ScenariosCommand.self, ConfigCommand.self,
    DoctorCommand.self, JogCommand.self, CalibrateCommand.self,
  ]

  /// The words that stand for a command.
  static var commandNames: [String] {
    commands.flatMap { command in
      [command.configuration.commandName].compactMap { name in name } + command.configuration.aliases
    } + [helpName]
  }

  private static let helpName = "help"

  /// Checks the words that follow `help`: the parser shows its first page for a command that there is not.
  /// - Throws: a `Failure` of the kind `usage` that names the nearest command.
  private static func checkHelp(_ arguments: ArraySlice<String>) throws(Failure) {
    guard arguments.first == helpName else { return }
    let words = arguments.dropFirst().filter { word in !word.hasPrefix("-") }
    guard let command = words.first else { return }
    _ = try Failure.judged { () throws(ScenarioError) in
      try FlagValue(helpName, command).word(of: commandNames)
    }
    if words.count > 1 {
      throw Failure(.usage, "\(helpName): '\(words[1])' is one word too many; \(command) has no commands of its own")
    }
  }

  static func main() {
    Signals.leaveWritesToTheirErrors()
    do {
      try ForeignBytes.check()
      try checkHelp(CommandLine.arguments.dropFirst())
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.exit()
    } catch {
      leave(after: error)
    }
  }

  /// Help and version go to standard output; what the parser has to complain of goes, in one line, to standard error.
  private static func leave(after error: any Error) -> Never {
    let code = exitCode(for: error)
    guard code.isSuccess else {
      let message = message(for: error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      Failure(.usage, "\(message) (`laserrig --help` lists what there is)").exit()
    }
    let output = StandardOutput()
    output.write(fullMessage(for: error) + "\n")
    do throws(Failure) {
      try output.close()
    } catch {
      error.exit()
    }
    ExitStatus.success.exit()
  }
}
