import RigCore

/// The figures of one rule under one condition.
struct BenchCell {
  let settledShare: Double
  /// The share of told distances within 1.96 standard errors, and beyond 5; nil if the rule tells none.
  let within: Double?
  let beyond: Double?
  private let median: Int?
  private let percentile95: Int?
  private let lateError95: Double

  init(_ trials: [BenchTrial]) {
    let readings = trials.map { trial in trial.readingsToSettle ?? .max }.sorted()
    func quantile<Number>(_ sorted: [Number], _ share: Double) -> Number {
      sorted[min(Int((share * Double(sorted.count)).rounded(.up)), sorted.count) - 1]
    }
    settledShare = Double(readings.count { reading in reading < .max }) / Double(trials.count)
    let (middle, late) = (quantile(readings, 0.5), quantile(readings, 0.95))
    median = middle == .max ? nil : middle
    percentile95 = late == .max ? nil : late
    lateError95 = quantile(trials.map(\.lateError).sorted(), 0.95)
    let off = trials.compactMap(\.standardErrorsOff)
    within = off.isEmpty ? nil : Double(off.count { off in off <= 1.96 }) / Double(off.count)
    // Written so that NaN counts as far off.
    beyond = off.isEmpty ? nil : Double(off.count { off in !(off <= 5) }) / Double(off.count)
  }

  var settlingText: String {
    func words(_ readings: Int?) -> String { readings.map { readings in "\(readings)" } ?? "never" }
    return "\(Self.percent(settledShare)), \(words(median)) / \(words(percentile95)), "
      + (lateError95.isFinite ? lateError95.formatted(significantDigits: 2) : "off the wall")
  }

  var coverageText: String {
    guard let within, let beyond else { return "" }
    return "\(Self.percent(within)) / \(Self.percent(beyond))"
  }

  private static func percent(_ share: Double) -> String { (100 * share).formatted(decimals: 1) }
}
