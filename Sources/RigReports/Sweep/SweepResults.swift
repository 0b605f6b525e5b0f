public import RigCore
public import RigScenario
internal import RigTheory
internal import RigTrials

/// The results of a sweep, from which every report, and a picture, is made.
public struct SweepResults: Sendable {
  /// The header of the sweep's file.
  public let header: SweepHeader
  /// The file of the scenario, or the name in its place if there is no file.
  public let name: String
  /// The cells that have been run.
  public let grid: SweepGrid
  /// The cause that stopped the sweep; nil if nothing did.
  public var stop: Outcome.StopCause?
  /// The work that was done now, as opposed to read from a file; nil if nothing was to be run.
  public var effort: Effort?

  /// The hash of the cells; nil if it was not computed.
  public private(set) var hash: SweepHash?

  /// The file with the picture, once it is there.
  public var picture: String?

  /// Results with these values; see the properties.
  public init(
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

  /// The computing work of a sweep: its steps, and the time that they took.
  public struct Effort: Sendable {
    /// The number of steps, over all trials of all cells.
    public let steps: Double
    /// The time that they took, in seconds.
    public let seconds: Double

    /// A number of steps, and the seconds that they took.
    public init(steps: Double, seconds: Double) {
      self.steps = steps
      self.seconds = seconds
    }
  }

  /// The settings that decide the results.
  public var definition: SweepDefinition { header.definition }

  /// Computes ``hash`` for a report in the form `format`, unless `isStopped`. A report in CSV makes the hash from its own
  /// lines.
  /// - Returns: false if it was stopped.
  @discardableResult
  public mutating func makeHash(for format: OutputFormat, until isStopped: () -> Bool = { false }) -> Bool {
    if format == .csv { return true }
    hash = grid.hash(until: isStopped)
    return hash != nil
  }

  /// True if each cell that belongs here has been run.
  public var isWhole: Bool { grid.count == definition.cellCount(of: header.shard) }
}

/// A form of a sweep's results.
public protocol SweepWriter {
  /// Writes the report of `results`.
  func write(_ results: SweepResults)
}

extension OutputFormat {
  /// The report of a sweep in this form.
  ///
  /// - Parameters:
  ///   - output: the place where the report goes.
  ///   - terminal: the abilities of that place, for a table.
  ///   - isQuiet: true if a table leaves out its map.
  public func sweepWriter(_ output: any ReportOutput, _ terminal: Terminal, isQuiet: Bool) -> any SweepWriter {
    switch self {
    case .table: SweepTable(output, terminal: terminal, isQuiet: isQuiet)
    case .json: SweepJSON(output)
    case .csv: SweepCSV(output)
    }
  }
}

/// The same bytes as in the file of `--output`.
struct SweepCSV: SweepWriter {
  private let output: any ReportOutput

  init(_ output: any ReportOutput) {
    self.output = output
  }

  func write(_ results: SweepResults) {
    for piece in SweepFile.text(results.header, results.grid, isFinished: results.isWhole) { output.write(piece) }
  }
}

/// The amount of the work done, in words.
public enum SweepEffort: Sendable {
  /// A number of steps a second in words, such as `212 million steps/s`.
  public static func rate(_ stepsPerSecond: Double) -> String {
    stepsPerSecond >= 1e6
      ? "\((stepsPerSecond / 1e6).formatted(significantDigits: 3)) million steps/s"
      : "\(stepsPerSecond.formatted(significantDigits: 3)) steps/s"
  }

  /// A number of seconds in words: in seconds below 100, in minutes below 7200, and in hours from there on.
  public static func duration(_ seconds: Double) -> String {
    if seconds < 100 { return "\(seconds.formatted(significantDigits: 2)) s" }
    return seconds < 7200
      ? "\((seconds / 60).formatted(decimals: 0)) min" : "\((seconds / 3600).formatted(significantDigits: 2)) h"
  }
}
