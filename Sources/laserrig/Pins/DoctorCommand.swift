internal import ArgumentParser
internal import RigGPIO
internal import RigReports
internal import RigScenario
internal import RigWiring

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what this machine has for a real rig, and whether it is ready. Moves nothing.",
    discussion: """
      With the scenario of a real rig it checks each of its pins as well. The exit code is 0 if all is ready, 69 \
      if something is missing, held by another program or not proved, 77 if this user may not use it, 78 if it cannot \
      do what the scenario asks.

      Nothing shines behind an interlock that was not seen open and closed since the machine was started. \
      --prove-interlock asks you to open it and to close it, within a minute for each, and notes that it was seen.

      EXAMPLES:
        laserrig doctor
        laserrig doctor raspberry-pi
        laserrig doctor raspberry-pi --prove-interlock
      """)

  @OptionGroup
  var options: PinOptions
  @Flag(help: "Watch the interlock while it is opened and closed, so that a laser may shine behind it.")
  var proveInterlock = false

  func run() throws {
    let surroundings = Surroundings()
    let scenario = try options.config.map { _ in try options.load(for: "doctor", in: surroundings).scenario }
    if scenario == nil { try options.checkNone(for: "doctor", in: surroundings) }
    if proveInterlock {
      guard let scenario else {
        throw Failure(.usage, "--prove-interlock: needs a scenario with an interlock; name one, such as raspberry-pi")
      }
      try InterlockSession(scenario.pinRig).run()
    }
    let terminal = Terminal(environment: surroundings.environment)
    let output = StandardOutput()
    output.write(MachineReport(terminal, priority: scenario?.pins.priority ?? 80).text)
    let status: ExitStatus
    if let scenario {
      let report = ReadinessReport(scenario, terminal, name: options.config ?? "")
      output.write("\n" + report.text)
      status = report.status
    } else {
      status = MachineReport.status
    }
    try output.close()
    status.exit()
  }
}

/// The availability of a rig's pins, one line each.
private struct ReadinessReport {
  let text: String
  let status: ExitStatus

  init(_ scenario: Scenario, _ terminal: Terminal, name: String) {
    let rig = scenario.pinRig
    guard SystemLines.libraryVersion != nil || !rig.needsLines else {
      text = "\(name): \(terminal.styled("not ready", .red)): \(LineError.notBuiltProblem)\n"
      status = .unavailable
      return
    }
    let findings = rig.diagnosis()
    let width = findings.map(\.part.count).max() ?? 0
    var lines: [String] = []
    var told: Set<String> = []
    for finding in findings {
      let padding = String(repeating: " ", count: width + 2 - finding.part.count)
      var verdict = "ready, \(finding.place)" + (finding.state.isEmpty ? "" : ": \(finding.state)")
      if let words = finding.problem?.words {
        let isNew = told.insert(words).inserted
        verdict = "\(finding.place): " + terminal.styled(isNew ? words : "as above", .red)
      }
      lines.append("  " + finding.part + padding + verdict)
    }
    lines += (rig.warnings + scenario.warnings + rig.advice + [rig.pulseWarning()].compactMap { $0 }).map { note in
      "  " + terminal.styled("note", .yellow) + ": " + note
    }
    let problems = findings.compactMap(\.problem)
    let verdict =
      problems.isEmpty ? terminal.styled("ready", .green) : terminal.styled("not ready", .red)
    text = "\(terminal.styled(name, .bold)): \(verdict)\n" + lines.joined(separator: "\n") + "\n"
    status = problems.first.map { problem in Failure(problem).status } ?? .success
  }
}

extension PinError {
  /// The problem without its place.
  fileprivate var words: String {
    if case .line(let error) = self { error.problem } else { description }
  }
}
