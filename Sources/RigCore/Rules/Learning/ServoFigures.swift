/// The figures that a rule assumes of an actuator, to compute the position of the beam at a reading and to judge a
/// missing answer.
public struct ServoFigures: Sendable, Equatable {
  /// The step that commands are rounded to, at least 0.
  public let resolution: Angle
  /// The change of command that is ignored, at least 0.
  public let deadBand: Angle
  /// The play of the gears, at least 0.
  public let backlash: Angle
  /// The motion to a goal, in units of the time from one reading to the next.
  public let motion: MotorMotion

  /// An actuator that makes every move at once and exactly, except for the given figures; `motion` is in units of the
  /// time from one reading to the next.
  @inlinable
  public init(
    resolution: Angle = .zero, deadBand: Angle = .zero, backlash: Angle = .zero,
    motion: MotorMotion = MotorMotion()
  ) {
    precondition(
      resolution >= .zero && deadBand >= .zero && backlash >= .zero, "a resolution, a dead band, a backlash: at least 0"
    )
    precondition(motion.rate > 0 && motion.lag >= 0, "a slew rate is above 0, a lag at least 0")
    self.resolution = resolution
    self.deadBand = deadBand
    self.backlash = backlash
    self.motion = motion
  }

  /// An actuator that approaches its goal with the time constant `lagSeconds` (at least 0) and turns by no more than
  /// `slewRateDegreesPerSecond` (above 0), read every `frameSeconds` (above 0).
  @inlinable
  public init(
    resolution: Angle = .zero, deadBand: Angle = .zero, backlash: Angle = .zero, lagSeconds: Double,
    slewRateDegreesPerSecond: Double,
    frameSeconds: Double
  ) {
    precondition(lagSeconds >= 0 && frameSeconds > 0, "a lag is at least 0 s, a frame above 0 s")
    self.init(
      resolution: resolution, deadBand: deadBand, backlash: backlash,
      motion: MotorMotion(
        rate: Angle.degrees(slewRateDegreesPerSecond * frameSeconds).radians,
        // However slow the actuator is, it makes some way in a frame.
        lag: min(lagSeconds / frameSeconds, 1e6)))
  }

  /// True if the actuator stops exactly at its command.
  @inlinable
  var isExact: Bool { resolution == .zero && deadBand == .zero && backlash == .zero }

  /// True if the motor is exactly at its command at every reading.
  @inlinable
  var isPrompt: Bool { motion.isPrompt && deadBand == .zero }

  /// The position one reading after the position `angle`, told `command`.
  @inlinable
  func angle(after angle: Angle, told command: Angle) -> Angle {
    let goal = MotorMotion.goal(command.radians, at: angle.radians, deadBand: deadBand.radians)
    let next = motion.position(from: angle.radians, to: goal, after: 1)
    // The last thousandth of a degree does not count as a move.
    return Angle(radians: (goal - next).magnitude < 1e-5 ? goal : next)
  }

  /// The position at which a motor at `angle` comes to rest if it is told `command` and nothing else.
  @inlinable
  func rest(after angle: Angle, told command: Angle) -> Angle {
    // A dead band can end the approach of a slow motor on the way. After as many readings as this a motor is near its
    // command.
    let readings = deadBand > .zero && !motion.isPrompt ? 32 : 0
    var angle = angle
    for _ in 0..<readings {
      let next = self.angle(after: angle, told: command)
      if next == angle { return angle }
      angle = next
    }
    return Angle(radians: MotorMotion.goal(command.radians, at: angle.radians, deadBand: deadBand.radians))
  }
}

/// The figures of a servo's data sheet that a rule may need.
public struct ServoDataSheet: Sendable, Equatable {
  /// The step that commands are rounded to; 0 for none.
  public var resolution = Angle.zero
  /// The change of command that is ignored; 0 for none.
  public var deadBand = Angle.zero
  /// The play of the gears; 0 for none.
  public var backlash = Angle.zero
  /// The time constant of the approach in seconds; 0 for none.
  public var lagSeconds = 0.0
  /// The highest speed in degrees a second; infinite for no limit.
  public var slewRateDegreesPerSecond = Double.infinity

  /// A servo that makes every move at once and exactly.
  public init() {}
}

/// The amount by which a servo of known figures may have stopped short of a command, or gone beyond it. A rule that
/// takes commands for angles has to add it to the noise of its readings.
///
/// Rounding, play and a dead band do not average out as noise does: as long as the servo is not told to move, it is
/// wrong by the same angle. So the uncertainty belongs to moves and not to readings.
@usableFromInline
struct ServoDoubt<let axes: Int>: Sendable {
  @usableFromInline
  let servo: ServoFigures
  /// The latest command.
  @usableFromInline
  var command: PerAxis<axes, Double>
  /// The part of the play that each axis may still have to take up, in radians.
  @usableFromInline
  var untaken = PerAxis<axes, UntakenPlay>(repeating: UntakenPlay())
  /// The possible distance of the motor from the latest command because it ignored that one and others, in radians.
  @usableFromInline
  var ignored = PerAxis<axes, Double>(repeating: 0)

  /// A servo that is exactly at its command, `command`.
  @inlinable
  init(_ servo: ServoFigures, command: PerAxis<axes, Double>) {
    self.servo = servo
    self.command = command
  }

  /// The variance of the difference between the move to `next` that was commanded and the one that was made, in squared
  /// units of command.
  ///
  /// A bound is taken for a standard deviation: in most cases play and a dead band take the whole of it.
  @inlinable
  mutating func variance(turningTo next: PerAxis<axes, Double>) -> Double {
    defer { command = next }
    if servo.isExact { return 0 }
    var sum = 0.0
    for axis in 0..<axes where next[axis] != command[axis] {
      // A given angle is more of a slope the steeper the beam is.
      let slopes = 1 + next[axis] * next[axis]
      let angle = (next[axis] - command[axis]).magnitude / slopes
      let lost = lostInDeadBand(angle, axis)
      let sign: Double = next[axis] > command[axis] ? 1 : -1
      let swallowed = lostInPlay(angle, sign, axis)
      let rounding = Self.rounding(of: angle, step: servo.resolution.radians)
      sum += slopes * slopes * (lost * lost + swallowed * swallowed + rounding)
      // The horn lags by half of the play, which is a different slope at a different angle.
      let stretched = 0.5 * servo.backlash.radians * (next[axis] * next[axis] - command[axis] * command[axis])
      sum += stretched * stretched
    }
    return sum
  }

  /// The variance that rounding to `step` adds to a move by `angle`.
  ///
  /// A long move begins and ends anywhere within a step, which makes `step² / 6`. A move shorter than the step is
  /// rounded to the step or to none, which makes `angle · (step - angle)`.
  @inlinable
  static func rounding(of angle: Double, step: Double) -> Double {
    min(angle * step, step * step / 6)
  }

  /// The most that a dead band takes from a move by `angle`, or gives back of earlier ones.
  @inlinable
  mutating func lostInDeadBand(_ angle: Double, _ axis: Int) -> Double {
    let width = servo.deadBand.radians
    if width == 0 { return 0 }
    let owed = ignored[axis]
    let isObeyed = angle >= width + owed + servo.resolution.radians
    ignored[axis] = isObeyed ? 0 : min(owed + angle, width)
    return isObeyed ? owed : max(angle, owed)
  }

  /// The most that the play takes from a move by `angle`.
  @inlinable
  mutating func lostInPlay(_ angle: Double, _ sign: Double, _ axis: Int) -> Double {
    let most = untaken[axis].most(of: servo.backlash.radians, turning: sign)
    untaken[axis].go(max(0, angle - ignored[axis]))
    return min(angle, most)
  }
}
