package import RigCharts
internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
internal import RigTrials

/// Where the linear theory has the loop of a sweep's cells end to be stable: lines over the map.
package struct SweepEdge {
  private let definition: SweepDefinition

  package init(_ definition: SweepDefinition) {
    self.definition = definition
  }

  /// The lines, from place to place, over a map with these axes; empty where none crosses the map, and where there is
  /// no theory.
  package func lines(horizontal: MapAxis, vertical: MapAxis) -> [[(x: Double, y: Double)]] {
    guard hasTheory else { return [] }
    return ZeroContour(
      x: ContourAxis(definition.x, drawnAs: horizontal), y: ContourAxis(definition.y, drawnAs: vertical)
    ) { x, y in excess(x: x, y: y) }.lines
  }

  /// Whose edge it is: "by theory", with what it leaves out behind it.
  package var origin: String { Self.origin(without: leftOut) }

  /// What the lines are, in few words for a picture: of more than three things the first two, and how many there are.
  package var label: String {
    let names = leftOut
    return "edge " + Self.origin(without: names.count > 3 ? names.prefix(2) + ["\(names.count - 2) more"] : names)
  }

  private static func origin(without names: [String]) -> String {
    guard let last = names.last else { return "by theory" }
    let start = names.count == 1 ? "" : names.dropLast().joined(separator: ", ") + " and "
    return "by theory, without \(start)\(last)"
  }

  /// The names of what some cell's rig has and the edge knows nothing of.
  private var leftOut: [String] {
    // What an axis changes is there at one of its ends.
    var last = definition.scenario
    for axis in [definition.x, definition.y] { axis.set(axis.numbers.count - 1, in: &last) }
    let first = definition.scenario.unmodelledByEdge
    return first + last.unmodelledByEdge.filter { name in !first.contains(name) }
  }

  private var hasTheory: Bool {
    let scenario = definition.scenario
    return scenario.rig.kind == .singleAxis && scenario.rig.sensor.reports == .error
      && scenario.linearForm?.hasOneRate == true
  }

  /// How far the gain lies beyond the greatest that is stable; nil where the seed draws it.
  package func excess(x: Double, y: Double) -> Double? {
    var scenario = definition.scenario
    definition.x.set(number: x, in: &scenario)
    definition.y.set(number: y, in: &scenario)
    guard let gain = scenario.fixedGain else { return nil }
    return scenario.linearLoop(gain: gain).map { loop in gain - loop.edge }
  }
}
