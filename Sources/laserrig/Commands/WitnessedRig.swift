internal import RigCore
internal import RigSimulation

/// A simulated rig that tells a witness, after each reading, how things really stood. The controller that drives it
/// sees no more of it than of any rig.
struct WitnessedRig<Base: SimulatedPlant>: Rig {
  private(set) var rig: Base
  private(set) var command: Base.Angles
  let witness: Witness<Base.Truth>

  init(_ rig: Base, witness: Witness<Base.Truth>) {
    self.rig = rig
    command = rig.restCommand
    self.witness = witness
  }

  var travel: Travel<Base.Angles> { rig.travel }

  mutating func move(to angles: Base.Angles) {
    command = angles
    rig.move(to: angles)
  }

  mutating func read() -> Base.Output {
    let reading = rig.read()
    witness.truth = rig.truth
    return reading
  }
}

/// What was true at the latest reading.
final class Witness<Truth> {
  var truth: Truth

  init(_ truth: Truth) {
    self.truth = truth
  }
}
