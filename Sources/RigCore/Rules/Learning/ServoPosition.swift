/// The positions of a servo's motor and horn, computed from the figures of its data sheet and from the commands.
@usableFromInline
struct ServoPosition<let axes: Int>: Sendable {
  @usableFromInline
  let servo: ServoFigures
  /// The positions at the latest reading, in units of command.
  @usableFromInline
  var motor: PerAxis<axes, Double>
  @usableFromInline
  var horn: PerAxis<axes, Double>
  /// The latest command.
  @usableFromInline
  var told: PerAxis<axes, Double>
  /// The estimated play, as a share of the data sheet's.
  @usableFromInline
  var playShare = 1.0
  /// True if the servo is slower than its data sheet says. Its dead band then ends an approach early, anywhere within
  /// its width of the command.
  @usableFromInline
  var isSlowerThanTold = false
  /// The number of run-ups since the dot was last near enough.
  @usableFromInline
  var runUps = 0
  /// The latest move of each axis, and whether it turned round.
  @usableFromInline
  var lastMove = PerAxis<axes, Double>(repeating: 0)
  @usableFromInline
  var hasTurned = PerAxis<axes, Bool>(repeating: false)

  /// A servo with these figures, at rest at `command`.
  @inlinable
  init(_ servo: ServoFigures, command: PerAxis<axes, Double>) {
    self.servo = servo
    motor = command
    horn = command
    told = command
  }

  /// Takes the servo to be at rest at `command`.
  @inlinable
  mutating func rest(at command: PerAxis<axes, Double>) {
    motor = command
    horn = command
    told = command
  }

  /// Goes on to the next reading, told `command`. Returns the way that each axis may have made or not, in units of
  /// command: that of a new command nearly as far off as the dead band is wide. The data sheet's width may be wrong,
  /// and the command is rounded before it is compared.
  @inlinable
  mutating func obey(_ command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    let doubt = PerAxis<axes, Double> { axis in
      if servo.deadBand == .zero || isSlowerThanTold || command[axis] == told[axis] { return 0 }
      let gap = (Angle(slope: command[axis]).radians - Angle(slope: motor[axis]).radians).magnitude
      let isDoubtful = (gap - servo.deadBand.radians).magnitude < doubtOfDeadBand
      return isDoubtful ? (command[axis] - motor[axis]).magnitude : 0
    }
    told = command
    motor = advanced(told: command)
    horn = pushed(by: motor)
    return doubt
  }

  /// The share by which the data sheet's play and dead band may be wrong.
  @inlinable
  static var doubtOfSheet: Double { 0.3 }

  /// The play that is in doubt, in radians. A dead band that ends an approach early, at either side of the command, is
  /// like play of twice its width.
  @inlinable
  var doubtfulPlay: Double {
    Self.doubtOfSheet * servo.backlash.radians + (isSlowerThanTold ? 2 * servo.deadBand.radians : 0)
  }

  /// The angle by which the dead band may seem wider or narrower than the data sheet says, in radians.
  @inlinable
  var doubtOfDeadBand: Double { Self.doubtOfSheet * servo.deadBand.radians + servo.resolution.radians }

  /// The position of the motor at the next reading, told `command`.
  @inlinable
  func advanced(told command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    if servo.isPrompt || isSlowerThanTold { return command }
    return PerAxis { axis in
      motor[axis] == command[axis]
        ? motor[axis] : servo.angle(after: Angle(slope: motor[axis]), told: Angle(slope: command[axis])).slope
    }
  }

  /// The position at which the horn comes to rest if no other command than `command` follows.
  @inlinable
  func resting(told command: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    if servo.deadBand == .zero || isSlowerThanTold { return pushed(by: command) }
    return pushed(
      by: PerAxis { axis in
        servo.rest(after: Angle(slope: motor[axis]), told: Angle(slope: command[axis])).slope
      })
  }

  /// The position to which a motor at `motor` pushes the horn.
  @inlinable
  func pushed(by motor: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    if servo.backlash == .zero { return motor }
    return PerAxis { axis in play(at: motor[axis]).driven(from: horn[axis], by: motor[axis]) }
  }

  /// The play at `command`, in units of command.
  @inlinable
  func play(at command: Double) -> Play {
    Play(half: 0.5 * playShare * servo.backlash.radians * (1 + command * command))
  }

  /// The command that turns the horn by `move` from `rest`: beyond it by half of the play, to the side to which the
  /// motor pushes. An axis with no move keeps its command.
  @inlinable
  func command(toMove rest: PerAxis<axes, Double>, by move: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    PerAxis { axis in
      if move[axis] == 0 { return told[axis] }
      let goal = rest[axis] + move[axis]
      return play(at: goal).driving(toPush: goal, upwards: move[axis] > 0)
    }
  }

  /// Lowers the estimated play if the servo has to turn back right after it turned round: the first turn went too far,
  /// so there is less play than the data sheet says. A turn back that is short beside the first one says nothing if
  /// the first was only known to the share `doubt`.
  @inlinable
  mutating func judgePlay(by move: PerAxis<axes, Double>, doubt: Double) {
    if servo.backlash == .zero { return }
    for axis in 0..<axes where move[axis] != 0 {
      let turns = move[axis] * lastMove[axis] < 0
      if turns && hasTurned[axis] && move[axis].magnitude > 2 * doubt * lastMove[axis].magnitude { playShare *= 0.5 }
      hasTurned[axis] = turns
      lastMove[axis] = move[axis]
    }
  }

  /// Takes note that the dot is near enough: the next run-up is the first of its kind.
  @inlinable
  mutating func arrive() { runUps = 0 }

  /// True if the servo would not make `move`, since its new command would lie within the dead band.
  @inlinable
  func ignores(_ move: PerAxis<axes, Double>) -> Bool {
    servo.deadBand > .zero && !isSlowerThanTold && move.norm < commandPerRadian * servo.deadBand.radians
  }

  /// The position that the play may miss after a turn round, in units of command.
  @inlinable
  var doubtOfPlay: Double { 0.5 * commandPerRadian * Self.doubtOfSheet * servo.backlash.radians }

  /// The command that turns the horn from `rest` the other way than `move`, farther than the dead band is wide. The
  /// servo would ignore `move` now, and makes it to its end after that.
  @inlinable
  mutating func runUp(
    from rest: PerAxis<axes, Double>, against move: PerAxis<axes, Double>
  ) -> PerAxis<axes, Double> {
    countRunUp()
    return command(toMove: rest, by: move.scaled(by: -leastMove / move.norm))
  }

  /// The command that turns the horn from `rest` along `move`, farther than the dead band is wide.
  @inlinable
  mutating func overshoot(
    from rest: PerAxis<axes, Double>, along move: PerAxis<axes, Double>
  ) -> PerAxis<axes, Double> {
    countRunUp()
    return command(toMove: rest, by: move.scaled(by: leastMove / move.norm))
  }

  /// The same move, or a longer one if the dead band of a servo that is slower than its data sheet may swallow it: a
  /// long wait would tell nothing.
  @inlinable
  func lengthened(_ move: PerAxis<axes, Double>) -> PerAxis<axes, Double> {
    let least = commandPerRadian * (doubtfulPlay + servo.resolution.radians)
    let length = move.norm
    return isSlowerThanTold && length > 0 && length < least ? move.scaled(by: least / length) : move
  }

  /// The change of the command, in its units, for a turn by one radian at the latest command.
  @inlinable
  var commandPerRadian: Double { 1 + told.dot(told) }

  /// The shortest move that the servo makes for certain, in units of command.
  @inlinable
  var leastMove: Double { 1.01 * commandPerRadian * (servo.deadBand.radians + doubtOfDeadBand) }

  /// Takes note of a run-up. After three that did not bring the dot near enough, the play counts as larger again: a
  /// play that was judged too small by an outlier makes each run-up miss in the same way.
  @inlinable
  mutating func countRunUp() {
    runUps += 1
    if runUps.isMultiple(of: 3) { playShare = min(1, 2 * playShare) }
  }
}
