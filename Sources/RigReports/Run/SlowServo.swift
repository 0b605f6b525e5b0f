internal import RigCore
public import RigScenario

/// A servo that has turned as fast as it may up to the end of a run, and is not yet where it was told to go.
public struct SlowServo: Sendable {
  /// The greatest speed of the servo.
  public let speed: ServoSpeed
  /// By how many degrees the servo is behind its command at the end, at least.
  public let behindDegrees: Double
  private let axis: String?
  private let isSimulated: Bool

  /// The cause in words.
  var words: String {
    let servo = axis.map { axis in "the servo of \(axis)" } ?? "the servo"
    return """
      \(servo) turned as fast as \(speed.key) lets it, by \(speed.degreesPerSecond.formatted(significantDigits: 6))° a \
      second, and is still \(behindDegrees.formatted(significantDigits: 3))° behind its command
      """
  }

  /// The remedy for a dot on its way to the target.
  var remedy: String { "no rule makes it faster: raise loop.steps, \(speedUp)" }

  /// The remedy for a dot that passed its target since the command had run ahead.
  var remedyForRunningAhead: String {
    "use a smaller learning rate, by which the command does not run ahead, \(speedUp)"
  }

  private var speedUp: String {
    isSimulated ? "or use a faster servo" : "or raise \(speed.key) if the servo can turn faster"
  }

  /// Follows the servos of a run: the place that each can have reached at most, if nothing but its speed holds it back.
  struct Watch: Sendable {
    /// The fewest steps in a row that show it.
    private static let leastSteps = 4

    private struct Servo: Sendable {
      let speed: ServoSpeed
      /// The angle that it can have reached, and how far it is behind its command, in radians.
      var place: Double?
      var behind = 0.0
      /// The number of steps in a row in which the servo turned as fast as it may, the same way.
      var steps = 0
      /// The error in cm that was the greatest since before them.
      var greatest: Double?
    }

    private var servos: [Servo?]
    private let isSimulated: Bool
    private var time = 0.0
    private var lastErrors: AxisValues?

    /// The watch over the servos of `scenario`; nil if none has a greatest speed.
    init?(_ scenario: Scenario) {
      servos = scenario.servoSpeeds.map { speed in speed.map { speed in Servo(speed: speed) } }
      isSimulated = scenario.rig.kind.isSimulated
      guard servos.contains(where: { servo in servo != nil }) else { return nil }
    }

    /// Takes the next step.
    mutating func take(_ step: StepRecord) {
      let seconds = step.timeSeconds - time
      time = step.timeSeconds
      lastErrors = step.errorsCentimeters ?? lastErrors
      for (axis, servo) in servos.enumerated() {
        guard var servo else { continue }
        let command = Angle(degrees: step.anglesDegrees[axis]).radians
        let motion = MotorMotion(rate: Angle(degrees: servo.speed.degreesPerSecond).radians)
        let place = motion.position(from: servo.place ?? command, to: command, after: seconds)
        servo.place = place
        let behind = command - place
        let error = lastErrors?[axis]
        if behind == 0 || behind * servo.behind < 0 { (servo.steps, servo.greatest) = (0, error) }
        if let error, error.magnitude > servo.greatest?.magnitude ?? 0 { servo.greatest = error }
        if behind != 0 { servo.steps += 1 }
        servo.behind = behind
        servos[axis] = servo
      }
    }

    /// The servo that is the farthest behind its command; nil if there is none. `axes` are those of the rig. If the dot
    /// `isOnItsWay`, one counts only if its error has been greater on this side of the target.
    func slowest(of axes: [RigAxis], isOnItsWay: Bool) -> SlowServo? {
      let slow = servos.indices.compactMap { axis -> SlowServo? in
        guard let servo = servos[axis], servo.steps >= Self.leastSteps else { return nil }
        if isOnItsWay {
          guard let greatest = servo.greatest, let now = lastErrors?[axis], greatest * now > 0,
            now.magnitude < greatest.magnitude
          else { return nil }
        }
        return SlowServo(
          speed: servo.speed, behindDegrees: Angle(radians: servo.behind.magnitude).degrees, axis: axes[axis].name,
          isSimulated: isSimulated)
      }
      return slow.max { left, right in left.behindDegrees < right.behindDegrees }
    }
  }
}
