import RigCore

/// The figures of one rule under one condition.
struct BenchCell {
  let settledShare: Double
  /// The share of told distances within 1.96 standard errors, and beyond 5; nil if the rule tells none.
  let within: Double?
  let beyond: Double?
  /// The share of runs that ended before their last reading.
  let endedShare: Double
  private let median: Int?
  private let percentile95: Int?
  private let lateError95: Double
  private let trials: [BenchTrial]

  init(_ trials: [BenchTrial]) {
    self.trials = trials
    let readings = trials.map { trial in trial.readingsToSettle ?? .max }.sorted()
    func quantile<Number>(_ sorted: [Number], _ share: Double) -> Number {
      sorted[min(Int((share * Double(sorted.count)).rounded(.up)), sorted.count) - 1]
    }
    settledShare = Double(readings.count { reading in reading < .max }) / Double(trials.count)
    endedShare = Double(trials.count(where: \.endedEarly)) / Double(trials.count)
    let (middle, late) = (quantile(readings, 0.5), quantile(readings, 0.95))
    median = middle == .max ? nil : middle
    percentile95 = late == .max ? nil : late
    lateError95 = quantile(trials.map(\.lateError).sorted(), 0.95)
    let off = trials.compactMap(\.standardErrorsOff)
    within = off.isEmpty ? nil : Double(off.count { off in off <= 1.96 }) / Double(off.count)
    // Written so that NaN counts as far off.
    beyond = off.isEmpty ? nil : Double(off.count { off in !(off <= 5) }) / Double(off.count)
  }

  /// Share that settled, readings (median / 95 %), error at the end.
  var settlingText: String {
    "\(Self.percent(settledShare)), \(Self.words(median)) / \(Self.words(percentile95)), "
      + (lateError95.isFinite ? lateError95.formatted(significantDigits: 2) : endedOrAstray)
  }

  /// Share that settled, and readings (median / 95 %).
  var shortText: String {
    "\(Self.percent(settledShare)), \(Self.words(median)) / \(Self.words(percentile95))"
  }

  /// Share that settled, and the median of the readings, for a cell of a picture.
  var mapText: String { "\(Self.percent(settledShare)), \(median.map { median in "\(median)" } ?? "—")" }

  var coverageText: String {
    guard let within, let beyond else { return "" }
    return "\(Self.percent(within)) / \(Self.percent(beyond))"
  }

  private var endedOrAstray: String {
    endedShare > 0 ? "\(Self.percent(endedShare)) ended early" : "off the wall"
  }

  static func percent(_ share: Double) -> String { (100 * share).formatted(decimals: 1) }

  private static func words(_ readings: Int?) -> String { readings.map { readings in "\(readings)" } ?? "never" }
}

extension BenchCell {
  /// How the figures of a rule are worse than those of another on the same rigs.
  enum Lag {
    /// It settles on fewer rigs.
    case fewer
    /// It settles on as many, but later.
    case later
  }

  /// How this rule is worse than `other` by more than chance; nil if it is not.
  ///
  /// Both tests are of pairs, since the rigs are the same: the share by McNemar's (Q. McNemar, "Note on the sampling
  /// error of the difference between correlated proportions or percentages", 1947), the readings by the mean difference,
  /// in which a rig that does not settle counts with all its `readings`. Chance is what stays within 3 standard errors.
  func lag(behind other: BenchCell, readings: Int) -> Lag? {
    let others = Dictionary(uniqueKeysWithValues: other.trials.map { trial in (trial.rig, trial) })
    var (lost, won) = (0.0, 0.0)
    var differences: [Double] = []
    for trial in trials {
      guard let rival = others[trial.rig] else { continue }
      switch (trial.readingsToSettle, rival.readingsToSettle) {
      case (nil, .some): lost += 1
      case (.some, nil): won += 1
      default: break
      }
      differences.append(Double((trial.readingsToSettle ?? readings) - (rival.readingsToSettle ?? readings)))
    }
    if lost - won > 3 * (lost + won).squareRoot() { return .fewer }
    if won - lost > 3 * (lost + won).squareRoot() { return nil }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let variance = differences.reduce(0) { sum, value in sum + (value - mean) * (value - mean) } / (count - 1)
    return mean > 3 * (variance / count).squareRoot() ? .later : nil
  }
}
