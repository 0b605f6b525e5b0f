internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
internal import RigTrials

/// The loop gain of each column, if it is the same in all rows.
struct SweepGain {
  private static let deciding = ["controller.learningRate", "controller.assumedDistance", "rig.distance"]

  private let definition: SweepDefinition

  /// The gains; nil if the gain does not depend on the columns alone, or if the rule has none of its own.
  init?(_ definition: SweepDefinition) {
    let scenario = definition.scenario
    guard Self.deciding.contains(definition.x.key.path), !Self.deciding.contains(definition.y.key.path),
      definition.y.key.path != "rig.servo.offset",
      !scenario.gainDependsOnHeight || !["rig.target", "rig.laserHeight"].contains(definition.y.key.path),
      scenario.rig.kind == .singleAxis, scenario.rig.sensor.reports == .error,
      scenario.linearForm?.hasOneRate == true, scenario.fixedGain != nil
    else { return nil }
    self.definition = definition
  }

  /// The gain with the key of the columns at `number`; NaN if the key cannot have that value.
  func gain(at number: Double) -> Double {
    // The first cell of a row may reach beyond the range of a rate or a distance.
    guard definition.x.nearest(to: number) == number else { return .nan }
    var scenario = definition.scenario
    definition.x.set(number: number, in: &scenario)
    return scenario.fixedGain ?? .nan
  }
}
