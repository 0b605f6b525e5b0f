internal import RigCore
internal import RigScenario
internal import RigSimulation
internal import RigTheory

/// The distance from its target at which the noise alone keeps the dot of a scenario, by the linear theory: a sweep
/// must not take it for a swing.
struct SweepNoiseFloor {
  private let scenario: Scenario
  private let form: LinearForm?
  private let readings: Int

  /// The noise of `scenario`, whose rule has the linear form `form`, or none, in a trial of so many readings.
  init(_ scenario: Scenario, _ form: LinearForm?, readings: Int) {
    self.scenario = scenario
    self.form = form
    self.readings = readings
  }

  /// The standard deviation of a reading's noise, all axes together.
  var noise: Length { Double(scenario.rig.kind.axes ?? 1).squareRoot() * deviation }

  private var deviation: Length { .centimeters(scenario.rig.sensor.noise) }

  /// The root mean square of the error that this noise keeps up; nil if there is no theory, or if the loop is not
  /// stable. If the seed draws wall and target it is the greatest over all of them, and infinite if the loop is stable
  /// for some only.
  var floor: Length? {
    guard scenario.rig.sensor.reports == .error, let form else { return nil }
    let floors = scenario.corners.map { corner in
      corner.rig.kind == .singleAxis
        ? corner.fixedGain(form).flatMap { gain in
          corner.linearLoop(form, gain: gain * lateShare(form)).noiseFloorOfTrial(readings: readings)
        }
        : corner.plants(
          visitedBy: CoupledFloor(
            scenario: corner, inertia: form.inertia, rateShare: lateShare(form), readings: readings)
        ).flatMap { floor in floor }
    }
    let known = floors.compactMap { floor in floor }
    guard let greatest = known.max() else { return nil }
    return known.count == floors.count ? greatest * deviation : .centimeters(.greatestFiniteMagnitude)
  }

  /// The greatest factor of the first rate in the half of a trial that is judged.
  private func lateShare(_ form: LinearForm) -> Double {
    form.decay.map { decay in 1 / decay.divisor(after: readings / 2) } ?? 1
  }
}

/// The noise floor of a loop that gives each axis its own error, in standard deviations of a reading; nil if no command
/// puts the dot on its target, or if the loop is not stable.
private struct CoupledFloor: PlantVisitor {
  let scenario: Scenario
  let inertia: LinearLoop.Inertia
  /// The remaining factor of the learning rate.
  let rateShare: Double
  let readings: Int

  func visit<let axes: Int, Plant: SimulatedPlant>(_ plants: PlantSource<Plant>) -> Double?
  where Plant.Truth == PlantTruth<axes> {
    let seed = RandomSeed(0)
    guard let command = plants.plant(seed: seed).commandOnTarget,
      let changes = plants.plant(seed: seed, at: command).truth.jacobian
    else { return nil }
    let gains = changes.loopGains(at: command, scenario, rateShare: rateShare)
    return scenario.coupledLoop(gains: gains, inertia: inertia).noiseFloorOfTrial(readings: readings)
  }
}
