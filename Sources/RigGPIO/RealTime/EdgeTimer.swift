internal import RigCore

/// Waits for an instant as exactly as the machine can: sleeps until shortly before it, then watches the clock.
///
/// Sleeping alone is late by the time that the kernel takes to wake a thread; watching alone would use up a processor.
struct EdgeTimer<Clock: MonotonicClock> {
  var clock: Clock
  /// The time before the instant at which to wake up, in nanoseconds: longer than a wake-up usually takes.
  let watchNanoseconds: Int64

  /// Sleeps until shortly before `instant`.
  mutating func approach(_ instant: Int64) {
    if clock.nanoseconds() < instant - watchNanoseconds {
      clock.sleep(untilNanoseconds: instant - watchNanoseconds)
    }
  }

  /// Waits until the clock shows `instant` or later, and returns its time.
  mutating func wait(until instant: Int64) -> Int64 {
    approach(instant)
    while true {
      let now = clock.nanoseconds()
      if now >= instant { return now }
    }
  }
}
