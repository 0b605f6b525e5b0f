internal import RigCore
internal import RigSimulation

/// The greatest speed of a servo, and the key that sets it.
public struct ServoSpeed: Sendable, Equatable {
  /// The speed in degrees a second, above 0.
  public let degreesPerSecond: Double
  /// The path of the key.
  public let key: String

  init?(_ degreesPerSecond: Double?, section: String) {
    guard let degreesPerSecond else { return nil }
    self.degreesPerSecond = degreesPerSecond
    key = "\(section).\(ServoParameters().slewRate.name)"
  }
}

extension Scenario {
  /// The greatest speed of the servo of each axis; nil for one that has none.
  public var servoSpeeds: [ServoSpeed?] {
    guard rig.kind.isSimulated else {
      return pinAxes.map { axis in ServoSpeed(axis.settings.slewRate, section: axis.servoPath) }
    }
    return simulatedServos.enumerated().map { axis, servo in
      ServoSpeed(servo.slewRate, section: servoSection(ofAxis: axis))
    }
  }
}
