internal import Glibc
internal import RigCore

/// The system's monotonic clock. A wait ends early when a signal asks the program to end.
struct SystemClock: MonotonicClock {
  func nanoseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  func sleep(untilNanoseconds deadline: Int64) {
    var time = timespec(tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
    while unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {
      if Signals.stop != nil { return }
    }
  }
}
