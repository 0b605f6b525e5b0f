package import RigCore
package import RigScenario
internal import RigTheory
internal import RigTrials

/// The results of a sweep, from which every report, and a picture, is made.
package struct SweepResults {
  package let header: SweepHeader
  package let name: String
  package let grid: SweepGrid
  /// The cause that stopped the sweep; nil if nothing did.
  package var stop: Outcome.StopCause?
  /// The work that was done now, as opposed to read from a file; nil if nothing was to be run.
  package var effort: Effort?

  /// The file with the picture, once it is there.
  package var picture: String?

  package init(
    header: SweepHeader, name: String, grid: SweepGrid, stop: Outcome.StopCause? = nil, effort: Effort? = nil,
    picture: String? = nil
  ) {
    self.header = header
    self.name = name
    self.grid = grid
    self.stop = stop
    self.effort = effort
    self.picture = picture
  }

  package struct Effort {
    package let steps: Double
    package let seconds: Double

    package init(steps: Double, seconds: Double) {
      self.steps = steps
      self.seconds = seconds
    }
  }

  package var definition: SweepDefinition { header.definition }

  /// True if each cell that belongs here has been run.
  package var isWhole: Bool { grid.count == definition.cellCount(of: header.shard) }
}

/// A form of a sweep's results.
package protocol SweepWriter {
  func write(_ results: SweepResults)
}

extension OutputFormat {
  /// The report of a sweep in this form.
  package func sweepWriter(_ output: any ReportOutput, _ terminal: Terminal, isQuiet: Bool) -> any SweepWriter {
    switch self {
    case .table: SweepTable(output, terminal: terminal, isQuiet: isQuiet)
    case .json: SweepJSON(output)
    case .csv: SweepCSV(output)
    }
  }
}

/// The same bytes as in the file of `--output`.
package struct SweepCSV: SweepWriter {
  private let output: any ReportOutput

  package init(_ output: any ReportOutput) {
    self.output = output
  }

  package func write(_ results: SweepResults) {
    for piece in SweepFile.text(results.header, results.grid, isFinished: results.isWhole) { output.write(piece) }
  }
}

/// The amount of the work done, in words.
package enum SweepEffort {
  package static func rate(_ stepsPerSecond: Double) -> String {
    stepsPerSecond >= 1e6
      ? "\((stepsPerSecond / 1e6).formatted(significantDigits: 3)) million steps/s"
      : "\(stepsPerSecond.formatted(significantDigits: 3)) steps/s"
  }

  package static func duration(_ seconds: Double) -> String {
    if seconds < 100 { return "\(seconds.formatted(significantDigits: 2)) s" }
    return seconds < 7200
      ? "\((seconds / 60).formatted(decimals: 0)) min" : "\((seconds / 3600).formatted(significantDigits: 2)) h"
  }
}
