/// The part of a servo's moves that its dead band and the play of its gears may have taken, for one axis, if the commands
/// are known but not the position of the servo.
@usableFromInline
struct LostMotion: Sendable {
  /// The part of the play that may still have to be taken up.
  @usableFromInline
  var untaken = UntakenPlay()
  /// The possible distance of the motor from the latest command because it ignored that one and others, in radians.
  @usableFromInline
  var ignored = 0.0

  @inlinable
  init() {}

  /// The most that `servo` loses of a move, in radians: in its dead band, and in the play of its gears.
  ///
  /// - Parameters:
  ///   - angle: the size of the move, in radians.
  ///   - sign: the side to which the move goes.
  ///   - play: the width of the play, in radians.
  @inlinable
  mutating func lost(ofMoveBy angle: Double, to sign: Double, _ servo: ServoFigures, play: Double)
    -> (deadBand: Double, play: Double)
  {
    let lost = lostInDeadBand(angle, servo)
    let most = untaken.most(of: play, turning: sign)
    untaken.go(max(0, angle - ignored))
    return (lost, min(angle, most))
  }

  /// The most that a dead band takes from a move by `angle`, or gives back of earlier ones.
  @inlinable
  mutating func lostInDeadBand(_ angle: Double, _ servo: ServoFigures) -> Double {
    let width = servo.deadBand.radians
    if width == 0 { return 0 }
    let owed = ignored
    let isObeyed = angle >= width + owed + servo.resolution.radians
    ignored = isObeyed ? 0 : min(owed + angle, width)
    return isObeyed ? owed : max(angle, owed)
  }
}
