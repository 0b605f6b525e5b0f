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
    let x = definition.x.numbers
    let y = definition.y.numbers
    let alongRows = y.compactMap { row in
      crossing(x) { column in beyondEdge(x: column, y: row) }.map { column in (x: column, y: row) }
    }
    if !alongRows.isEmpty { return alongRows }
    return x.compactMap { column in
      crossing(y) { row in beyondEdge(x: column, y: row) }.map { row in (x: column, y: row) }
    }
  }

  /// How far the gain lies beyond the greatest that is stable; nil where no linear loop tells it.
  private func beyondEdge(x: Double, y: Double) -> Double? {
    var scenario = definition.scenario
    definition.x.set(number: x, in: &scenario)
    definition.y.set(number: y, in: &scenario)
    guard scenario.rig.kind == .simulated, scenario.rig.sensor.reports == .error,
      scenario.controller.rule != .errorDependentRate, scenario.controller.rule != .decayingRate,
      case .fixed(let distance) = scenario.rig.distance, case .fixed(let target) = scenario.rig.target
    else { return nil }
    let gain = scenario.localGain(height: target - scenario.rig.laserHeight).gain(at: .centimeters(distance))
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
