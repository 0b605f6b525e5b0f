internal import Glibc
public import RigCore

/// The system's monotonic clock. A wait ends early when the program is asked to end.
public struct SystemClock: MonotonicClock, Sendable {
  private let clock = KernelClock()
  private let isStopping: @Sendable () -> Bool

  /// A clock with waits that end within 50 ms after `isStopping` becomes true.
  public init(isStopping: @escaping @Sendable () -> Bool) {
    self.isStopping = isStopping
  }

  public func nanoseconds() -> Int64 {
    clock.nanoseconds()
  }

  public func sleep(untilNanoseconds deadline: Int64) {
    // In slices: a signal that arrives just before the sleep begins would not end it.
    while !isStopping() {
      let now = nanoseconds()
      if now >= deadline { return }
      let end = min(deadline, now + 50_000_000)
      var time = timespec(tv_sec: Int(end / 1_000_000_000), tv_nsec: Int(end % 1_000_000_000))
      _ = unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil)
    }
  }
}
