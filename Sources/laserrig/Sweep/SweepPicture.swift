internal import RigCharts
internal import RigCore
internal import RigScenario
internal import RigStability

/// The picture of a sweep: which share of the trials settles, and where they run away or swing for good.
struct SweepPicture {
  private let results: SweepResults

  init(_ results: SweepResults) {
    self.results = results
  }

  /// Writes the picture to `path`.
  /// - Throws: a `Failure` where it cannot be drawn or written.
  func write(to path: String) throws(Failure) {
    let map: ValueMap
    do throws(MapAxis.Invalid) {
      map = try self.map
    } catch {
      throw Failure(
        .usage, "--plot: the values of an axis are too far from each other, or too near to 0, for a picture")
    }
    try OutputFile.write(MapFigure().svg(of: map), to: path)
  }

  private var definition: SweepDefinition { results.definition }

  private var map: ValueMap {
    get throws(MapAxis.Invalid) {
      let horizontal = try Self.axis(definition.x)
      return ValueMap(
        title: definition.scenario.title.isEmpty ? results.name : definition.scenario.title,
        notes: [
          """
          \(definition.scenario.controller.rule.rawValue); \(definition.trials) trials of \(definition.steps) steps in \
          each cell, \(definition.chance) chance; seed \(definition.seed)
          """
        ],
        horizontal: horizontal, vertical: try Self.axis(definition.y),
        second: SweepGain(definition).map { gain in
          SecondAxis(name: "loop gain near the target", along: horizontal) { number in gain.gain(at: number) }
        },
        quantity: .init(name: "trials that settle", unit: "%", range: 0...100),
        values: results.grid.rows.indices.map { number in
          results.grid.statistics(of: number).map { found in found.settledShare * 100 }
        },
        categories: [
          category("half or more run away", .diverges), category("half or more swing for good", .cycles),
        ].compactMap { category in category },
        curves: curves)
    }
  }

  private var curves: [ValueMap.Curve] {
    let places = SweepEdge(definition).places
    if places.isEmpty { return [] }
    return [.init(label: "edge by theory", places: places.map { place in .init(place.x, place.y) })]
  }

  private static func axis(_ axis: ScenarioAxis) throws(MapAxis.Invalid) -> MapAxis {
    try MapAxis(
      name: axis.key.path, unit: axis.unit, values: axis.numbers,
      spacing: axis.isLogarithmic ? .logarithmic : .linear)
  }

  /// The cells of `region`; nil where there are none.
  private func category(_ label: String, _ region: SweepMap.Region) -> ValueMap.Category? {
    let cells = results.grid.rows.indices.map { number in
      results.grid.statistics(of: number).map(SweepMap.Region.init) == region
    }
    return cells.contains(true) ? .init(label: label, cells: cells) : nil
  }
}

extension SweepResults {
  /// Draws the picture, and knows from then on that it is there.
  /// - Throws: a `Failure` where it cannot be drawn or written.
  mutating func draw(to path: String) throws(Failure) {
    try SweepPicture(self).write(to: path)
    picture = path
  }
}
