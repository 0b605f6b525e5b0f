public import RigTrials

/// The result of one cell, in little memory.
public struct SweepRow: Sendable {
  private let settled: UInt32
  private let diverged: UInt32
  private let limitCycles: UInt32
  private let reached: UInt32
  /// The value; below 0 if there is none.
  private let medianSettling: Int32
  private let settling95: Int32
  /// The engine's place in its list, from 1; 0 for a cell that is missing.
  private let engine: UInt32
  /// The value; NaN if there is none.
  private let meanFirstHit: Double
  private let steadyError: Double
  private let steadyErrorUncertainty: Double
  private let totalVariation: Double

  /// The row of a cell that has not been run.
  public static let missing = SweepRow()

  /// True if the cell has not been run.
  public var isMissing: Bool { engine == 0 }

  private init() {
    settled = 0
    diverged = 0
    limitCycles = 0
    reached = 0
    medianSettling = -1
    settling95 = -1
    engine = 0
    meanFirstHit = .nan
    steadyError = .nan
    steadyErrorUncertainty = .nan
    totalVariation = .nan
  }

  /// The row of a cell with these statistics, whose trials `engine` ran.
  public init(_ statistics: CellStatistics, by engine: SweepEngine) {
    settled = UInt32(statistics.settled)
    diverged = UInt32(statistics.diverged)
    limitCycles = UInt32(statistics.limitCycles)
    reached = UInt32(statistics.reached)
    medianSettling = statistics.medianSettling.map(Int32.init) ?? -1
    settling95 = statistics.settling95.map(Int32.init) ?? -1
    self.engine = UInt32(1 + (SweepEngine.allCases.firstIndex(of: engine) ?? 0))
    meanFirstHit = statistics.meanFirstHit ?? .nan
    steadyError = statistics.steadyError ?? .nan
    steadyErrorUncertainty = statistics.steadyErrorUncertainty ?? .nan
    totalVariation = statistics.totalVariation
  }

  /// The row from the fields of a file, in the order of ``SweepFigure/all``; nil if they cannot be the results of
  /// `trials` trials.
  public init?(_ fields: some Sequence<Substring>, trials: Int) {
    let fields = Array(fields)
    guard fields.count == SweepFigure.all.count else { return nil }
    func number(_ place: Int) -> Double? { fields[place].isEmpty ? .nan : Double(fields[place]) }
    func count(_ place: Int) -> UInt32? {
      Double(fields[place]).flatMap { share in UInt32(exactly: (share * Double(trials)).rounded()) }
    }
    func readings(_ place: Int) -> Int32? { fields[place].isEmpty ? -1 : Int32(fields[place]) }
    guard let settled = count(0), let median = readings(3), let settling95 = readings(4),
      let error = number(5), let uncertainty = number(6), let diverged = count(7), let cycles = count(8),
      let variation = number(9), let reached = count(10), let firstHit = number(11),
      let engine = SweepEngine.allCases.firstIndex(where: { engine in engine.rawValue == fields[12] }),
      max(settled, diverged, cycles, reached) <= trials
    else { return nil }
    self.settled = settled
    self.diverged = diverged
    limitCycles = cycles
    self.reached = reached
    medianSettling = median
    self.settling95 = settling95
    self.engine = UInt32(1 + engine)
    meanFirstHit = firstHit
    steadyError = error
    steadyErrorUncertainty = uncertainty
    totalVariation = variation
  }

  /// The engine that ran the cell's trials; of no meaning for a cell that is missing.
  public var ranBy: SweepEngine { SweepEngine.allCases[Int(max(engine, 1)) - 1] }

  /// The statistics from the row, of `trials` trials.
  public func statistics(trials: Int) -> CellStatistics {
    CellStatistics(
      trials: trials, settled: Int(settled), diverged: Int(diverged), limitCycles: Int(limitCycles),
      medianSettling: medianSettling < 0 ? nil : Int(medianSettling),
      settling95: settling95 < 0 ? nil : Int(settling95),
      reached: Int(reached), meanFirstHit: meanFirstHit.isNaN ? nil : meanFirstHit,
      steadyError: steadyError.isNaN ? nil : steadyError,
      steadyErrorUncertainty: steadyErrorUncertainty.isNaN ? nil : steadyErrorUncertainty,
      totalVariation: totalVariation)
  }
}

/// A figure of the reports for programs.
public struct SweepFigure: Sendable {
  /// The name of the figure: its column in CSV, its key in JSON.
  public let name: String
  /// The figure as CSV: empty for an event that never came.
  public let text: @Sendable (CellStatistics, SweepEngine) -> String
  private let isWord: Bool

  private init(_ name: String, _ value: @escaping @Sendable (CellStatistics) -> Double?) {
    self.name = name
    isWord = false
    text = { found, _ in value(found).map { value in value.description } ?? "" }
  }

  private init(_ name: String, count: @escaping @Sendable (CellStatistics) -> Int?) {
    self.name = name
    isWord = false
    text = { found, _ in count(found).map(String.init) ?? "" }
  }

  private init(_ name: String, word: @escaping @Sendable (SweepEngine) -> String) {
    self.name = name
    isWord = true
    text = { _, engine in word(engine) }
  }

  /// The figure as JSON: null for an event that never came, and for a number that JSON cannot write.
  public func json(_ found: CellStatistics, _ engine: SweepEngine) -> String {
    let text = text(found, engine)
    if isWord { return JSON.string(text) }
    return text.isEmpty || ["inf", "-inf", "nan"].contains(text) ? "null" : text
  }

  /// All figures, in the order of the columns of CSV.
  public static let all: [SweepFigure] = [
    SweepFigure("settledShare") { found in found.settledShare },
    SweepFigure("settledLower") { found in found.settledInterval.lower },
    SweepFigure("settledUpper") { found in found.settledInterval.upper },
    SweepFigure("medianSettlingReadings", count: { found in found.medianSettling }),
    SweepFigure("settling95Readings", count: { found in found.settling95 }),
    SweepFigure("steadyErrorCentimeters") { found in found.steadyError },
    SweepFigure("steadyErrorUncertaintyCentimeters") { found in found.steadyErrorUncertainty },
    SweepFigure("divergedShare") { found in found.divergedShare },
    SweepFigure("limitCycleShare") { found in found.limitCycleShare },
    SweepFigure("totalVariation") { found in found.totalVariation },
    SweepFigure("reachedShare") { found in Double(found.reached) / Double(found.trials) },
    SweepFigure("meanFirstHitReadings") { found in found.meanFirstHit },
    SweepFigure("engine", word: { engine in engine.rawValue }),
  ]
}
