/// What a rig with pan and tilt has that one with an only axis has not. Angles in degrees.
public struct PanTiltSettings: Sendable, Equatable {
  /// How far the right side of the wall is turned away.
  public var wallYaw = 0.0
  /// How far the top of the wall leans away.
  public var wallPitch = 0.0
  /// How far the sensor is turned clockwise.
  public var sensorRotation = 0.0
  /// By how much the axes miss a right angle.
  public var crossing = 0.0
  /// The servo that turns the beam across; nil for one like ``RigSettings/servo``.
  public var panServo: ServoSettings?
}

/// What a beam walk has of its own. Lengths in cm, angles in degrees.
public struct BeamWalkSettings: Sendable, Equatable {
  /// From mirror 1 to mirror 2.
  public var mirrorDistance = 30.0
  /// From mirror 2 to the near detector.
  public var nearDistance = 20.0
  /// From mirror 2 to the far detector.
  public var farDistance = 100.0
  /// How far the mount of mirror 1 is rolled about the beam.
  public var firstMirrorRoll = 0.0
  /// How far the mount of mirror 2 is rolled about the beam.
  public var secondMirrorRoll = 0.0
  /// How far the near detector is rolled about the beam.
  public var nearRoll = 0.0
  /// How far the far detector is rolled about the beam.
  public var farRoll = 0.0
  /// The height of the target on the near detector.
  public var nearTarget = 0.5
  /// Where that target is across.
  public var nearTargetAcross = -0.3
  /// The height of the target on the far detector.
  public var farTarget = -0.4
  /// Where that target is across.
  public var farTargetAcross = 0.6
}
