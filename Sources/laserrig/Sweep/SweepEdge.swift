internal import RigCharts
internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigStability

/// Where the linear theory has the loop of a sweep's cells end to be stable: lines over the map.
struct SweepEdge {
  private let definition: SweepDefinition

  init(_ definition: SweepDefinition) {
    self.definition = definition
  }

  /// The lines, from place to place, over a map with these axes; empty where none crosses the map, and where there is no
  /// theory.
  func lines(horizontal: MapAxis, vertical: MapAxis) -> [[(x: Double, y: Double)]] {
    guard hasTheory else { return [] }
    return ZeroContour(
      x: ContourAxis(definition.x, drawnAs: horizontal), y: ContourAxis(definition.y, drawnAs: vertical)
    ) { x, y in excess(x: x, y: y) }.lines
  }

  private var hasTheory: Bool {
    let scenario = definition.scenario
    return scenario.rig.kind == .simulated && scenario.rig.sensor.reports == .error
      && [.gradientDescent, .momentum, .nesterov].contains(scenario.controller.rule)
  }

  /// How far the gain lies beyond the greatest that is stable; nil where the seed draws it.
  func excess(x: Double, y: Double) -> Double? {
    var scenario = definition.scenario
    definition.x.set(number: x, in: &scenario)
    definition.y.set(number: y, in: &scenario)
    guard let gain = scenario.fixedGain else { return nil }
    return scenario.linearLoop(gain: gain).map { loop in gain - loop.edge }
  }
}
