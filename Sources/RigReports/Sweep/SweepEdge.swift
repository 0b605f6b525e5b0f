internal import RigCharts
internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
internal import RigTrials

/// The edge of stability of a sweep's loops by the linear theory: lines over the map.
struct SweepEdge {
  private let definition: SweepDefinition

  init(_ definition: SweepDefinition) {
    self.definition = definition
  }

  /// The lines, from place to place, over a map with these axes; empty if none crosses the map, or if there is no
  /// theory.
  func lines(horizontal: MapAxis, vertical: MapAxis) -> [[(x: Double, y: Double)]] {
    guard hasTheory else { return [] }
    return ZeroContour(
      x: ContourAxis(definition.x, drawnAs: horizontal), y: ContourAxis(definition.y, drawnAs: vertical)
    ) { x, y in excess(x: x, y: y) }.lines
  }

  /// The source of the edge: "by theory", followed by the unmodelled effects.
  var origin: String { Self.origin(without: unmodelled) }

  /// The lines in few words for a picture; of more than three effects the first two, and their number.
  var label: String {
    let names = unmodelled
    return "edge " + Self.origin(without: names.count > 3 ? names.prefix(2) + ["\(names.count - 2) more"] : names)
  }

  private static func origin(without names: [String]) -> String {
    guard let last = names.last else { return "by theory" }
    let start = names.count == 1 ? "" : names.dropLast().joined(separator: ", ") + " and "
    return "by theory, without \(start)\(last)"
  }

  /// The names of effects that the rig of some cell has and the edge does not include.
  private var unmodelled: [String] {
    // An effect that an axis changes is present at one of the axis' ends.
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

  /// How far the gain lies beyond the greatest that is stable; nil if the seed draws it.
  func excess(x: Double, y: Double) -> Double? {
    var scenario = definition.scenario
    definition.x.set(number: x, in: &scenario)
    definition.y.set(number: y, in: &scenario)
    return scenario.fixedLoop.map { loop in loop.gain - loop.edge }
  }
}
