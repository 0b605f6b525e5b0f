/// A comparison with nothing in it that cannot be drawn, and what its panels share.
final class DrawableComparison: Sendable {
  /// A rule with the way it is drawn; the rules of a family follow one another.
  struct Entry: Sendable {
    let rule: RuleComparison.Rule
    let series: Series
  }

  /// Which curve a row of panels shows.
  enum Quantile: Sendable, CaseIterable {
    case median, percentile95

    func values(of curve: RuleComparison.ErrorCurve) -> [Double] {
      switch self {
      case .median: curve.medianCentimeters
      case .percentile95: curve.percentile95Centimeters
      }
    }

    func readings(of result: RuleComparison.Result) -> Int? {
      switch self {
      case .median: result.medianReadings
      case .percentile95: result.percentile95Readings
      }
    }
  }

  /// A rule that diverges leaves the picture at so many times the largest error that any rule starts with.
  private static let headroom = 10.0
  /// So far below the finest tolerance the picture ends.
  private static let legroom = 10.0

  let comparison: RuleComparison
  let entries: [Entry]
  let sizes: Axis
  let readings: Scale

  init(_ comparison: RuleComparison) {
    self.comparison = comparison
    entries = Self.entries(comparison.rules)
    var curves: [RuleComparison.ErrorCurve] = []
    for rule in comparison.rules + [comparison.bound].compactMap(\.self) {
      for result in rule.results {
        if let result { curves.append(result.curve) }
      }
    }
    let last = curves.map { curve in max(curve.medianCentimeters.count, curve.percentile95Centimeters.count) - 1 }.max()
    readings = Scale(readingsUpTo: last ?? 1)
    sizes = Self.sizes(curves, tolerances: comparison.levels.map(\.toleranceCentimeters))
  }

  private static func entries(_ rules: [RuleComparison.Rule]) -> [Entry] {
    var entries: [Entry] = []
    for family in RuleComparison.Family.allCases {
      var members = 0
      for rule in rules where rule.family == family {
        entries.append(Entry(rule: rule, series: .rule(entries.count, ofFamily: family, memberNumber: members)))
        members += 1
      }
    }
    return entries
  }

  private static func sizes(_ curves: [RuleComparison.ErrorCurve], tolerances: [Double]) -> Axis {
    func drawable(_ sizes: [Double]) -> [Double] { sizes.filter { size in size > 1e-150 && size < 1e150 } }
    var all: [Double] = []
    var starts: [Double] = []
    for curve in curves {
      for sizes in [curve.medianCentimeters, curve.percentile95Centimeters] {
        all += drawable(sizes)
        starts += drawable(Array(sizes.prefix(1)))
      }
    }
    let start = starts.max() ?? all.max() ?? 1
    let high = min(all.max() ?? 1, start * headroom)
    let low = drawable(tolerances).min().map { tolerance in tolerance / legroom } ?? start * 1e-4
    return .logarithmic(min(low, high / 10)...max(high, low * 10), name: "|error|", unit: "cm", ticks: 8)
  }

  /// The levels' numbers.
  var levels: Range<Int> { comparison.levels.indices }

  /// The figures of a rule at a level.
  func result(of rule: RuleComparison.Rule, at level: Int) -> RuleComparison.Result? {
    rule.results.indices.contains(level) ? rule.results[level] : nil
  }

  /// The tolerance of a level in cm; nil if there is none that can be drawn.
  func tolerance(at level: Int) -> Double? {
    let tolerance = comparison.levels[level].toleranceCentimeters
    return tolerance > 0 && 0...1 ~= sizes.scale.fraction(of: tolerance) ? tolerance : nil
  }

  /// A size if it can be drawn. What is beyond the axis stands right outside it, so that a line leaves the picture
  /// at about the reading that took it there; on its way to next to nothing it would leave much sooner.
  func size(_ size: Double) -> Double? {
    let domain = sizes.scale.domain
    return size.isNaN ? nil : min(max(size, domain.lowerBound * 0.8), domain.upperBound * 1.25)
  }
}
