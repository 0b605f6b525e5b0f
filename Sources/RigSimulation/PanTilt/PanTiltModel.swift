public import RigCore

/// A simulated pan-tilt rig without its random numbers.
public struct PanTiltModel: Sendable, Equatable {
  /// The truth that the controller never sees, as on a rig with one axis; its target is the height.
  public var wall: WallModel
  /// The place of the target across, along the wall from the point straight ahead.
  public var targetAcross: Trajectory
  /// The angles between wall, sensor and gimbal.
  public var geometry: PanTiltGeometry
  /// The servo that turns the beam up and down.
  public var tilt: ServoModel
  /// The servo that turns the beam to the sides.
  public var pan: ServoModel
  /// The sensor, which sees both directions and reports the error, whatever its model says.
  public var sensor: SensorModel
  /// Defects that come and go, on both axes or on one: 0 is tilt and height, 1 is pan and across.
  public var faults: [Fault]
  /// The time from one step to the next in seconds, above 0.
  public var frameSeconds: Double
  /// The share of ``frameSeconds`` by which the time of a step varies, in 0..<1: each lasts `1 ± frameJitter` times as
  /// long at most, every time between equally likely.
  public var frameJitter = 0.0

  /// A rig; by default its devices are ideal and at right angles.
  public init(
    wall: WallModel, targetAcross: Trajectory = Trajectory(start: .zero),
    geometry: PanTiltGeometry = PanTiltGeometry(), tilt: ServoModel = ServoModel(), pan: ServoModel = ServoModel(),
    sensor: SensorModel = SensorModel(), faults: [Fault] = [], frameSeconds: Double = 0.1
  ) {
    precondition(frameSeconds > 0, "a frame takes more than 0 s")
    self.wall = wall
    self.targetAcross = targetAcross
    self.geometry = geometry
    self.tilt = tilt
    self.pan = pan
    self.sensor = sensor
    self.faults = faults
    self.frameSeconds = frameSeconds
  }
}
