public import RigTrials

/// The result of one cell, in little memory.
public struct SweepRow: Sendable {
  fileprivate var settled: UInt32 = 0
  fileprivate var diverged: UInt32 = 0
  fileprivate var limitCycles: UInt32 = 0
  fileprivate var reached: UInt32 = 0
  fileprivate var outOfReach: UInt32 = 0
  /// The value; below 0 if there is none.
  fileprivate var medianSettling: Int32 = -1
  fileprivate var settling95: Int32 = -1
  /// The engine's place in its list, from 1; 0 for a cell that is missing.
  private var engine: UInt32 = 0
  /// The value; NaN if there is none.
  fileprivate var meanFirstHit = Double.nan
  fileprivate var steadyError = Double.nan
  fileprivate var steadyErrorUncertainty = Double.nan
  fileprivate var totalVariation = Double.nan

  /// The row of a cell that has not been run.
  public static let missing = SweepRow()

  /// True if the cell has not been run.
  public var isMissing: Bool { engine == 0 }

  private init() {}

  /// The row of a cell with these statistics, whose trials `engine` ran.
  public init(_ statistics: CellStatistics, by engine: SweepEngine) {
    settled = UInt32(statistics.settled)
    diverged = UInt32(statistics.diverged)
    limitCycles = UInt32(statistics.limitCycles)
    reached = UInt32(statistics.reached)
    outOfReach = UInt32(statistics.outOfReach)
    medianSettling = statistics.medianSettling.map(Int32.init) ?? -1
    settling95 = statistics.settling95.map(Int32.init) ?? -1
    meanFirstHit = statistics.meanFirstHit ?? .nan
    steadyError = statistics.steadyError ?? .nan
    steadyErrorUncertainty = statistics.steadyErrorUncertainty ?? .nan
    totalVariation = statistics.totalVariation
    ranBy = engine
  }

  /// The row from the fields of a file, in the order of ``SweepFigure/all``; nil if they cannot be the results of
  /// `trials` trials.
  public init?(_ fields: some Collection<Substring>, trials: Int) {
    guard fields.count == SweepFigure.all.count else { return nil }
    self.init()
    for (figure, field) in zip(SweepFigure.all, fields) where !figure.read(field, &self, trials) { return nil }
  }

  /// The engine that ran the cell's trials; of no meaning for a cell that is missing.
  public fileprivate(set) var ranBy: SweepEngine {
    get { SweepEngine.allCases[Int(max(engine, 1)) - 1] }
    set { engine = UInt32(1 + (SweepEngine.allCases.firstIndex(of: newValue) ?? 0)) }
  }

  /// The statistics from the row, of `trials` trials.
  public func statistics(trials: Int) -> CellStatistics {
    CellStatistics(
      trials: trials, settled: Int(settled), diverged: Int(diverged), limitCycles: Int(limitCycles),
      medianSettling: medianSettling < 0 ? nil : Int(medianSettling),
      settling95: settling95 < 0 ? nil : Int(settling95),
      reached: Int(reached), meanFirstHit: meanFirstHit.isNaN ? nil : meanFirstHit,
      outOfReach: Int(outOfReach),
      steadyError: steadyError.isNaN ? nil : steadyError,
      steadyErrorUncertainty: steadyErrorUncertainty.isNaN ? nil : steadyErrorUncertainty,
      totalVariation: totalVariation)
  }
}

/// A figure of the reports for programs: how it is written into a file, and how it is read from one.
public struct SweepFigure: Sendable {
  /// The name of the figure: its column in CSV, its key in JSON.
  public let name: String
  /// The figure as CSV: empty for an event that never came.
  public let text: @Sendable (CellStatistics, SweepEngine) -> String
  /// Takes the figure over from its field in CSV into the row of a cell with so many trials; false if the field cannot
  /// be that figure.
  fileprivate let read: @Sendable (Substring, inout SweepRow, Int) -> Bool
  private let isWord: Bool

  private init(
    _ name: String, isWord: Bool = false, text: @escaping @Sendable (CellStatistics, SweepEngine) -> String,
    read: @escaping @Sendable (Substring, inout SweepRow, Int) -> Bool
  ) {
    self.name = name
    self.isWord = isWord
    self.text = text
    self.read = read
  }

  /// A number that `keep` puts into a row; NaN if there is none. A number that no row keeps follows from the others.
  private static func number(
    _ name: String, _ value: @escaping @Sendable (CellStatistics) -> Double?,
    keep: (@Sendable (inout SweepRow, Double) -> Void)? = nil
  ) -> SweepFigure {
    SweepFigure(name) { found, _ in
      value(found).map { value in value.description } ?? ""
    } read: { field, row, _ in
      guard let keep else { return true }
      guard let number = field.isEmpty ? .nan : Double(field) else { return false }
      keep(&row, number)
      return true
    }
  }

  /// A share of the trials; `keep` puts their number into a row.
  private static func share(
    _ name: String, _ value: @escaping @Sendable (CellStatistics) -> Double?,
    keep: @escaping @Sendable (inout SweepRow, UInt32) -> Void
  ) -> SweepFigure {
    SweepFigure(name) { found, _ in
      value(found).map { value in value.description } ?? ""
    } read: { field, row, trials in
      guard let share = Double(field), let count = UInt32(exactly: (share * Double(trials)).rounded()), count <= trials
      else { return false }
      keep(&row, count)
      return true
    }
  }

  /// A number of readings that `keep` puts into a row; -1 if there is none.
  private static func readings(
    _ name: String, _ count: @escaping @Sendable (CellStatistics) -> Int?,
    keep: @escaping @Sendable (inout SweepRow, Int32) -> Void
  ) -> SweepFigure {
    SweepFigure(name) { found, _ in
      count(found).map(String.init) ?? ""
    } read: { field, row, _ in
      guard let count = field.isEmpty ? -1 : Int32(field) else { return false }
      keep(&row, count)
      return true
    }
  }

  /// The figure as JSON: null for an event that never came, and for a number that JSON cannot write.
  public func json(_ found: CellStatistics, _ engine: SweepEngine) -> String {
    let text = text(found, engine)
    if isWord { return JSON.string(text) }
    return text.isEmpty || ["inf", "-inf", "nan"].contains(text) ? "null" : text
  }

  /// All figures, in the order of the columns of CSV.
  public static let all: [SweepFigure] = [
    share("settledShare", { found in found.settledShare }, keep: { row, count in row.settled = count }),
    number("settledLower", { found in found.settledInterval.lower }),
    number("settledUpper", { found in found.settledInterval.upper }),
    readings(
      "medianSettlingReadings", { found in found.medianSettling }, keep: { row, count in row.medianSettling = count }),
    readings("settling95Readings", { found in found.settling95 }, keep: { row, count in row.settling95 = count }),
    number("steadyErrorCentimeters", { found in found.steadyError }, keep: { row, error in row.steadyError = error }),
    number(
      "steadyErrorUncertaintyCentimeters", { found in found.steadyErrorUncertainty },
      keep: { row, error in row.steadyErrorUncertainty = error }),
    share("divergedShare", { found in found.divergedShare }, keep: { row, count in row.diverged = count }),
    share("limitCycleShare", { found in found.limitCycleShare }, keep: { row, count in row.limitCycles = count }),
    number("totalVariation", { found in found.totalVariation }, keep: { row, way in row.totalVariation = way }),
    share(
      "reachedShare", { found in Double(found.reached) / Double(found.trials) },
      keep: { row, count in row.reached = count }),
    number("meanFirstHitReadings", { found in found.meanFirstHit }, keep: { row, mean in row.meanFirstHit = mean }),
    share("outOfReachShare", { found in found.outOfReachShare }, keep: { row, count in row.outOfReach = count }),
    engine,
  ]

  /// The engine that ran the trials.
  private static let engine = SweepFigure("engine", isWord: true) { _, engine in
    engine.rawValue
  } read: { field, row, _ in
    guard let engine = SweepEngine.allCases.first(where: { engine in engine.rawValue == field }) else { return false }
    row.ranBy = engine
    return true
  }
}
