public import RigCore

/// Two steering mirrors that lead a beam onto two detectors, in one value with one seed: the job of an optical bench.
///
/// The axes are mirror 1 tilt, mirror 1 pan, mirror 2 tilt and mirror 2 pan; the errors near height, near across, far
/// height and far across. Every mirror moves both dots; the rig shows which rules can tell the two apart.
///
/// A reading takes both detectors: if one of them sees no dot, the reading is lost. Time passes as in a
/// ``SimulatedRig``: one frame with each call of ``read()`` but the first.
public struct BeamWalkRig: SimulatedPlant {
  /// What the rig is made of.
  public let model: BeamWalkModel
  /// The seed of the rig's random numbers.
  public let seed: RandomSeed
  /// The commands that the mirrors rest at before the first one.
  public let start: PerAxis<4, Angle>

  private let path: BeamPath
  private let nearRoll: Turn
  private let farRoll: Turn
  private let isStill: Bool
  private var targets: PerAxis<4, Length>
  private var servos: InlineArray<4, SimulatedServo>
  private var near: SimulatedDetector
  private var far: SimulatedDetector
  private var step = -1
  private var clock: FrameClock

  /// A rig with its mirrors at rest at the commands `start`.
  public init(_ model: BeamWalkModel, seed: RandomSeed, start: PerAxis<4, Angle> = PerAxis(repeating: .zero)) {
    self.model = model
    self.seed = seed
    self.start = start
    path = BeamPath(model.geometry)
    nearRoll = Turn(model.geometry.nearRoll)
    farRoll = Turn(model.geometry.farRoll)
    isStill = model.targets.values.allSatisfy(\.isConstant)
    targets = model.targets.map { target in target.value(at: 0) }
    clock = FrameClock(seed: seed, jitter: model.frameJitter)
    servos = InlineArray { axis in
      SimulatedServo(
        model.servos[axis], start: start[axis], frameSeconds: model.frameSeconds, frameJitter: model.frameJitter,
        faults: model.faults, axis: axis,
        seed: seed)
    }
    near = SimulatedDetector(
      model.near, frameSeconds: model.frameSeconds, frameJitter: model.frameJitter, faults: model.faults, seed: seed)
    far = SimulatedDetector(
      model.far, frameSeconds: model.frameSeconds, frameJitter: model.frameJitter, faults: model.faults, firstAxis: 2,
      seed: seed)
  }

  public var travel: Travel<PerAxis<4, Angle>> {
    Travel(lower: PerAxis { axis in servos[axis].lowest }, upper: PerAxis { axis in servos[axis].highest })
  }

  public mutating func move(to angles: PerAxis<4, Angle>) {
    for axis in 0..<4 { servos[axis].command = angles[axis] }
  }

  public mutating func read() -> Reading<4> {
    step += 1
    if step > 0 {
      for axis in 0..<4 { servos[axis].advance(to: step) }
      if !isStill {
        _ = clock.advance()
        for axis in 0..<4 { targets[axis] = model.targets[axis].value(at: step, time: clock.time) }
      }
    }
    let errors = errors(of: dots)
    let nearSeen = near.observe(errors?.near, step: step)
    let farSeen = far.observe(errors?.far, step: step)
    guard let nearSeen, let farSeen else { return .spotLost }
    return .error(PerAxis(near: nearSeen, far: farSeen))
  }
}

extension BeamWalkRig {
  public var restCommand: PerAxis<4, Angle> { start }
  public var frameSeconds: Double { model.frameSeconds }

  public var truth: PlantTruth<4> {
    let dots = dots
    return PlantTruth(
      dots: dots.map { dots in PerAxis(near: dots.near, far: dots.far) }, targets: targets,
      errors: trueErrors, beams: beams, jacobian: dots == nil ? nil : jacobian(at: beams))
  }

  public var trueErrors: PerAxis<4, Length>? {
    errors(of: dots).map { errors in PerAxis(near: errors.near, far: errors.far) }
  }

  public var beams: PerAxis<4, Angle> { PerAxis { axis in servos[axis].beam } }

  /// The commands at which servos of this model that have arrived put the dots at `dots` (near height, near across, far
  /// height, far across), rounding and play aside. They may lie beyond the travel.
  public func command(for dots: PerAxis<4, Length>) -> PerAxis<4, Angle> {
    command(for: beam(for: dots))
  }

  public var commandOnTarget: PerAxis<4, Angle>? { command(for: targets) }

  public var hasTargetInReach: Bool { commandOnTarget.map(travel.contains) ?? false }

  /// The size of all errors together, play aside; nil if each axis would have to be beyond its travel for the targets.
  ///
  /// By the Jacobian J on the targets: `|δᵢ| / ‖row i of J⁻¹‖` with axis i the difference of slopes δᵢ away from there,
  /// at its nearer end; the least of all axes counts, but none that would have to be beyond its travel.
  public var errorAtNearerEnd: Length? {
    let beam = beam(for: targets)
    return jacobian(at: beam).nearerEnd(of: travel, onTarget: command(for: beam))
  }

  /// The deflections of the beam by the mirrors with the dots at `dots`.
  private func beam(for dots: PerAxis<4, Length>) -> PerAxis<4, Angle> {
    let beams = path.deflections(near: dots.near, far: dots.far)
    return PerAxis { axis in
      let mirror = axis < 2 ? beams.first : beams.second
      return Angle(radians: axis.isMultiple(of: 2) ? mirror.height : mirror.across)
    }
  }

  private func command(for beam: PerAxis<4, Angle>) -> PerAxis<4, Angle> {
    PerAxis { axis in servos[axis].mounting.command(beam: beam[axis]) }
  }

  private var dots: (near: PlaneVector, far: PlaneVector)? {
    path.dots(first: Self.deflection(beams, 0), second: Self.deflection(beams, 2))
  }

  /// The deflection of the beam by the mirror with its tilt on the axis `tilt`.
  private static func deflection(_ beam: PerAxis<4, Angle>, _ tilt: Int) -> PlaneVector {
    PlaneVector(beam[tilt].radians, beam[tilt + 1].radians)
  }

  private func errors(of dots: (near: PlaneVector, far: PlaneVector)?) -> (near: PlaneVector, far: PlaneVector)? {
    guard let dots else { return nil }
    return (nearRoll.into(dots.near - targets.near), farRoll.into(dots.far - targets.far))
  }

  private func jacobian(at beam: PerAxis<4, Angle>) -> SquareMatrix<4> {
    let commands = command(for: beam)
    let columns = PerAxis<4, PerAxis<4, Length>> { axis in
      let horn = commands[axis].slope
      let sense: Double = servos[axis].mounting.isReversed ? -1 : 1
      // The arc that the beam turns by for each unit of the command's slope.
      let arc = sense / (1 + horn * horn)
      let change = axis.isMultiple(of: 2) ? PlaneVector(arc, 0) : PlaneVector(0, arc)
      let still = PlaneVector(0, 0)
      let motion = path.motion(
        first: Self.deflection(beam, 0), second: Self.deflection(beam, 2), changing: axis < 2 ? change : still,
        axis < 2 ? still : change)
      return PerAxis(near: nearRoll.into(motion.near), far: farRoll.into(motion.far))
    }
    return SquareMatrix { row, column in columns[column][row].centimeters }
  }
}

extension BeamWalkModel {
  /// The rigs of the model, which differ in their random numbers alone. Each rests at the command that `start` returns
  /// for it; a nil, or no `start`, stands for 0° on every axis.
  public func plants(
    start: (@Sendable (BeamWalkRig) -> PerAxis<4, Angle>?)? = nil
  ) -> PlantSource<BeamWalkRig> {
    PlantSource(start: start) { seed, start in BeamWalkRig(self, seed: seed, start: start ?? PerAxis(repeating: .zero))
    }
  }
}

extension PerAxis where axes == 4, Element == Length {
  fileprivate init(near: PlaneVector, far: PlaneVector) {
    self.init { axis in
      let dot = axis < 2 ? near : far
      return .centimeters(axis.isMultiple(of: 2) ? dot.height : dot.across)
    }
  }

  fileprivate var near: PlaneVector { PlaneVector(self[0].centimeters, self[1].centimeters) }
  fileprivate var far: PlaneVector { PlaneVector(self[2].centimeters, self[3].centimeters) }
}
