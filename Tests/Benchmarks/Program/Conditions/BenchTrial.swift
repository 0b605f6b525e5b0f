import RigCore
import RigScenario
import RigSimulation

/// The result of one rule on one rig under a condition.
struct BenchTrial: Sendable {
  /// The number of the rig among those of its condition, the same for every rule.
  let rig: Int
  /// The number of readings after which every later true error was within the tolerance; nil if the last was not.
  let readingsToSettle: Int?
  /// The root mean square of the true error over the last quarter of the readings, in cm; infinite for a dot off the
  /// wall.
  let lateError: Double
  /// True if the loop ended before the last reading, as it does when it gives up.
  let endedEarly: Bool
  /// How many standard errors the told distance is off at the end of a run as `laserrig run` makes it; nil if the rule
  /// tells none.
  let standardErrorsOff: Double?
}

/// Tries a rule on the rigs of a condition: once for a given number of readings, judged by the truth, and once as a
/// run, which ends when it has settled.
struct BenchTrialVisitor: PlantVisitor {
  let scenario: Scenario
  let number: Int
  let seed: UInt64
  let readings: Int

  func visit<let axes: Int, Plant: SimulatedPlant>(_ plants: PlantSource<Plant>) -> BenchTrial?
  where Plant.Truth == PlantTruth<axes> {
    let rig = plants.plant(seed: RandomSeed(seed))
    guard rig.hasTargetInReach else { return nil }
    var settings = scenario.loopSettings
    settings.settling = nil
    settings.stepLimit = readings - 1
    var course = loop(rig, settings)
    var judgement = BenchJudgement(tolerance: scenario.benchTolerance(rig.truth), readings: readings)
    follow(&course) { rig in judgement.observe(rig.trueErrors?.sumOfSquares.squareRoot() ?? .infinity) }
    return judgement.trial(rig: number, standardErrorsOff: standardErrorsOff(rig))
  }

  private func loop<let axes: Int, Plant: SimulatedPlant>(
    _ rig: Plant, _ settings: LoopSettings
  ) -> ControlLoop<axes, Plant, SenseCorrected<axes, AnyRule<axes>>, VirtualPacer>
  where Plant.Truth == PlantTruth<axes> {
    ControlLoop(
      rig: rig, rule: SenseCorrected(AnyRule<axes>(scenario.rule(seed: seed))),
      pacer: VirtualPacer(frameSeconds: rig.frameSeconds), start: rig.restCommand, settings: settings)
  }

  private func follow<let axes: Int, Plant: SimulatedPlant>(
    _ loop: inout ControlLoop<axes, Plant, SenseCorrected<axes, AnyRule<axes>>, VirtualPacer>,
    _ observe: (borrowing Plant) -> Void
  ) where Plant.Truth == PlantTruth<axes> {
    if !loop.rule.learnsResponse, let probe = scenario.responseProbe {
      _ = loop.arm(
        probe,
        observing: { _, rig in
          observe(rig)
          return .proceed
        })
    }
    _ = loop.run(observing: { _, rig in
      observe(rig)
      return .proceed
    })
  }

  private func standardErrorsOff<let axes: Int, Plant: SimulatedPlant>(_ rig: Plant) -> Double?
  where Plant.Truth == PlantTruth<axes> {
    guard axes == 1, let distance = rig.truth.distance else { return nil }
    var run = loop(rig, scenario.loopSettings)
    let names = run.rule.termNames
    guard let told = names.firstIndex(of: "estimatedDistanceCentimeters"),
      let error = names.firstIndex(of: "distanceStandardErrorCentimeters")
    else { return nil }
    follow(&run) { _ in }
    let values = run.rule.terms.values
    // A reversed sense is a negative distance. That of exact readings comes with the rounding of arithmetic.
    let off = max(0, (values[told].magnitude - distance.centimeters).magnitude - 1e-9 * distance.centimeters)
    return off / values[error]
  }
}
