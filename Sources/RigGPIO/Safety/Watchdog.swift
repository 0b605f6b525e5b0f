internal import RigClock
internal import RigCore
internal import Synchronization

/// A thread that makes the rig safe if the loop gives no sign of life in time, or if the interlock is not closed.
///
/// It cannot run while the whole process is stopped or dead: against that only a device outside the program helps.
public final class Watchdog: Sendable {
  private let lastBeat: Atomic<Int64>
  private let isEnding = Atomic<Bool>(false)
  private let trip = Mutex<PinError?>(nil)
  private let patience: Int64
  private let interlock: Interlock?
  private let makeSafe: @Sendable () -> Void
  private let thread = Mutex<RealTimeThread?>(nil)

  /// Begins to watch. If the loop is silent for longer than `patienceNanoseconds`, or `interlock` opens, `makeSafe` is
  /// called once, on the watchdog's thread.
  /// - Throws: `PinError` if the system cannot make a thread.
  public convenience init(
    patienceNanoseconds: Int64, priority: Int, interlock: Interlock?, makeSafe: @escaping @Sendable () -> Void
  ) throws(PinError) {
    let clock = KernelClock()
    self.init(
      patienceNanoseconds: patienceNanoseconds, now: clock.nanoseconds(), interlock: interlock, makeSafe: makeSafe)
    // The thread holds no reference to the watchdog's owner, and ends with the watchdog.
    do throws(ThreadError) {
      let made = try RealTimeThread(name: "laserrig-watch", priority: priority) { [weak self] in
        _ = self?.check(now: clock.nanoseconds())
      } body: { [weak self] in
        while let self, !self.isEnding.load(ordering: .relaxed) {
          if self.check(now: clock.nanoseconds()) { return }
          clock.sleep(untilNanoseconds: clock.nanoseconds() + self.interval)
        }
      }
      thread.withLock { thread in thread = made }
    } catch {
      throw .thread(error)
    }
  }

  init(
    patienceNanoseconds: Int64, now: Int64, interlock: Interlock?, makeSafe: @escaping @Sendable () -> Void
  ) {
    precondition(patienceNanoseconds > 0, "a watchdog has some patience")
    lastBeat = Atomic(now)
    patience = patienceNanoseconds
    self.interlock = interlock
    self.makeSafe = makeSafe
  }

  /// The time between two checks: an open interlock is noticed within a millisecond or two.
  private var interval: Int64 { interlock == nil ? min(10_000_000, max(1_000_000, patience / 4)) : 1_000_000 }

  /// Tells the watchdog that the loop is alive.
  public func beat() {
    beat(now: KernelClock().nanoseconds())
  }

  func beat(now: Int64) {
    // A loop that comes back to life must not hide its silence from a watchdog thread that slept as long. If the whole
    // process was stopped, the thread that wakes first decides.
    if isSilent(now: now), check(now: now) { return }
    lastBeat.store(now, ordering: .relaxed)
  }

  private func silence(now: Int64) -> Int64 { now - lastBeat.load(ordering: .relaxed) }

  private func isSilent(now: Int64) -> Bool { silence(now: now) > patience }

  /// The reason why the rig was made safe; nil if it was not.
  public var cause: PinError? { trip.withLock { cause in cause } }

  /// Makes the rig safe if something is wrong; true if the rig has been made safe.
  func check(now: Int64) -> Bool {
    guard let cause = problem(now: now) else { return false }
    let isFirst = trip.withLock { trip in
      defer { if trip == nil { trip = cause } }
      return trip == nil
    }
    if isFirst { makeSafe() }
    return true
  }

  private func problem(now: Int64) -> PinError? {
    if isSilent(now: now) { return .stalled(milliseconds: Int(silence(now: now) / 1_000_000)) }
    do throws(PinError) {
      if let interlock, try !interlock.isClosed { return .interlockOpen }
    } catch {
      // An interlock that cannot be read gives no protection, so the rig is made safe.
      return error
    }
    return nil
  }

  /// Ends the watch and its thread.
  public func stop() {
    isEnding.store(true, ordering: .relaxed)
    let thread = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    thread?.join()
  }

  deinit { isEnding.store(true, ordering: .relaxed) }
}
