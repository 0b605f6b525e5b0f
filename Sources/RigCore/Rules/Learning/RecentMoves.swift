/// The latest positions, newest first, and how much of each move may not have been made: by the play of the gears, or
/// by another doubt about the servo.
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
    /// True if the position may be a new one.
    @usableFromInline
    let hasMoved: Bool
    /// The square of the part of the move that may not have been made, in units of command.
    @usableFromInline
    let slackSquared: Double
    /// True if more than half of the move may not have been made, so that a missing answer means nothing.
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
  let play: Double
  @usableFromInline
  var moves: InlineArray<4, Move>
  /// The part of the play that each axis may still have to take up.
  @usableFromInline
  var untaken = PerAxis<axes, UntakenPlay>(repeating: UntakenPlay())

  /// Gears with a play of `play` radians, which have rested at `command` for at least four steps.
  @inlinable
  init(play: Double = 0, command: PerAxis<axes, Double>) {
    self.play = play
    moves = InlineArray(
      repeating:
        Move(command: command, origin: command, hasMoved: false, slackSquared: 0, isDoubtful: false))
  }

  /// The command in force, and those before it.
  @inlinable
  subscript(stepsAgo: Int) -> Move { moves[stepsAgo] }

  /// Takes note of a position; `doubt` is the part of the move on each axis that may or may not have been made, the
  /// play aside, in units of command.
  @inlinable
  mutating func record(_ command: PerAxis<axes, Double>, doubt: PerAxis<axes, Double> = PerAxis(repeating: 0)) {
    let last = moves[0].command
    var slackSquared = doubt.dot(doubt)
    var lengthSquared = 0.0
    for axis in 0..<axes where command[axis] != last[axis] {
      let sign: Double = command[axis] > last[axis] ? 1 : -1
      let most = untaken[axis].most(of: play, turning: sign)
      let length = (command[axis] - last[axis]).magnitude
      // A given play is larger in slopes the steeper the beam is.
      let slack = min(length, most * (1 + command[axis] * command[axis]))
      untaken[axis].go(length / (1 + command[axis] * command[axis]))
      slackSquared += slack * slack
      lengthSquared += length * length
    }
    for place in (1..<4).reversed() { moves[place] = moves[place - 1] }
    moves[0] = Move(
      command: command, origin: last, hasMoved: lengthSquared + slackSquared > 0, slackSquared: slackSquared,
      isDoubtful: slackSquared > 0.25 * lengthSquared)
  }
}
