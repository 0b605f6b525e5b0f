public import RigCore

/// A clock that stands still until it is told to move, so that no test waits.
public struct ManualClock: MonotonicClock {
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

  public mutating func sleep(untilNanoseconds deadline: Int64) {
    deadlines.append(deadline)
    now = max(now, deadline) + lateness
  }
}
