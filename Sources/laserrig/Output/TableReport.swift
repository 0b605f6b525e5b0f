internal import RigCharts
internal import RigCore
internal import RigScenario
internal import RigSimulation

/// The results for people: a table that grows as the run goes on, then what came of it, and last the truth.
final class TableReport: RunReport {
  private let output: StandardOutput
  private let terminal: Terminal
  private let scenario: Scenario
  private var lastRow = -1
  private var last: Step<1>?

  init(_ output: StandardOutput, terminal: Terminal, scenario: Scenario) {
    self.output = output
    self.terminal = terminal
    self.scenario = scenario
  }

  func begin(_ header: RunHeader) {
    let title = scenario.title.isEmpty ? header.name : "\(header.name): \(scenario.title)"
    output.write(terminal.styled(title, .bold) + "\n")
    output.write("\(scenario.ruleSummary); seed \(header.seed)\n")
    if !scenario.output.quiet { output.write("\n" + terminal.styled(StepTable.header, .dim) + "\n") }
    output.flush()
  }

  func add(_ step: Step<1>) {
    if scenario.output.quiet { return }
    last = step
    if StepTable.isShown(step.index) { write(step) }
  }

  private func write(_ step: Step<1>) {
    output.write(StepTable.row(step) + "\n")
    lastRow = step.index
    if terminal.isTerminal { output.flush() }
  }

  func end(_ result: RunResult, trace: RunTrace, picture: String?) {
    if let last, last.index != lastRow { write(last) }
    if terminal.isTerminal, !scenario.output.quiet { writePlot(trace) }
    writeResults(result)
    writeTruth(result)
    if let picture { output.write("\nPicture: \(picture)\n") }
  }

  private func writePlot(_ trace: RunTrace) {
    let plot = TerminalPlot(
      trace, width: min(terminal.columns, 100), height: 14, characters: terminal.hasUnicode ? .unicode : .ascii)
    if !plot.lines.isEmpty { output.write("\n" + plot.lines.joined(separator: "\n") + "\n") }
  }

  private func writeResults(_ result: RunResult) {
    output.write("\n" + terminal.styled("Final results", .bold) + "\n")
    write("initial error", StepTable.centimeters(result.errors.first))
    let isLost = result.errors.last == nil && result.errors.lastSeen != nil
    write(
      "final error",
      (isLost ? "out of sight, last seen at " : "") + StepTable.centimeters(result.errors.lastSeen) + readingCaveat)
    write("steps", String(result.stepCount))
    if result.missedFrames > 0 { write("missed frames", String(result.missedFrames)) }
    write("outcome", terminal.styled(result.outcome.title, style(of: result.outcome)) + ": " + result.outcome.reason)
  }

  /// Why the last reading is not where the dot is.
  private var readingCaveat: String {
    let sensor = scenario.rig.sensor
    if sensor.deadTime > 0 { return " (a reading \(sensor.deadTime) steps old)" }
    return sensor.noise > 0 ? " (one noisy reading)" : ""
  }

  private func style(of outcome: Outcome) -> Terminal.Style {
    switch outcome {
    case .converged: .green
    case .diverged, .spotLost: .red
    case .stepLimit, .stopped: .yellow
    }
  }

  private func writeTruth(_ result: RunResult) {
    let truth = result.truth
    output.write("\n" + terminal.styled("The truth, which the controller never saw", .bold) + "\n")
    write("distance", "\(truth.distance.centimeters.formatted(significantDigits: 6)) cm")
    write("target", "\(truth.target.centimeters.formatted(significantDigits: 6)) cm high")
    if let first = result.initialTruth.dot, let dot = truth.dot {
      let off = StepTable.text((dot - truth.target).magnitude.centimeters)
      write(
        "dot", "went from \(StepTable.text(first.centimeters)) to \(StepTable.text(dot.centimeters)) cm, \(off) cm off")
    }
    write("loop gain", LoopGain(scenario, truth).explanation)
    if let step = coarsestServoStep(at: truth) { write("servo", step) }
  }

  /// What keeps the dot from coming closer, where the servo's own step is wider than the tolerance.
  private func coarsestServoStep(at truth: SimulatedTruth) -> String? {
    let servo = scenario.rig.servo
    let steps = [("resolution", servo.resolution), ("dead band", servo.deadBand), ("backlash", servo.backlash)]
    guard let coarsest = steps.max(by: { left, right in left.1 < right.1 }) else { return nil }
    let height = Angle(degrees: coarsest.1).slope * truth.distance.centimeters
    guard height > scenario.loop.tolerance else { return nil }
    let degrees = coarsest.1.formatted(significantDigits: 3)
    return "its \(coarsest.0) of \(degrees)° is \(height.formatted(significantDigits: 3)) cm on this wall"
  }

  private func write(_ name: String, _ value: String) {
    output.write("  " + name + String(repeating: " ", count: max(1, 16 - name.count)) + value + "\n")
  }
}
