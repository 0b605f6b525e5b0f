/// How far a servo of known figures may have stopped short of a command, or beyond it: what a rule that takes commands
/// for angles has to add to the noise of its readings.
///
/// Rounding and play and a dead band do not average out as noise does: as long as the servo is not told to move, it is
/// wrong by the same angle. So the doubt belongs to moves and not to readings.
@usableFromInline
struct ServoDoubt<let axes: Int>: Sendable {
  @usableFromInline
  let servo: ServoFigures
  /// The latest command.
  @usableFromInline
  var aim: PerAxis<axes, Double>
  /// How much of the play each axis may still have to take up, in radians.
  @usableFromInline
  var untaken = PerAxis<axes, UntakenPlay>(repeating: UntakenPlay())
  /// How far the motor may be from the latest command because it ignored that one and others, in radians.
  @usableFromInline
  var ignored = PerAxis<axes, Double>(repeating: 0)

  /// A servo that stands where it was told to, at `aim`.
  @inlinable
  init(_ servo: ServoFigures, aim: PerAxis<axes, Double>) {
    self.servo = servo
    self.aim = aim
  }

  /// The variance of the difference between the move to `next` that was commanded and the one that was made, in squared
  /// units of aim.
  ///
  /// A bound is taken for a standard deviation: what is lost in play and in a dead band is mostly the whole of it.
  @inlinable
  mutating func variance(turningTo next: PerAxis<axes, Double>) -> Double {
    defer { aim = next }
    if servo.isExact { return 0 }
    var sum = 0.0
    for axis in 0..<axes where next[axis] != aim[axis] {
      // An angle is the more of a slope the steeper the beam.
      let slopes = 1 + next[axis] * next[axis]
      let angle = (next[axis] - aim[axis]).magnitude / slopes
      let lost = lostInDeadBand(angle, axis)
      let sign: Double = next[axis] > aim[axis] ? 1 : -1
      let swallowed = lostInPlay(angle, sign, axis)
      let rounding = Self.rounding(of: angle, step: servo.step.radians)
      sum += slopes * slopes * (lost * lost + swallowed * swallowed + rounding)
      // The horn hangs back by half of the play, which is another slope at another angle.
      let stretched = 0.5 * servo.backlash.radians * (next[axis] * next[axis] - aim[axis] * aim[axis])
      sum += stretched * stretched
    }
    return sum
  }

  /// What rounding to `step` adds to a move by `angle`, or takes from it, as a variance.
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
    let isObeyed = angle >= width + owed + servo.step.radians
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
