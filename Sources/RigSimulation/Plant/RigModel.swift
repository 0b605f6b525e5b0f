/// A simulated rig with one axis, without its random numbers.
public struct RigModel: Sendable, Equatable {
  /// The truth that the controller never sees.
  public var wall: WallModel
  /// The model of the servo with its effects.
  public var servo: ServoModel
  /// The model of the sensor with its effects.
  public var sensor: SensorModel
  /// Defects that come and go.
  public var faults: [Fault]
  /// The time from one step to the next in seconds, above 0; it determines how far a slow servo moves in a step.
  public var frameSeconds: Double
  /// The share of ``frameSeconds`` by which the time of a step varies, in 0..<1: each lasts `1 ± frameJitter` times as
  /// long at most, every time between equally likely.
  public var frameJitter = 0.0

  /// A rig; by default its devices are ideal.
  public init(
    wall: WallModel, servo: ServoModel = ServoModel(), sensor: SensorModel = SensorModel(), faults: [Fault] = [],
    frameSeconds: Double = 0.1
  ) {
    precondition(frameSeconds > 0, "a frame takes more than 0 s")
    self.wall = wall
    self.servo = servo
    self.sensor = sensor
    self.faults = faults
    self.frameSeconds = frameSeconds
  }

  /// True if only white noise comes between a command, a wall that stands still and the reading, as in ``IdealRig``.
  public var isIdeal: Bool {
    // The whole model is compared, so that no effect can be forgotten here.
    var ideal = RigModel(wall: wall, servo: ServoModel(travel: servo.travel), frameSeconds: frameSeconds)
    ideal.sensor.noise = sensor.noise.white
    return wall.isStill && self == ideal
  }
}
