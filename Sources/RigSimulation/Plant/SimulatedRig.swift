public import RigCore

/// The default rig: a servo, a wall at a hidden distance and a sensor, in one value with one seed.
///
/// Each call of ``read()`` but the first lets one frame of virtual time pass: the servo turns as far as it can in it,
/// wall and target move, then the sensor looks. A copy of the value is a second rig that will draw the same random
/// numbers.
public struct SimulatedRig: Rig, Sendable {
  /// What the rig is made of.
  public let model: RigModel
  /// The seed of the rig's random numbers.
  public let seed: RandomSeed
  /// The command that the servo rests at before the first one.
  public let start: Angle

  @usableFromInline
  var wall: Wall
  @usableFromInline
  var servo: SimulatedServo
  @usableFromInline
  var sensor: SimulatedSensor
  @usableFromInline
  var step = -1

  /// A rig with its servo at rest at the command `start`.
  public init(_ model: RigModel, seed: RandomSeed, start: Angle = .zero) {
    self.model = model
    self.seed = seed
    self.start = start
    wall = Wall(model.wall, FrameClock(seed: seed, jitter: model.frameJitter), seed: seed)
    servo = SimulatedServo(
      model.servo, start: start, frameSeconds: model.frameSeconds, frameJitter: model.frameJitter, faults: model.faults,
      seed: seed)
    sensor = SimulatedSensor(
      model.sensor, frameSeconds: model.frameSeconds, frameJitter: model.frameJitter, seed: seed,
      faults: FaultInjector(model.faults, on: .sensor, seed: seed))
  }

  @inlinable
  public var travel: Travel<PerAxis<1, Angle>> {
    Travel(lower: PerAxis(servo.lowest), upper: PerAxis(servo.highest))
  }

  @inlinable
  @inline(__always)
  public mutating func move(to angles: PerAxis<1, Angle>) {
    servo.command = angles[0]
  }

  @inlinable
  @inline(__always)
  public mutating func read() -> Reading<1> {
    step += 1
    if step > 0 {
      servo.advance(to: step)
      if !wall.isStill { wall.move(to: step) }
    }
    if servo.isTransparent && sensor.isPlain {
      return .error(PerAxis(Length(centimeters: sensor.noisy(transparentError))))
    }
    return sensor.observe(error?.centimeters, step: step)
  }
}

extension SimulatedRig: SimulatedPlant {
  public var restCommand: PerAxis<1, Angle> { PerAxis(start) }
  public var frameSeconds: Double { model.frameSeconds }

  public var truth: PlantTruth<1> {
    let beam = servo.beam
    let responds = wall.distance.centimeters * servo.mounting.slopeGain(beam: beam)
    return PlantTruth(
      dots: dot.map { dot in PerAxis(dot) }, targets: PerAxis(wall.target),
      errors: error.map { error in PerAxis(error) },
      beams: PerAxis(beam), distance: wall.distance, laserHeight: wall.laserHeight,
      jacobian: dot == nil ? nil : SquareMatrix(diagonal: responds))
  }

  @inlinable
  @inline(__always)
  public var trueErrors: PerAxis<1, Length>? { trueError.map { error in PerAxis(error) } }

  /// The dot's height above the target at the latest reading, as in ``truth``, at little cost.
  @inlinable
  public var trueError: Length? {
    servo.isTransparent ? Length(centimeters: transparentError) : error
  }

  /// The dot's height above the target in cm with a transparent servo, whose beam always meets the wall.
  @inlinable
  @inline(__always)
  var transparentError: Double {
    wall.distance.centimeters * servo.beam.slope + wall.laserHeight.centimeters - wall.target.centimeters
  }

  @inlinable
  @inline(__always)
  public var beams: PerAxis<1, Angle> { PerAxis(beam) }

  /// The angle of the beam at the latest reading.
  @inlinable
  public var beam: Angle { servo.beam }

  /// The distance from laser to wall at the latest reading.
  public var distance: Length { wall.distance }

  /// The height b of the laser above the origin of heights.
  public var laserHeight: Length { wall.laserHeight }

  public var commandOnTarget: PerAxis<1, Angle>? { PerAxis(command(forHeight: wall.target)) }

  public var hasTargetInReach: Bool { commandOnTarget.map(travel.contains) ?? false }

  /// The error at the end of the travel that is nearer to the target; nil if neither end of the travel points to the
  /// wall.
  public var errorAtNearerEnd: Length? {
    [travel.lower[0], travel.upper[0]].compactMap { command in
      let beam = servo.mounting.beam(command: command)
      guard beam.radians.magnitude < .pi / 2 else { return nil }
      let error = beam.slope * wall.distance + wall.laserHeight - wall.target
      return error.magnitude
    }.min()
  }

  /// The command at which a servo of this model that has arrived puts the dot at `height` on the wall as it stands now,
  /// rounding and play aside. It may lie beyond the travel.
  public func command(forHeight height: Length) -> Angle {
    let slope = (height - wall.laserHeight) / wall.distance
    return servo.mounting.command(beam: Angle(slope: slope))
  }

  // A call of a getter that is not inlined copies the rig.

  /// The dot's height on the wall; nil if the beam points away from it.
  @inlinable
  @inline(__always)
  var dot: Length? {
    servo.beam.radians.magnitude < .pi / 2 ? servo.beam.slope * wall.distance + wall.laserHeight : nil
  }

  /// The dot's height above the target; nil if the beam points away from the wall.
  @inlinable
  @inline(__always)
  var error: Length? { dot.map { dot in dot - wall.target } }
}

extension RigModel {
  /// The rigs of the model, which differ in their random numbers alone. Each rests at the command that `start` returns
  /// for it; a nil, or no `start`, stands for 0° on its axis.
  public func plants(
    start: (@Sendable (SimulatedRig) -> PerAxis<1, Angle>?)? = nil
  ) -> PlantSource<SimulatedRig> {
    PlantSource(start: start) { seed, start in SimulatedRig(self, seed: seed, start: start?[0] ?? .zero) }
  }
}
