public import RigCore

/// A clock that stands still until it is told to move, so that no test waits.
///
/// A class, so that a test can go on moving the clock that it gave away.
public final class ManualClock: MonotonicClock {
  /// What the clock shows.
  public var now: Int64
  /// By how much each waking is late.
  public var lateness: Int64 = 0
  /// The deadlines that were waited for.
  public private(set) var deadlines: [Int64] = []

  /// A clock that shows `now` nanoseconds.
  public init(now: Int64 = 0) {
    self.now = now
  }

  public func nanoseconds() -> Int64 { now }

  public func sleep(untilNanoseconds deadline: Int64) {
    deadlines.append(deadline)
    now = max(now, deadline) + lateness
  }
}
