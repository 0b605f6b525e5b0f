public import RigCore

/// A laser on a gimbal of two servos, a wall that may stand askew, and a sensor that sees both directions, in one value
/// with one seed. Axis 0 is tilt and height, axis 1 is pan and across.
///
/// Time passes as in a ``SimulatedRig``: one frame with each call of ``read()`` but the first.
public struct PanTiltRig: SimulatedPlant {
  /// What the rig is made of.
  public let model: PanTiltModel
  /// The seed of the rig's random numbers.
  public let seed: RandomSeed
  /// The commands that the servos rest at before the first one.
  public let start: PerAxis<2, Angle>

  private let gimbal: Gimbal
  private let plane: ObliqueWall
  private let rotation: Turn
  private var wall: Wall
  private var targetAcross: Length
  private var tilt: SimulatedServo
  private var pan: SimulatedServo
  private var detector: SimulatedDetector
  private var step = -1

  /// A rig with its servos at rest at the commands `start`.
  public init(_ model: PanTiltModel, seed: RandomSeed, start: PerAxis<2, Angle> = PerAxis(repeating: .zero)) {
    self.model = model
    self.seed = seed
    self.start = start
    gimbal = Gimbal(crossing: model.geometry.crossing)
    plane = ObliqueWall(yaw: model.geometry.wallYaw, pitch: model.geometry.wallPitch)
    rotation = Turn(model.geometry.sensorRotation)
    wall = Wall(model.wall, FrameClock(seed: seed, jitter: model.frameJitter), seed: seed)
    targetAcross = model.targetAcross.value(at: 0)
    tilt = SimulatedServo(
      model.tilt, start: start[0], frameSeconds: model.frameSeconds, frameJitter: model.frameJitter,
      faults: model.faults, seed: seed)
    pan = SimulatedServo(
      model.pan, start: start[1], frameSeconds: model.frameSeconds, frameJitter: model.frameJitter,
      faults: model.faults, axis: 1, seed: seed)
    detector = SimulatedDetector(
      model.sensor, frameSeconds: model.frameSeconds, frameJitter: model.frameJitter, faults: model.faults, seed: seed)
  }

  public var travel: Travel<PerAxis<2, Angle>> {
    Travel(lower: PerAxis(tilt.lowest, pan.lowest), upper: PerAxis(tilt.highest, pan.highest))
  }

  public mutating func move(to angles: PerAxis<2, Angle>) {
    tilt.command = angles[0]
    pan.command = angles[1]
  }

  public mutating func read() -> Reading<2> {
    step += 1
    if step > 0 {
      tilt.advance(to: step)
      pan.advance(to: step)
      if !wall.isStill { wall.move(to: step) }
      if !model.targetAcross.isConstant { targetAcross = model.targetAcross.value(at: step) }
    }
    guard let seen = detector.observe(error(of: spot), step: step) else { return .spotLost }
    return .error(PerAxis(.centimeters(seen.height), .centimeters(seen.across)))
  }
}

extension PanTiltRig {
  public var restCommand: PerAxis<2, Angle> { start }
  public var frameSeconds: Double { model.frameSeconds }

  public var truth: PlantTruth<2> {
    let spot = spot
    return PlantTruth(
      dots: spot.map { spot in PerAxis(.centimeters(spot.height) + wall.laserHeight, .centimeters(spot.across)) },
      targets: PerAxis(wall.target, targetAcross),
      errors: trueErrors, beams: beams, distance: wall.distance, laserHeight: wall.laserHeight,
      jacobian: spot == nil ? nil : jacobian(at: beams))
  }

  public var trueErrors: PerAxis<2, Length>? {
    error(of: spot).map { error in PerAxis(.centimeters(error.height), .centimeters(error.across)) }
  }

  public var beams: PerAxis<2, Angle> { PerAxis(tilt.beam, pan.beam) }

  /// The commands at which servos of this model that have arrived put the dot at `height` and `across` on the wall as
  /// it stands now, rounding and play aside; nil if none do. They may lie beyond the travel.
  public func command(forHeight height: Length, across: Length) -> PerAxis<2, Angle>? {
    beam(forHeight: height, across: across).map { beam in command(for: beam) }
  }

  public var commandOnTarget: PerAxis<2, Angle>? { command(forHeight: wall.target, across: targetAcross) }

  public var hasTargetInReach: Bool { commandOnTarget.map(travel.contains) ?? false }

  /// The size of both errors together, play aside. Nil if no command puts the dot on the target, if both axes would
  /// have to be beyond their travel for it, or if the axes move the dot along one line.
  ///
  /// By the Jacobian J on the target: `|δᵢ| / ‖row i of J⁻¹‖` with axis i the difference of slopes δᵢ away from there,
  /// at its nearer end; the lesser of both axes counts, except an axis that would have to be beyond its travel.
  public var errorAtNearerEnd: Length? {
    beam(forHeight: wall.target, across: targetAcross).flatMap { beam in
      jacobian(at: beam).nearerEnd(of: travel, onTarget: command(for: beam))
    }
  }

  /// The beam's angles with the dot at `height` and `across`.
  private func beam(forHeight height: Length, across: Length) -> PerAxis<2, Angle>? {
    let spot = PlaneVector((height - wall.laserHeight).centimeters, across.centimeters)
    let point = plane.point(at: spot, distance: wall.distance.centimeters)
    return gimbal.slopes(toward: point).map { slopes in PerAxis(Angle(slope: slopes.tilt), Angle(slope: slopes.pan)) }
  }

  private func command(for beam: PerAxis<2, Angle>) -> PerAxis<2, Angle> {
    PerAxis(tilt.mounting.command(beam: beam[0]), pan.mounting.command(beam: beam[1]))
  }

  /// The place at which the beam meets the wall, from the point straight ahead; nil for a beam past the vertical on
  /// either axis.
  private var spot: PlaneVector? {
    let (tiltSlope, panSlope) = (tilt.beam.slope, pan.beam.slope)
    guard tiltSlope.isFinite, panSlope.isFinite else { return nil }
    return plane.spot(of: gimbal.direction(tilt: tiltSlope, pan: panSlope), distance: wall.distance.centimeters)
  }

  private func error(of spot: PlaneVector?) -> PlaneVector? {
    guard let spot else { return nil }
    let height = spot.height + wall.laserHeight.centimeters - wall.target.centimeters
    return rotation.into(PlaneVector(height, spot.across - targetAcross.centimeters))
  }

  private func jacobian(at beam: PerAxis<2, Angle>) -> SquareMatrix<2> {
    let (tiltSlope, panSlope) = (beam[0].slope, beam[1].slope)
    let direction = gimbal.direction(tilt: tiltSlope, pan: panSlope)
    let changes = gimbal.derivatives(tilt: tiltSlope, pan: panSlope)
    let distance = wall.distance.centimeters
    let ofTilt = rotation.into(plane.motion(of: direction, changing: changes.tilt, distance: distance))
    let ofPan = rotation.into(plane.motion(of: direction, changing: changes.pan, distance: distance))
    let tiltGain = tilt.mounting.slopeGain(beam: beam[0])
    let panGain = pan.mounting.slopeGain(beam: beam[1])
    return SquareMatrix { row, column in
      let (motion, gain) = column == 0 ? (ofTilt, tiltGain) : (ofPan, panGain)
      return gain * (row == 0 ? motion.height : motion.across)
    }
  }
}

extension PanTiltModel {
  /// The rigs of the model, which differ in their random numbers alone. Each rests at the command that `start` returns
  /// for it; a nil, or no `start`, stands for 0° on every axis.
  public func plants(
    start: (@Sendable (PanTiltRig) -> PerAxis<2, Angle>?)? = nil
  ) -> PlantSource<PanTiltRig> {
    PlantSource(start: start) { seed, start in PanTiltRig(self, seed: seed, start: start ?? PerAxis(repeating: .zero)) }
  }
}
