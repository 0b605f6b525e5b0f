public import RigCharts
internal import RigCore
internal import RigScenario
internal import RigTrials

/// The picture of a comparison: how the error of each rule shrinks with the readings.
public struct ComparePicture: Sendable {
  private let results: CompareResults

  /// The picture of a comparison with these `results`.
  public init(_ results: CompareResults) {
    self.results = results
  }

  /// The picture as the text of an SVG file.
  public var svg: String { ComparisonFigure().svg(of: comparison) }

  private var comparison: RuleComparison {
    let plan = results.plan
    let names = plan.entrants.map(\.label)
    return RuleComparison(
      title: plan.scenario.title.isEmpty ? plan.name : plan.scenario.title,
      setUp:
        """
        \(results.rigs.count) rigs, \(plan.readings) readings each, the same walls, targets and noise for every rule; \
        seed \(plan.seed)
        """,
      explanation: CompareFindings(results).sentences.last ?? "",
      levels: results.levels.map { level in
        .init(noiseCentimeters: level.noise, toleranceCentimeters: level.tolerance)
      },
      rules: plan.entrants.enumerated().map { place, entrant in
        .init(
          name: names[place], family: entrant.family,
          results: results.levels.map { level in
            place < level.rows.count ? Self.result(level.rows[place].performance) : nil
          })
      },
      bound: bound, landmark: landmark)
  }

  private var bound: RuleComparison.Rule? {
    guard results.levels.contains(where: { level in level.bound != nil }) else { return nil }
    return .init(
      name: results.rigs.arePlain ? "bound: distance known" : "distance known", family: .learning,
      results: results.levels.map { level in level.bound.flatMap(Self.result) })
  }

  /// The mark of the two readings that a rule needs to learn the distance; nil if more than noise disturbs the rigs, or
  /// if no rule learns.
  private var landmark: RuleComparison.Landmark? {
    guard results.rigs.arePlain, results.plan.entrants.contains(where: { $0.family == .learning }) else { return nil }
    return .init(readings: 2, label: "two readings tell the distance")
  }

  private static func result(_ performance: Performance) -> RuleComparison.Result? {
    performance.curves.map { curves in
      RuleComparison.Result(
        curve: .init(
          medianCentimeters: curves.median.map(\.centimeters),
          percentile95Centimeters: curves.percentile95.map(\.centimeters)),
        settledShare: performance.settledShare, medianReadings: performance.medianReadings,
        percentile95Readings: performance.percentile95Readings,
        turnedDegrees: performance.medianTurnedDegrees, finalErrorCentimeters: performance.finalError.centimeters)
    }
  }
}

extension Entrant {
  /// The family of the rule, by what it knows to begin with and what it finds out.
  public var family: RuleComparison.Family {
    switch controller.rule.family {
    case .descent: .fixedRate
    case .costSeeker: .costOnly
    case .learner: .learning
    }
  }
}
