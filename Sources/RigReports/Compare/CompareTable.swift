internal import RigCharts
internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTrials

/// The results for people: a table for each level of noise, then the meaning of the columns and the reasons for the
/// figures.
public final class CompareTable: CompareReport {
  private let output: any ReportOutput
  private let terminal: Terminal
  private var labelWidth = 24
  private var widths: [CompareColumn: Int] = [:]

  /// A report to `output`, in styles that `terminal` can show.
  public init(_ output: any ReportOutput, terminal: Terminal) {
    self.output = output
    self.terminal = terminal
  }

  /// Writes the title, the numbers of rigs and readings, the seed, and the settings that the rules share.
  public func begin(_ results: CompareResults) {
    let plan = results.plan
    labelWidth = max(24, 1 + (plan.entrants.map(\.label.count).max() ?? 0))
    let title = plan.scenario.title.isEmpty ? plan.name : "\(plan.name): \(plan.scenario.title)"
    output.write(terminal.styled(title, .bold) + "\n")
    let missing = plan.rigs - results.rigs.count
    let leftOut = missing == 0 ? "" : " (\(missing) left out: target out of the servo's reach)"
    output.write("\(plan.rigs.counted("rig"))\(leftOut), \(plan.readings.counted("reading")) each; seed \(plan.seed)\n")
    let rate = plan.scenario.controller.learningRate.formatted(significantDigits: 6)
    let distance = plan.scenario.controller.assumedDistance.formatted(significantDigits: 6)
    output.write("learning rate \(rate), assumed distance \(distance) cm if a row says nothing else\n")
    if plan.entrants.contains(where: { entrant in entrant.controller.rule.family == .learner }) {
      let nearest = plan.scenario.controller.nearestDistance.formatted(significantDigits: 6)
      let farthest = plan.scenario.controller.farthestDistance.formatted(significantDigits: 6)
      output.write("rules that learn know no more than that a wall is \(nearest) to \(farthest) cm away\n")
    }
  }

  /// Writes the table of `level`.
  public func add(_ level: ComparedLevel, to results: CompareResults) {
    let noise = level.noise.formatted(significantDigits: 6)
    let tolerance = level.tolerance.formatted(significantDigits: 6)
    let title = level.noise > 0 ? "Noise \(noise) cm" : "No noise"
    output.write("\n\(terminal.styled(title, .bold)): a settled dot stays within \(tolerance) cm of the target\n")
    widen(level)
    output.write(terminal.styled(line("rule", CompareColumn.allCases.map(\.title)), .dim) + "\n")
    let best = BestFigures(level.rows.map(\.performance))
    for row in level.rows {
      let cells = CompareColumn.allCases.map { column in
        let text = padded(column.text(row.performance), column)
        return best.includes(row.performance, column) ? terminal.styled(text, .green) : text
      }
      output.write(padded(label: row.entrant.label) + cells.joined() + "\n")
    }
    if let bound = level.bound {
      let cells = CompareColumn.allCases.map { column in column.text(bound) }
      output.write(
        terminal.styled(line(results.rigs.arePlain ? "bound: distance known" : "distance known", cells), .dim))
      output.write("\n")
    }
  }

  /// Writes the meaning of the columns and the findings.
  public func end(_ results: CompareResults) {
    if results.stop != nil { output.write("\nStopped: what had not been finished is missing.\n") }
    let passages =
      [Passage.figures(legend(of: results))]
      + CompareFindings(results).sentences.map { sentence in Passage.prose(sentence) }
    for passage in passages {
      output.write("\n" + passage.lines(width: 80).joined(separator: "\n") + "\n")
    }
  }

  /// Writes the path of the picture.
  public func point(to picture: String) {
    output.write("\nPicture: \(picture)\n")
  }

  /// The meaning of the columns.
  private func legend(of results: CompareResults) -> [String] {
    let intervals = results.levels.flatMap(\.rows).map(\.performance.settledInterval)
    let widest = intervals.map { interval in (interval.upper - interval.lower) / 2 }.max() ?? 0
    let points = (widest * 100).formatted(significantDigits: 2)
    var columns = [
      "settled      the dot stays within the tolerance to the end; ±\(points) % or less",
      "50 %, 95 %   the reading after which that many rigs have settled",
      "turned       how far the beam turns to and fro in all, median",
      "error        of the dot, not of a reading, at the end; root mean square",
      "beyond       the farthest that any dot goes past its target",
    ]
    if results.plan.scenario.rig.servo.reversed {
      columns.append("reversed     fixed rates run away: no sign check here, unlike in a run")
    }
    guard results.levels.contains(where: { level in level.bound != nil }) else { return columns }
    if results.rigs.arePlain {
      return columns + ["bound        knows the distance, takes the mean: on average the best"]
    }
    return columns + [
      "distance known: knows the distance, takes the mean; no bound here,",
      "             since more than noise disturbs",
    ]
  }

  private func line(_ label: String, _ cells: [String]) -> String {
    padded(label: label) + zip(CompareColumn.allCases, cells).map { column, cell in padded(cell, column) }.joined()
  }

  /// Makes each column wide enough for the figures of `level`. None becomes narrower again.
  private func widen(_ level: ComparedLevel) {
    let performances = level.rows.map(\.performance) + [level.bound].compactMap { bound in bound }
    for column in CompareColumn.allCases {
      let widest = performances.map { performance in 1 + column.text(performance).count }.max() ?? 0
      widths[column] = max(width(column), widest)
    }
  }

  private func width(_ column: CompareColumn) -> Int { widths[column] ?? column.usualWidth }

  private func padded(_ text: String, _ column: CompareColumn) -> String {
    String(repeating: " ", count: width(column) - text.count) + text
  }

  private func padded(label: String) -> String {
    label + String(repeating: " ", count: max(1, labelWidth - label.count))
  }
}

/// A figure of the table. With a label of 24 characters before them all figures of usual size fit into 80 columns.
enum CompareColumn: CaseIterable {
  case settled, median, percentile95, turned, finalError, overshoot

  var title: String {
    switch self {
    case .settled: "settled"
    case .median: "50 % by"
    case .percentile95: "95 % by"
    case .turned: "turned °"
    case .finalError: "error cm"
    case .overshoot: "beyond cm"
    }
  }

  func text(_ performance: Performance) -> String {
    switch self {
    case .settled: SettledShare.text(performance.settledShare)
    case .median: performance.medianReadings.map { reading in String(reading) } ?? "never"
    case .percentile95: performance.percentile95Readings.map { reading in String(reading) } ?? "never"
    case .turned: performance.medianTurnedDegrees.formatted(decimals: 1)
    case .finalError: Self.centimeters(performance.finalError)
    case .overshoot: Self.centimeters(performance.largestOvershoot)
    }
  }

  /// The figure in the form in which it is compared: the smaller, the better.
  func rank(_ performance: Performance) -> Double {
    switch self {
    case .settled: -Double(performance.settledRigs)
    case .median: performance.medianReadings.map { reading in Double(reading) } ?? .infinity
    case .percentile95: performance.percentile95Readings.map { reading in Double(reading) } ?? .infinity
    case .turned: performance.medianTurnedDegrees
    case .finalError: performance.finalError.centimeters
    case .overshoot: performance.largestOvershoot.centimeters
    }
  }

  /// The number of characters of the column, with the space before its figures.
  var usualWidth: Int {
    switch self {
    case .settled, .median, .percentile95, .turned, .finalError: 9
    case .overshoot: 10
    }
  }

  private static func centimeters(_ length: Length) -> String {
    if length.centimeters.isInfinite { return "off" }
    // A difference that only rounding leaves does not count.
    return length.centimeters < 1e-6 ? "0" : length.centimeters.formatted(significantDigits: 3)
  }
}

/// The figures of a level that are the best of their columns.
private struct BestFigures {
  private var best: [CompareColumn: Double] = [:]
  private let judged: [Performance]

  init(_ performances: [Performance]) {
    // A servo that does not move at all does not count as the best.
    let reliable = performances.filter { performance in performance.percentile95Readings != nil }
    judged = reliable.isEmpty ? performances.filter { performance in performance.settledRigs > 0 } : reliable
    for column in CompareColumn.allCases where Set(performances.map(column.text)).count > 1 {
      best[column] = judged.map(column.rank).min()
    }
  }

  func includes(_ performance: Performance, _ column: CompareColumn) -> Bool {
    judged.contains(performance) && column.rank(performance) == best[column]
  }
}
