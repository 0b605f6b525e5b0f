internal import Glibc
public import RigCore

/// The kernel's monotonic clock, used directly.
public struct KernelClock: MonotonicClock, Sendable {
  /// Makes a clock; all of them read the same time.
  public init() {}

  public func nanoseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// Sleeps until the deadline, even if signals arrive.
  public func sleep(untilNanoseconds deadline: Int64) {
    var time = timespec(tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
    while unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
  }
}
