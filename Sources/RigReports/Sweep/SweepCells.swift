internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory
public import RigTrials

/// Makes the cells of a sweep. Values that are the same in all trials of a cell are made once.
public struct SweepCells: Sendable {
  private let definition: SweepDefinition

  /// The cells of the sweep with `definition`.
  public init(_ definition: SweepDefinition) {
    self.definition = definition
  }

  /// The cell with the number `number`.
  public func cell(_ number: Int) -> SweepCell {
    let scenario = definition.scenario(of: number)
    let readings = scenario.loop.steps + 1
    let form = scenario.linearForm
    let noise = SweepNoiseFloor(scenario, form, readings: readings)
    let judgement = TrialJudgement(
      tolerance: .centimeters(scenario.loop.tolerance), noise: noise.noise, noiseFloor: noise.floor,
      readings: readings, hold: scenario.settlingHold,
      stability: form.flatMap { form in scenario.stabilityIfLinear(form) })
    guard let cell = scenario.plants(visitedBy: CellMaker(scenario: scenario, judgement: judgement)) else {
      preconditionFailure("a sweep is of a simulated rig")
    }
    return cell
  }
}

/// Makes the cell of a scenario with rigs of any type.
private struct CellMaker: PlantVisitor {
  let scenario: Scenario
  let judgement: TrialJudgement

  func visit<let axes: Int, Plant: SimulatedPlant>(_ plants: PlantSource<Plant>) -> SweepCell
  where Plant.Truth == PlantTruth<axes> {
    let rule: any UpdateRule<PerAxis<axes, Double>, PerAxis<axes, Length>> & Sendable = scenario.rule()
    return SweepCell(
      Course(loop: scenario.loopSettings, plants: plants), judgement: judgement, rule: { rule })
  }
}
