/// The play between a part that drives and a part that is driven, such as the motor and the horn of a servo: if the
/// motor turns back, the horn waits until the play is taken up.
///
/// `h[k] = min(max(h[k-1], m[k] - w/2), m[k] + w/2)`, with the motor m, the horn h and the width w of the play
///
/// This is the one model of play: it is used for a simulated servo, for a rule's estimate of a servo's position, and
/// for ``BacklashInversion``.
///
/// Source: M. A. Krasnosel'skii and A. V. Pokrovskii, *Systems with Hysteresis*, 1989, section 2 (the play operator).
public struct Play: Sendable, Equatable {
  /// Half of the width, in the unit of the positions; at least 0.
  public let half: Double

  /// A play of twice `half`, at least 0.
  @inlinable
  public init(half: Double) {
    self.half = half
  }

  /// The position to which the driving part at `driving` pushes a driven part at `driven`.
  @inlinable
  public func driven(from driven: Double, by driving: Double) -> Double {
    min(max(driven, driving - half), driving + half)
  }

  /// The position from which the driving part pushes the driven part upwards, or downwards, to `goal`.
  @inlinable
  public func driving(toPush goal: Double, upwards: Bool) -> Double {
    upwards ? goal + half : goal - half
  }
}

/// The part of the next move that a play may swallow, if the moves are known but not the position of the driven part
/// within the play.
///
/// After a turn the driven part waits, at most, until the driving part has gone as far as the play is wide.
@usableFromInline
struct UntakenPlay: Sendable {
  /// The sign of the latest move; 0 before the first.
  @usableFromInline
  var direction = 0.0
  /// How far the driving part has gone since it last turned round.
  @usableFromInline
  var sinceTurn = 0.0

  @inlinable
  init() {}

  /// The most that a play as wide as `width` takes from a move to the side `sign`.
  @inlinable
  mutating func most(of width: Double, turning sign: Double) -> Double {
    if sign != direction { sinceTurn = 0 }
    direction = sign
    return max(0, width - sinceTurn)
  }

  /// Takes note that the driving part has moved by `way`.
  @inlinable
  mutating func go(_ way: Double) { sinceTurn += way }
}
