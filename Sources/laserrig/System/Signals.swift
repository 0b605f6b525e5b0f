internal import CLinux
internal import Glibc
internal import RigCore
internal import Synchronization

/// The signals that ask the program to end. The first is noted, and the run ends between two steps; a second ends the
/// program at once.
enum Signals {
  private static let received = Atomic<Int32>(0)

  /// - Parameter endsOnSuspension: whether Ctrl-Z ends the program as well: a process that stands still can switch off
  ///   nothing.
  static func install(endsOnSuspension: Bool = false) {
    // The first use makes the variable, which is nothing for a signal handler to do.
    received.store(0, ordering: .relaxed)
    let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT] + (endsOnSuspension ? [SIGTSTP] : [])
    // The parent process may have blocked these signals, and the mask is inherited.
    var mask = sigset_t()
    unsafe sigemptyset(&mask)
    for number in numbers { unsafe sigaddset(&mask, number) }
    unsafe sigprocmask(SIG_UNBLOCK, &mask, nil)
    for number in numbers {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { number in
        guard Signals.received.exchange(number, ordering: .relaxed) != 0 else { return }
        // Nothing is parked any more, but the laser is switched off.
        clinux_last_acts()
        _exit(128 + number)
      }
      unsafe sigaction(number, &action, nil)
    }
  }

  /// Makes a write to a reader that has gone, or to a file that must not grow, an error and not the end of the program.
  static func leaveWritesToTheirErrors() {
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  /// The signal that has asked for an end; nil if none has.
  static var stop: Outcome.StopCause? {
    switch received.load(ordering: .relaxed) {
    case 0: nil
    case SIGINT: .interrupted
    default: .terminated
    }
  }
}
