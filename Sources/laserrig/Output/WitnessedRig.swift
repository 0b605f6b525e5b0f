internal import RigCore
internal import RigSimulation

/// A simulated rig that tells a witness, after each reading, how things really stood. The controller that drives it sees no
/// more of it than of any rig.
struct WitnessedRig: Rig {
  private(set) var rig: SimulatedRig
  let witness: Witness

  var travel: Travel<PerAxis<1, Angle>> { rig.travel }

  mutating func move(to angles: PerAxis<1, Angle>) {
    rig.move(to: angles)
  }

  mutating func read() -> Reading<1> {
    let reading = rig.read()
    witness.truth = rig.truth
    return reading
  }
}

/// What was true at the latest reading.
final class Witness {
  var truth: SimulatedTruth

  init(_ truth: SimulatedTruth) {
    self.truth = truth
  }
}
