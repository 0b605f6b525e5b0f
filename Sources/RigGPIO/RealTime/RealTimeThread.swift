internal import CLinux
internal import Glibc
internal import RigSystem
internal import Synchronization

/// A thread of the operating system with real-time priority, if the user may have it. It receives no signals.
final class RealTimeThread: Sendable {
  /// The values that a new thread is given.
  private final class Start: Sendable {
    let name: String
    let priority: Int32
    let warmUp: @Sendable () -> Void
    let body: @Sendable () -> Void
    /// Opens once the thread has warmed up.
    let gate = Gate()

    init(
      name: String, priority: Int32, warmUp: @escaping @Sendable () -> Void, body: @escaping @Sendable () -> Void
    ) {
      self.name = name
      self.priority = priority
      self.warmUp = warmUp
      self.body = body
    }
  }

  /// The thread; nil once it has been waited for.
  private let thread: Mutex<pthread_t?>

  /// Starts a thread called `name`, of 15 characters at most, that runs `body`; `priority` is that of SCHED_FIFO, 0 for
  /// an ordinary thread. Returns once the thread has done `warmUp`. Code is slow when it runs for the first time, since
  /// its pages and symbols have to be found; this must not happen while another thread keeps time.
  /// - Throws: `ThreadError` if the system refuses.
  init(
    name: String, priority: Int, warmUp: @escaping @Sendable () -> Void, body: @escaping @Sendable () -> Void
  ) throws(ThreadError) {
    let beginning = Start(name: name, priority: Int32(priority), warmUp: warmUp, body: body)
    let start = unsafe Unmanaged.passRetained(beginning)
    var thread = pthread_t()
    // A thread inherits the signal mask of the thread that makes it.
    var all = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&all)
    for crash in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { unsafe sigdelset(&all, crash) }
    unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    // Locked memory is scarce for an ordinary user, and the default stack takes megabytes of it.
    unsafe pthread_attr_setstacksize(&attributes, 512 << 10)
    var problem = unsafe pthread_create(&thread, &attributes, Self.main, start.toOpaque())
    if problem == EAGAIN {
      // A thread in memory that may be swapped out is better than no thread.
      munlockall()
      problem = unsafe pthread_create(&thread, &attributes, Self.main, start.toOpaque())
    }
    unsafe pthread_attr_destroy(&attributes)
    unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    guard problem == 0 else {
      unsafe start.release()
      throw ThreadError(errno: problem)
    }
    self.thread = Mutex(thread)
    beginning.gate.wait()
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
    guard let context = unsafe context else { return nil }
    let start = unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
    unsafe clinux_name_thread(start.name)
    if start.priority > 0 {
      var parameters = sched_param(sched_priority: start.priority)
      _ = unsafe pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters)
    }
    clinux_wake_without_slack()
    start.warmUp()
    start.gate.open()
    start.body()
    return nil
  }

  /// Waits until the thread has ended; later calls return at once.
  func join() {
    let waited = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let waited { pthread_join(waited, nil) }
  }
}

/// The error if the system could not make a thread.
public struct ThreadError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The error number of the system call that failed.
  public let errno: Int32

  public var description: String {
    "the system makes no thread: \(SystemError.words(errno))"
  }
}
