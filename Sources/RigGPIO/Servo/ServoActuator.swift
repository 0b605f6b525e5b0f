public import RigCore
public import RigWiring

/// One servo: its limits, and the port to which its pulses are told.
public struct Servo: Sendable {
  /// The pulses of the servo and the angles that they lead to.
  public let calibration: ServoCalibration
  /// The angles to which the servo may be turned.
  public let travel: ClosedRange<Angle>
  /// True if a pulse longer than the calibration's turns the beam the other way: the servo is mounted upside down.
  public let isReversed: Bool
  /// The port to which the servo's pulses are told.
  public let port: ServoPort

  /// A servo that is turned within `travel` and the calibrated angles; the two overlap.
  public init(
    calibration: ServoCalibration, travel: ClosedRange<Angle>, isReversed: Bool = false, port: ServoPort
  ) {
    self.calibration = calibration
    // The calibration of a reversed servo counts the other way round.
    let known =
      isReversed
      ? Angle(radians: -calibration.angles.upperBound.radians)...Angle(radians: -calibration.angles.lowerBound.radians)
      : calibration.angles
    precondition(travel.overlaps(known), "a servo can be turned somewhere")
    self.travel = travel.clamped(to: known)
    self.isReversed = isReversed
    self.port = port
  }

  /// The servo that `settings` describe.
  public init(_ settings: PinRigSettings.Servo, port: ServoPort = ServoPort()) {
    self.init(
      calibration: settings.knownCalibration, travel: settings.travel, isReversed: settings.isReversed, port: port)
  }

  /// The pulses between the two ends of the servo's travel, in nanoseconds.
  public var pulsesNanoseconds: ClosedRange<Int64> {
    let ends = [travel.lowerBound, travel.upperBound].map { angle in pulseNanoseconds(at: angle) }
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  /// The pulse that turns the beam to `angle`, or as far as the servo may go, in nanoseconds.
  public func pulseNanoseconds(at angle: Angle) -> Int64 {
    let reachable = min(max(angle, travel.lowerBound), travel.upperBound)
    return calibration.pulseNanoseconds(at: isReversed ? Angle(radians: -reachable.radians) : reachable)
  }
}

/// Real servos, one an axis.
public struct ServoActuator<let axes: Int>: Actuator, Sendable {
  private let servos: [Servo]
  private let pulses: any PulseSource

  /// The servos of a train, one an axis.
  public init(_ servos: [Servo], on train: PulseTrain) {
    self.init(servos, on: train as any PulseSource)
  }

  init(_ servos: [Servo], on pulses: any PulseSource) {
    precondition(servos.count == axes, "each axis has one servo")
    self.servos = servos
    self.pulses = pulses
  }

  public var travel: Travel<PerAxis<axes, Angle>> {
    Travel(
      lower: PerAxis { axis in servos[axis].travel.lowerBound },
      upper: PerAxis { axis in servos[axis].travel.upperBound })
  }

  /// Commands the servos to turn and returns at once; the pulses change with the next frame.
  /// - Throws: `PinError` if the pulses have ended because a line or a chip failed.
  public func move(to angles: PerAxis<axes, Angle>) throws(PinError) {
    if let failure = pulses.failure { throw failure }
    // An angle of NaN would give a meaningless pulse: the servo stays where it is.
    for axis in 0..<axes where !angles[axis].radians.isNaN {
      servos[axis].port.command(nanoseconds: servos[axis].pulseNanoseconds(at: angles[axis]))
    }
  }
}
