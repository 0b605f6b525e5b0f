import Glibc

/// What this machine allows a program that must be on time; every measured program gets the same.
struct Privileges {
  /// The priority under SCHED_FIFO.
  let priority: Int32 = 80
  /// Whether memory may be locked, so that no page has to be fetched.
  let locksMemory: Bool

  /// Finds out by trying.
  init() throws(Obstacle) {
    guard RealTimeThread.run(priority: priority, {}) else {
      throw Obstacle(
        reason: "SCHED_FIFO is not allowed here, and cyclictest needs it: run as root, or after `ulimit -r \(priority)`"
      )
    }
    locksMemory = mlockall(MCL_CURRENT | MCL_FUTURE) == 0
    munlockall()
  }

  var words: String {
    "SCHED_FIFO \(priority), " + (locksMemory ? "memory locked" : "memory not locked, which is not allowed here")
  }
}
