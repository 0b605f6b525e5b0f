internal import RigCore
internal import RigScenario
internal import RigTheory
internal import RigTrials

/// All that came out of a sweep: what every report, and a picture, is made of.
struct SweepResults {
  let header: SweepHeader
  let name: String
  let grid: SweepGrid
  /// Who stopped it, if anybody.
  var stop: Outcome.StopCause?
  /// What was run now, as opposed to read from a file; nil where nothing was to be run.
  var effort: Effort?

  /// The file with the picture, once it is there.
  var picture: String?

  struct Effort {
    let steps: Double
    let seconds: Double
  }

  var definition: SweepDefinition { header.definition }

  /// True where each cell that belongs here is there.
  var isWhole: Bool { grid.count == definition.cellCount(of: header.shard) }
}

/// A form of a sweep's results.
protocol SweepWriter {
  func write(_ results: SweepResults)
}

extension OutputFormat {
  /// The report of a sweep in this form.
  func sweepWriter(_ output: StandardOutput, _ terminal: Terminal, isQuiet: Bool) -> any SweepWriter {
    switch self {
    case .table: SweepTable(output, terminal: terminal, isQuiet: isQuiet)
    case .json: SweepJSON(output)
    case .csv: SweepCSV(output)
    }
  }
}

/// The same bytes as `--output` leaves.
struct SweepCSV: SweepWriter {
  private let output: StandardOutput

  init(_ output: StandardOutput) {
    self.output = output
  }

  func write(_ results: SweepResults) {
    for piece in SweepFile.text(results.header, results.grid, isFinished: results.isWhole) { output.write(piece) }
  }
}
