import RigCore
import Synchronization

/// A clock that moves only where it is read or slept on, so that code that watches it comes to an end and no test
/// waits.
final class VirtualClock: MonotonicClock, Sendable {
  private let time: Atomic<Int64>
  /// What one read takes, in nanoseconds.
  private let cost: Int64
  private let oversleeps = Mutex<[Int64]>([])

  init(now: Int64 = 1_000_000_000, cost: Int64 = 50) {
    time = Atomic(now)
    self.cost = cost
  }

  /// What the clock shows, without a read's cost.
  var now: Int64 { time.load(ordering: .relaxed) }

  func nanoseconds() -> Int64 { time.wrappingAdd(cost, ordering: .relaxed).newValue }

  func sleep(untilNanoseconds deadline: Int64) {
    let late = oversleeps.withLock { late in late.isEmpty ? 0 : late.removeFirst() }
    time.store(max(now, deadline) + late, ordering: .relaxed)
  }

  /// Lets time pass: another program had the processor.
  func pass(_ nanoseconds: Int64) {
    time.wrappingAdd(nanoseconds, ordering: .relaxed)
  }

  /// By how much the next sleeps end too late, one after the other.
  func oversleep(_ lateness: [Int64]) {
    oversleeps.withLock { late in late = lateness }
  }
}
