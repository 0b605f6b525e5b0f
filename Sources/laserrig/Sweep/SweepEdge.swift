internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigStability

/// Where the linear theory has the loop of a sweep's cells end to be stable: a line over the map.
struct SweepEdge {
  private let definition: SweepDefinition

  init(_ definition: SweepDefinition) {
    self.definition = definition
  }

  /// The line, from place to place; empty where it does not cross the map, and where there is no theory.
  var places: [(x: Double, y: Double)] {
    let alongRows = crossings(of: definition.x, along: definition.y) { column, row in beyondEdge(x: column, y: row) }
    if !alongRows.isEmpty { return alongRows.map { crossing in (x: crossing.at, y: crossing.along) } }
    return crossings(of: definition.y, along: definition.x) { row, column in beyondEdge(x: column, y: row) }
      .map { crossing in (x: crossing.along, y: crossing.at) }
  }

  /// Where on `axis` each value of `other` crosses the edge.
  private func crossings(
    of axis: ScenarioAxis, along other: ScenarioAxis, _ excess: (Double, Double) -> Double?
  ) -> [(at: Double, along: Double)] {
    other.numbers.indices.flatMap { place -> [(at: Double, along: Double)] in
      let number = other.numbers[place]
      guard let crossing = crossing(axis.numbers, { value in excess(value, number) }) else { return [] }
      // Between whole numbers there is nothing: the line goes in steps.
      guard case .integer = other.key.type else { return [(at: crossing, along: number)] }
      return Self.ends(of: place, in: other.numbers).map { end in (at: crossing, along: end) }
    }
  }

  /// Half-way from the number at `place` to its neighbours.
  private static func ends(of place: Int, in numbers: [Double]) -> [Double] {
    let number = numbers[place]
    let before = place > 0 ? number - numbers[place - 1] : nil
    let after = place + 1 < numbers.count ? numbers[place + 1] - number : nil
    return [number - (before ?? after ?? 0) / 2, number + (after ?? before ?? 0) / 2]
  }

  /// How far the gain lies beyond the greatest that is stable; nil where no linear loop tells it.
  private func beyondEdge(x: Double, y: Double) -> Double? {
    var scenario = definition.scenario
    definition.x.set(number: x, in: &scenario)
    definition.y.set(number: y, in: &scenario)
    guard scenario.rig.kind == .simulated, scenario.rig.sensor.reports == .error,
      scenario.controller.rule != .errorDependentRate, scenario.controller.rule != .decayingRate,
      case .fixed = scenario.rig.target, let gain = scenario.fixedGain
    else { return nil }
    return scenario.linearLoop(gain: gain).map { loop in gain - loop.edge }
  }

  /// Where between the first and the last of `numbers` what `excess` gives changes its sign, if it does so once.
  private func crossing(_ numbers: [Double], _ excess: (Double) -> Double?) -> Double? {
    guard var low = numbers.first, var high = numbers.last, let first = excess(low), let last = excess(high),
      (first < 0) != (last < 0)
    else { return nil }
    for _ in 0..<60 {
      let middle = low + (high - low) / 2
      guard let value = excess(middle) else { return nil }
      if (value < 0) == (first < 0) { low = middle } else { high = middle }
    }
    return high
  }
}
