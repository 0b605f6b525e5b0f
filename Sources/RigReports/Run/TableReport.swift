public import RigCharts
public import RigCore
public import RigScenario
internal import RigSimulation

/// The results for people: a table that grows as the run goes on, then the outcome, and last the truth.
public final class TableReport: RunReport {
  private let output: any ReportOutput
  private let terminal: Terminal
  private let scenario: Scenario
  private var table = StepTable(axes: RigKind.singleAxis.axes(1))
  private var lastRow = -1
  private var last: StepRecord?
  /// The first step that the rule led; nil before it.
  private var firstLed: Int?

  /// A report to `output`.
  ///
  /// - Parameters:
  ///   - output: the place where the table goes.
  ///   - terminal: the abilities of that place.
  ///   - scenario: the scenario of the run; its setting `output.quiet` leaves out the rows of the steps.
  public init(_ output: any ReportOutput, terminal: Terminal, scenario: Scenario) {
    self.output = output
    self.terminal = terminal
    self.scenario = scenario
  }

  /// Writes the title, the rule, the seed, and the names of the columns.
  public func begin(_ header: RunHeader) {
    table = StepTable(axes: scenario.rig.kind.axes(header.axes))
    let title = scenario.title.isEmpty ? header.name : "\(header.name): \(scenario.title)"
    output.write(terminal.styled(title, .bold) + "\n")
    let seed = header.seed.map { seed in "; seed \(seed)" } ?? ""
    output.write(scenario.ruleSummary + seed + "\n")
    if !scenario.output.quiet { output.write("\n" + terminal.styled(table.header, .dim) + "\n") }
    output.flush()
  }

  /// Writes the row of `step`; in a long run only some steps have one, and of a sign check the first at each angle.
  public func add(_ step: StepRecord) {
    if scenario.output.quiet { return }
    defer { last = step }
    if step.isProbing {
      if last?.anglesDegrees != step.anglesDegrees { write(step) }
      return
    }
    let first = firstLed ?? step.index
    firstLed = first
    if StepTable.isShown(step.index, since: first) { write(step) }
  }

  private func write(_ step: StepRecord) {
    output.write(table.row(step) + "\n")
    lastRow = step.index
    if terminal.isTerminal { output.flush() }
  }

  /// Writes the last row, on a terminal a plot, the results, the facts about the hardware, the truth, and the path of
  /// the picture.
  public func end(_ result: RunResult, trace: RunTrace, picture: String?) {
    if let last, last.index != lastRow { write(last) }
    if terminal.isTerminal, !scenario.output.quiet { writePlot(trace) }
    writeResults(result)
    if let hardware = result.hardware { write(hardware) }
    if let truth = result.truth { write(truth, of: result) }
    if let picture { output.write("\nPicture: \(picture)\n") }
  }

  private func writePlot(_ trace: RunTrace) {
    let plot = TerminalPlot(
      trace, width: min(terminal.columns, 100), height: 14, characters: terminal.hasUnicode ? .unicode : .ascii)
    if plot.lines.isEmpty { return }
    output.write("\n" + plot.lines.joined(separator: "\n") + "\n")
  }

  private func writeResults(_ result: RunResult) {
    output.write("\n" + terminal.styled("Final results", .bold) + "\n")
    write("initial error", table.centimeters(result.errors.first))
    let isLost = result.errors.last == nil && result.errors.lastSeen != nil
    write(
      "final error",
      (isLost ? "out of sight, last seen at " : "") + table.centimeters(result.errors.lastSeen) + readingCaveat)
    write("steps", String(result.stepCount))
    if let signCheck = result.signCheck { write("sign check", signCheck.line) }
    if let saturation = result.saturation { write("clipped", saturation.line) }
    if let scatter = result.scatter { write("noise", scatter.text(scenario)) }
    if let halvings = result.halvings { write("rate halved", halvings.line) }
    if let learned = result.learned { write("learned", learned.text(axes: result.axes.count)) }
    if let punctuality = result.punctuality { write(punctuality) }
    write("outcome", terminal.styled(result.ending.title, style(of: result.ending)) + ": " + result.reason)
  }

  /// The reasons why the last reading differs from the true error.
  private var readingCaveat: String {
    let sensor = scenario.rig.sensor
    if sensor.deadTime > 0 { return " (a reading \(sensor.deadTime.counted("step")) old)" }
    return sensor.noise > 0 ? " (one noisy reading)" : ""
  }

  private func style(of ending: RunEnding) -> Terminal.Style {
    switch ending {
    case .outcome(.converged): .green
    case .outcome(.diverged), .outcome(.spotLost), .outcome(.unresponsive), .failure: .red
    case .outcome(.stepLimit), .outcome(.stopped): .yellow
    }
  }

  private func write(_ punctuality: Punctuality) {
    if punctuality.missedFrames > 0 { write("missed frames", String(punctuality.missedFrames)) }
    write("lateness", "up to \(punctuality.greatestLatenessMilliseconds.formatted(significantDigits: 3)) ms a frame")
  }

  private func write(_ hardware: HardwareFacts) {
    output.write("\n" + terminal.styled("The hardware", .bold) + "\n")
    for line in hardware.lines { write(line.name, line.value) }
  }

  private func write(_ truths: FirstAndLastTruth, of result: RunResult) {
    let truth = truths.last
    output.write("\n" + terminal.styled("The truth, which the controller never saw", .bold) + "\n")
    if let distance = truth.distanceCentimeters { write("distance", "\(distance.formatted(significantDigits: 6)) cm") }
    if truth.targetCentimeters.count == 1 { writeOnlyAxis(truths, of: result) } else { writeAxes(truths, of: result) }
    if let step = coarsestServoStep(at: truth) { write("servo", step) }
  }

  private func writeOnlyAxis(_ truths: FirstAndLastTruth, of result: RunResult) {
    let target = truths.last.targetCentimeters[0]
    write("target", "\(target.formatted(significantDigits: 6)) cm high")
    if let path = path(of: 0, truths) { write("dot", path) }
    guard let distance = truths.last.distanceCentimeters else { return }
    let gain = LoopGain(
      scenario, distance: distance, target: target, laserHeight: truths.last.laserHeightCentimeters ?? 0,
      LoopAtItsEnd(result))
    if let explanation = gain?.explanation { write("loop gain", explanation) }
  }

  private func writeAxes(_ truths: FirstAndLastTruth, of result: RunResult) {
    let targets = truths.last.targetCentimeters
    for (axis, name) in result.axes.map(\.place).enumerated() {
      let target = "target \(targets[axis].formatted(significantDigits: 6)) cm"
      write(name ?? "place", target + (path(of: axis, truths).map { path in ", dot \(path)" } ?? ""))
    }
    guard let coupling = truths.coupling else { return }
    let gain = CoupledLoopGain(scenario, coupling, LoopAtItsEnd(result))
    write("steering", gain.steering)
    if let explanation = gain.explanation { write("loop gain", explanation) }
    if let margin = gain.margin { write("disk margin", margin) }
  }

  /// The way of the dot in one direction; nil if the beam missed.
  private func path(of axis: Int, _ truths: FirstAndLastTruth) -> String? {
    guard let first = truths.first.dotCentimeters?[axis], let dot = truths.last.dotCentimeters?[axis] else {
      return nil
    }
    let off = StepTable.text((dot - truths.last.targetCentimeters[axis]).magnitude)
    return "went from \(StepTable.text(first)) to \(StepTable.text(dot)) cm, \(off) cm off"
  }

  /// The reason why the dot cannot come closer, if the servo's own step is wider than the tolerance.
  private func coarsestServoStep(at truth: TruthRecord) -> String? {
    guard let step = ServoStep(scenario, at: truth), step.centimeters > scenario.loop.tolerance else { return nil }
    return "its \(step.words)"
  }

  private func write(_ name: String, _ value: String) {
    output.write("  " + name + String(repeating: " ", count: max(1, 16 - name.count)) + value + "\n")
  }
}
