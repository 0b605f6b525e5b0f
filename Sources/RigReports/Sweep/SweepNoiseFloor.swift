package import RigCore
package import RigScenario
internal import RigSimulation
internal import RigTheory

/// How far from its target the noise alone keeps the dot of a scenario, by the linear theory: what a sweep must not
/// take for a swing.
package struct SweepNoiseFloor {
  private let scenario: Scenario
  private let kind: SimulatedKind
  private let readings: Int

  package init(_ scenario: Scenario, _ kind: SimulatedKind, readings: Int) {
    self.scenario = scenario
    self.kind = kind
    self.readings = readings
  }

  /// The standard deviation of a reading's noise, all axes together.
  package var noise: Length { Double(kind.axes).squareRoot() * deviation }

  private var deviation: Length { .centimeters(scenario.rig.sensor.noise) }

  /// The root mean square of the error that this noise keeps up; nil where no theory tells, and where the loop is not
  /// stable. Where the seed draws wall and target it is the greatest before any of them, and beyond all bounds where
  /// the loop is stable before some only.
  package var floor: Length? {
    guard scenario.rig.sensor.reports == .error, let form = scenario.linearForm else { return nil }
    let floors = corners.map { corner in
      switch kind {
      case .singleAxis:
        corner.fixedGain.flatMap { gain in
          corner.linearLoop(gain: gain * lateShare(form))?.noiseFloorOfTrial(readings: readings)
        }
      case .panTilt: floor(corner.panTiltJacobian, form)
      case .beamWalk: floor(corner.beamWalkJacobian, form)
      }
    }
    let known = floors.compactMap { floor in floor }
    guard let greatest = known.max() else { return nil }
    return known.count == floors.count ? greatest * deviation : .centimeters(.greatestFiniteMagnitude)
  }

  private func floor<let axes: Int>(
    _ jacobian: (command: PerAxis<axes, Angle>, changes: SquareMatrix<axes>)?, _ form: LinearForm
  ) -> Double? {
    guard let jacobian else { return nil }
    let rate = 2 * scenario.controller.learningRate * lateShare(form) / scenario.controller.assumedDistance
    let gains = SquareMatrix<axes> { row, column in
      let slope = jacobian.command[column].slope
      let steered = scenario.controller.steers == .slope ? 1 : 1 + slope * slope
      return rate * steered * jacobian.changes[row, column]
    }
    return CoupledLoop(gains: gains, deadTime: scenario.rig.sensor.deadTime, inertia: form.inertia).noiseFloorOfTrial(
      readings: readings)
  }

  /// By what the first rate is multiplied at most in the half of a trial that is judged.
  private func lateShare(_ form: LinearForm) -> Double {
    form.decay.map { decay in 1 / decay.divisor(after: readings / 2) } ?? 1
  }

  /// The scenarios with the nearest and the farthest wall, and with the lowest and the highest target. The gain is
  /// greatest at one of them.
  private var corners: [Scenario] {
    let distances =
      switch scenario.rig.distance {
      case .fixed(let distance): [distance]
      case .drawn(let from, let to): [from, to]
      }
    let heights =
      switch scenario.rig.target {
      case .fixed(let height): [height]
      case .drawn(let from, let to): [from, to]
      }
    if distances.count == 1 && heights.count == 1 { return [scenario] }
    return distances.flatMap { distance in
      heights.map { height in
        var corner = scenario
        corner.rig.distance = .fixed(distance)
        corner.rig.target = .fixed(height)
        return corner
      }
    }
  }
}

extension Scenario {
  /// The commands with the dot on its target, and what a unit of each slope changes there; nil where no command does
  /// it.
  fileprivate var panTiltJacobian: (command: PerAxis<2, Angle>, changes: SquareMatrix<2>)? {
    let rig = PanTiltRig(panTiltModel, seed: RandomSeed(0))
    guard
      let command = rig.command(
        forHeight: .centimeters(self.rig.target.middle), across: .centimeters(self.rig.targetAcross)),
      let changes = PanTiltRig(rig.model, seed: rig.seed, start: command).truth.jacobian
    else { return nil }
    return (command, changes)
  }

  fileprivate var beamWalkJacobian: (command: PerAxis<4, Angle>, changes: SquareMatrix<4>)? {
    let rig = BeamWalkRig(beamWalkModel, seed: RandomSeed(0))
    let command = rig.command(for: rig.truth.target)
    guard let changes = BeamWalkRig(rig.model, seed: rig.seed, start: command).truth.jacobian else { return nil }
    return (command, changes)
  }
}
