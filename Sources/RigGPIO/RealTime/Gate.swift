internal import Glibc

/// Keeps one thread waiting until another lets it through.
@safe final class Gate: Sendable {
  private nonisolated(unsafe) let semaphore: UnsafeMutablePointer<sem_t>

  /// A closed gate.
  init() {
    unsafe semaphore = .allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, 0)
  }

  /// Lets one thread through.
  func open() {
    unsafe sem_post(semaphore)
  }

  /// Returns once the gate is open.
  func wait() {
    // A signal handler can end a wait while the gate is still closed.
    while unsafe sem_wait(semaphore) != 0 {}
  }

  deinit {
    unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }
}
