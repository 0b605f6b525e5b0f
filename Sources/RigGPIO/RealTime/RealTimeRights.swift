internal import CLinux
internal import Glibc

/// The rights that the system grants this process for pulses in time, found out by trying.
public struct RealTimeRights: Sendable, Equatable {
  /// True if a thread of the priority that was tried may run before all others.
  public let hasPriority: Bool
  /// True if the process's memory may be kept from being swapped out.
  public let hasLockedMemory: Bool

  /// Tries a SCHED_FIFO priority of `priority`, 0 for none, on the calling thread, which then returns to the priority
  /// that it had, and locks the process's memory, which stays locked.
  public static func probe(priority: Int) -> RealTimeRights {
    RealTimeRights(
      hasPriority: priority == 0 || clinux_may_run_first(Int32(priority)),
      hasLockedMemory: mlockall(MCL_CURRENT | MCL_FUTURE) == 0)
  }

  /// Does the same as ``probe(priority:)``, and gives the calling thread, which runs the loop, the priority below that
  /// of the pulses.
  public static func claim(priority: Int) -> RealTimeRights {
    let rights = probe(priority: priority)
    if priority > 1, rights.hasPriority {
      var parameters = sched_param(sched_priority: Int32(priority - 1))
      _ = unsafe pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters)
    }
    return rights
  }

  /// A warning for users that want exact pulses; nil if no right is missing.
  public var warning: String? {
    let missing = [hasPriority ? nil : "real-time priority", hasLockedMemory ? nil : "locked memory"].compactMap { $0 }
    guard !missing.isEmpty else { return nil }
    return """
      pulses may come late, since this user may have no \(missing.joined(separator: " and no ")): write \
      `@gpio - rtprio 90` and `@gpio - memlock unlimited` to /etc/security/limits.d/laserrig.conf and log in again
      """
  }
}
