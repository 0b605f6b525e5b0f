internal import RigCore
internal import RigReports
internal import RigScenario
internal import RigSimulation

/// A computed rig, which knows how matters really stand.
protocol ComputedRig: Rig where Failure == Never {
  /// The command that its actuators rest at before the first one.
  var rest: Angles { get }
  associatedtype Truth: Recordable
  /// How matters stood at the latest reading.
  var truth: Truth { get }
  /// How its axes are coupled, near the commands `command`; nil for an only axis and where the beam misses.
  func coupling(at command: Angles, under loop: LoopAtItsEnd) -> Coupling?
}

extension SimulatedRig: ComputedRig {
  var rest: PerAxis<1, Angle> { PerAxis(start) }
  func coupling(at command: PerAxis<1, Angle>, under loop: LoopAtItsEnd) -> Coupling? { nil }
}

extension PanTiltRig: ComputedRig {
  var rest: PerAxis<2, Angle> { start }
  func coupling(at command: PerAxis<2, Angle>, under loop: LoopAtItsEnd) -> Coupling? {
    truth.jacobian.map { jacobian in Coupling(jacobian, at: command, loop) }
  }
}

extension BeamWalkRig: ComputedRig {
  var rest: PerAxis<4, Angle> { start }
  func coupling(at command: PerAxis<4, Angle>, under loop: LoopAtItsEnd) -> Coupling? {
    truth.jacobian.map { jacobian in Coupling(jacobian, at: command, loop) }
  }
}

/// A simulated rig that tells a witness, after each reading, how things really stood. The controller that drives it
/// sees no more of it than of any rig.
struct WitnessedRig<Base: ComputedRig>: Rig {
  private(set) var rig: Base
  private(set) var command: Base.Angles
  let witness: Witness<Base.Truth>

  init(_ rig: Base, witness: Witness<Base.Truth>) {
    self.rig = rig
    command = rig.rest
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
