internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
internal import RigTrials

/// The loop gain of each column, if it is the same in all rows.
struct SweepGain {
  /// The keys to which the gain is proportional, or inversely so: only over these it is a second scale.
  private static let scaling = ["controller.learningRate", "controller.assumedDistance", "rig.distance"]

  private let definition: SweepDefinition

  /// The gains; nil if the gain does not depend on the columns alone, or if the rule has none of its own.
  init?(_ definition: SweepDefinition) {
    let scenario = definition.scenario
    guard Self.scaling.contains(definition.x.key.path), scenario.rig.kind == .singleAxis,
      scenario.rig.sensor.reports == .error, scenario.fixedGain != nil
    else { return nil }
    // Whether a row changes the gain is tried out, so that no key that does can be forgotten here.
    for place in definition.y.numbers.indices {
      var row = scenario
      definition.y.set(place, in: &row)
      guard row.linearForm?.hasOneRate == true, row.fixedGain == scenario.fixedGain else { return nil }
    }
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
