public import RigCore

/// The default rig: a servo, a wall at a hidden distance and a sensor, in one value with one seed.
///
/// Each call of ``read()`` but the first lets one frame of virtual time pass: the servo turns as far as it gets in it,
/// wall and target move, then the sensor looks. A copy of the value is a second rig that will meet the same chance.
public struct SimulatedRig: Rig, Sendable {
  /// What the rig is made of.
  public let model: RigModel
  /// Where the rig's chance comes from.
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

  /// A rig whose servo rests at the command `start`.
  public init(_ model: RigModel, seed: RandomSeed, start: Angle = .zero) {
    self.model = model
    self.seed = seed
    self.start = start
    wall = Wall(model.wall, seed: seed)
    servo = SimulatedServo(
      model.servo, start: start, frameSeconds: model.frameSeconds,
      faults: FaultInjector(model.faults, on: .actuator, seed: seed))
    sensor = SimulatedSensor(
      model.sensor, seed: seed, faults: FaultInjector(model.faults, on: .sensor, seed: seed))
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
      let height = wall.distance.centimeters * servo.beam.slope + wall.laserHeight.centimeters
      return .error(PerAxis(Length(centimeters: sensor.noisy(height - wall.target.centimeters))))
    }
    return sensor.observe(truth.error?.centimeters, step: step)
  }
}
