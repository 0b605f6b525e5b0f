public import RigCore

/// A simulated beam walk without its random numbers.
public struct BeamWalkModel: Sendable, Equatable {
  /// The places of mirrors and detectors.
  public var geometry: BeamWalkGeometry
  /// The target of each error: near height, near across, far height, far across, each measured from the undeflected
  /// beam.
  public var targets: PerAxis<4, Trajectory>
  /// The actuators: mirror 1 tilt, mirror 1 pan, mirror 2 tilt, mirror 2 pan. Their angles are the beam's.
  public var servos: PerAxis<4, ServoModel>
  /// The near detector, which sees both directions and reports the error, whatever its model says.
  public var near: SensorModel
  /// The far detector, which sees both directions and reports the error, whatever its model says.
  public var far: SensorModel
  /// Defects that come and go, on all axes or on one. A fault of a sensor that names an axis is on one detector: 0 and
  /// 1 are the near one's, 2 and 3 the far one's.
  public var faults: [Fault]
  /// The time from one step to the next in seconds, above 0.
  public var frameSeconds: Double
  /// The share of ``frameSeconds`` by which the time of a step varies, in 0..<1: each lasts `1 ± frameJitter` times as
  /// long at most, every time between equally likely.
  public var frameJitter = 0.0

  /// A bench; by default with steering mirrors and two perfect detectors.
  public init(
    geometry: BeamWalkGeometry = BeamWalkGeometry(), targets: PerAxis<4, Trajectory>,
    servos: PerAxis<4, ServoModel> = PerAxis(repeating: .steeringMirror), near: SensorModel = SensorModel(),
    far: SensorModel = SensorModel(), faults: [Fault] = [], frameSeconds: Double = 0.1
  ) {
    precondition(frameSeconds > 0, "a frame takes more than 0 s")
    self.geometry = geometry
    self.targets = targets
    self.servos = servos
    self.near = near
    self.far = far
    self.faults = faults
    self.frameSeconds = frameSeconds
  }
}
