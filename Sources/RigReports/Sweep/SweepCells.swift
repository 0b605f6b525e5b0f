internal import RigCore
package import RigScenario
internal import RigSimulation
internal import RigTheory
package import RigTrials

/// Makes the cells of a sweep. What is the same in all trials of a cell is made once.
package struct SweepCells {
  private let definition: SweepDefinition

  package init(_ definition: SweepDefinition) {
    self.definition = definition
  }

  /// The cell `number`.
  package func cell(_ number: Int) -> SweepCell {
    let scenario = definition.scenario(of: number)
    let readings = scenario.loop.steps + 1
    let noise = SweepNoiseFloor(scenario, definition.kind, readings: readings)
    let judgement = TrialJudgement(
      tolerance: .centimeters(scenario.loop.tolerance), noise: noise.noise, noiseFloor: noise.floor,
      readings: readings,
      hold: scenario.settlingHold)
    let loop = scenario.loopSettings
    switch definition.kind {
    case .panTilt:
      let rule: any UpdateRule<PerAxis<2, Double>, PerAxis<2, Length>> & Sendable = scenario.rule()
      return SweepCell(
        loop: loop, judgement: judgement, panTiltRig: { seed in scenario.panTiltRig(seed: seed) }, rule: { rule })
    case .beamWalk:
      let rule: any UpdateRule<PerAxis<4, Double>, PerAxis<4, Length>> & Sendable = scenario.rule()
      let model = scenario.beamWalkModel
      return SweepCell(
        loop: loop, judgement: judgement, beamWalkRig: { seed in BeamWalkRig(model, seed: seed) }, rule: { rule })
    case .singleAxis:
      let rule: any UpdateRule<PerAxis<1, Double>, PerAxis<1, Length>> & Sendable = scenario.rule()
      return SweepCell(
        Course(loop: loop, rig: Self.rigs(of: scenario)), judgement: judgement, rule: { rule })
    }
  }

  private static func rigs(of scenario: Scenario) -> @Sendable (RandomSeed) -> SimulatedRig {
    // The whole scenario, copied for each trial, would cost more than the trial.
    let model = scenario.rigModel
    guard let height = scenario.rig.start else { return { seed in SimulatedRig(model, seed: seed) } }
    return { seed in
      let start = SimulatedRig(model, seed: seed).command(forHeight: .centimeters(height))
      return SimulatedRig(model, seed: seed, start: start)
    }
  }
}

extension Scenario {
  /// With how many readings within the tolerance a trial ends at least, if it has settled. A dot that swings past its
  /// target stands still for the dead time at most before the loop turns it on.
  package var settlingHold: Int { loop.window + rig.sensor.deadTime }
}
