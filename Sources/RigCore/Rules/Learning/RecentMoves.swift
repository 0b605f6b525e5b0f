/// The latest commands, newest first, and how much of each move the servo may have lost.
@usableFromInline
struct RecentMoves<let axes: Int>: Sendable {
  /// One command, and its possible effect on the servo.
  @usableFromInline
  struct Move: Sendable {
    @usableFromInline
    let command: PerAxis<axes, Double>
    /// The command before this one.
    @usableFromInline
    let origin: PerAxis<axes, Double>
    /// True if the command was a new one.
    @usableFromInline
    let hasMoved: Bool
    /// The square of the part of the move that dead band and gears may have taken, in units of command.
    @usableFromInline
    let slackSquared: Double
    /// True if dead band and gears may have taken more than half of the move, so that a missing answer means nothing.
    @usableFromInline
    let isDoubtful: Bool

    @inlinable
    init(
      command: PerAxis<axes, Double>, origin: PerAxis<axes, Double>, hasMoved: Bool, slackSquared: Double,
      isDoubtful: Bool
    ) {
      self.command = command
      self.origin = origin
      self.hasMoved = hasMoved
      self.slackSquared = slackSquared
      self.isDoubtful = isDoubtful
    }
  }

  @usableFromInline
  let servo: ServoFigures
  /// The width of the play, in radians.
  @usableFromInline
  let play: Double
  @usableFromInline
  var moves: InlineArray<4, Move>
  /// The motion that each axis may have lost.
  @usableFromInline
  var lostMotion = PerAxis<axes, LostMotion>(repeating: LostMotion())

  /// Moves of `servo`, which has rested at `command` for at least four steps. Its gears count as having a play of
  /// `play` radians.
  @inlinable
  init(_ servo: ServoFigures = ServoFigures(), play: Double = 0, command: PerAxis<axes, Double>) {
    self.servo = servo
    self.play = play
    moves = InlineArray(
      repeating:
        Move(command: command, origin: command, hasMoved: false, slackSquared: 0, isDoubtful: false))
  }

  /// The command in force, and those before it.
  @inlinable
  subscript(stepsAgo: Int) -> Move { moves[stepsAgo] }

  @inlinable
  mutating func record(_ command: PerAxis<axes, Double>) {
    let last = moves[0].command
    var slackSquared = 0.0
    var lengthSquared = 0.0
    for axis in 0..<axes where command[axis] != last[axis] {
      let sign: Double = command[axis] > last[axis] ? 1 : -1
      let length = (command[axis] - last[axis]).magnitude
      // A given angle is more of a slope the steeper the beam is.
      let slopes = 1 + command[axis] * command[axis]
      let lost = lostMotion[axis].lost(ofMoveBy: length / slopes, to: sign, servo, play: play)
      slackSquared += slopes * slopes * (lost.deadBand * lost.deadBand + lost.play * lost.play)
      lengthSquared += length * length
    }
    for place in (1..<4).reversed() { moves[place] = moves[place - 1] }
    moves[0] = Move(
      command: command, origin: last, hasMoved: lengthSquared > 0, slackSquared: slackSquared,
      isDoubtful: slackSquared > 0.25 * lengthSquared)
  }
}
