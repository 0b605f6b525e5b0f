public import RigCharts
internal import RigCore
public import RigScenario
internal import RigTrials

/// The picture of a sweep: the share of the trials that settle, and the regions in which they diverge or swing for
/// ever.
public struct SweepPicture: Sendable {
  private let results: SweepResults

  /// The picture of a sweep with these `results`.
  public init(_ results: SweepResults) {
    self.results = results
  }

  /// Writes the picture to `path`. A pipe that is not read is waited for until `isStopping` is true.
  /// - Throws: a `Failure` if it cannot be drawn or written.
  public func write(to path: String, until isStopping: () -> Bool = { false }) throws(Failure) {
    let map: ValueMap
    do throws(MapAxis.Invalid) {
      map = try self.map
    } catch {
      throw Self.failure
    }
    try OutputFile.write(MapFigure().svg(of: map), to: path, until: isStopping)
  }

  /// Checks that a picture can have the axes of `definition`.
  /// - Throws: a `Failure` if no picture can have the axes of `definition`.
  public static func check(_ definition: SweepDefinition) throws(Failure) {
    do throws(MapAxis.Invalid) {
      for axis in [definition.x, definition.y] { _ = try Self.axis(axis) }
    } catch {
      throw failure
    }
  }

  private static let failure = Failure(
    .usage, "--plot: the values of an axis are too far from each other, or too near to 0, for a picture")

  private var definition: SweepDefinition { results.definition }

  private var map: ValueMap {
    get throws(MapAxis.Invalid) {
      let (horizontal, vertical) = (try Self.axis(definition.x), try Self.axis(definition.y))
      return ValueMap(
        title: definition.scenario.title.isEmpty ? results.name : definition.scenario.title,
        notes: [
          """
          \(definition.scenario.controller.rule.name); \(definition.trials) trials of \(definition.stepsText) steps in \
          each cell, \(definition.randomNumbers) random numbers; seed \(definition.seed)
          """
        ],
        horizontal: horizontal, vertical: vertical,
        second: SweepGain(definition).map { gain in
          SecondAxis(name: "loop gain near the target", along: horizontal) { number in gain.gain(at: number) }
        },
        quantity: .init(name: "trials that settle\(within)", unit: "%", range: 0...100),
        values: results.grid.numbers.map { number in
          results.grid.statistics(of: number).map { found in found.settledShare * 100 }
        },
        // All in any map, so that each keeps its hatching.
        categories: [
          category("half or more run away", .diverges), category("half or more swing for good", .cycles),
          category("half or more have their target out of reach", .outOfReach),
        ],
        curves: Self.curves(SweepEdge(definition), horizontal: horizontal, vertical: vertical))
    }
  }

  /// One curve with gaps, since all lines are the same edge.
  private static func curves(_ edge: SweepEdge, horizontal: MapAxis, vertical: MapAxis) -> [ValueMap.Curve] {
    let lines = edge.lines(horizontal: horizontal, vertical: vertical)
    let gap = [ValueMap.Curve.Place(.nan, .nan)]
    let places = lines.map { line in line.map { place in ValueMap.Curve.Place(place.x, place.y) } }
    return lines.isEmpty ? [] : [.init(label: edge.label, places: Array(places.joined(separator: gap)))]
  }

  /// The axis in the form of the picture.
  /// - Throws: `MapAxis.Invalid` if no picture can have the axis.
  public static func axis(_ axis: ScenarioAxis) throws(MapAxis.Invalid) -> MapAxis {
    try MapAxis(
      name: axis.key.path, unit: axis.unit, values: axis.numbers,
      spacing: axis.isLogarithmic ? .logarithmic : .linear)
  }

  /// The tolerance of a settled dot; empty if the cells differ in it.
  private var within: String {
    let isAxis = [definition.x, definition.y].contains { axis in axis.key.path == "loop.tolerance" }
    return isAxis ? "" : " within \(definition.scenario.loop.tolerance.formatted(significantDigits: 6)) cm"
  }

  /// The cells of `region`.
  private func category(_ label: String, _ region: SweepMap.Region) -> ValueMap.Category {
    .init(
      label: label,
      cells: results.grid.numbers.map { number in
        results.grid.statistics(of: number).map(SweepMap.Region.init) == region
      })
  }
}

extension SweepResults {
  /// Draws the picture, and notes that it is there. A pipe that is not read is waited for until `isStopping` is true.
  /// - Throws: a `Failure` if it cannot be drawn or written.
  public mutating func draw(to path: String, until isStopping: () -> Bool = { false }) throws(Failure) {
    try SweepPicture(self).write(to: path, until: isStopping)
    picture = path
  }
}
