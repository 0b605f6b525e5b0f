internal import CLinux
internal import Glibc
internal import RigClock
internal import RigCore
internal import Synchronization

/// The signals that ask the program to end. The first is noted, and the run ends between two steps; a second ends the
/// program at once.
enum Signals {
  private static let received = Atomic<Int32>(0)

  /// The work that signals are to end.
  enum Work: CaseIterable {
    /// Nothing but computation.
    case simulated
    /// A real rig.
    case realRig
    /// A real rig, steered from a terminal whose Ctrl-Z is a key.
    case realRigAtTerminal

    /// The signals that end the work, of which the program was started with those in `ignored` ignored.
    ///
    /// `nohup` and a shell's background ask by that for work that goes on. A real rig ends all the same: a laser must
    /// not shine on with no person at its terminal.
    func ending(ignored: Set<Int32>) -> [Int32] {
      let usual = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
      return switch self {
      case .simulated: usual.filter { number in !ignored.contains(number) }
      case .realRigAtTerminal: usual
      // A process that stands still can switch off nothing.
      case .realRig: usual + [SIGTSTP]
      }
    }
  }

  /// Takes the signals that end `work`.
  static func install(for work: Work) {
    // The first use makes the variable, which is nothing for a signal handler to do.
    received.store(0, ordering: .relaxed)
    let numbers = work.ending(ignored: Set([SIGINT, SIGTERM, SIGHUP, SIGQUIT].filter(isIgnored)))
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

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    unsafe sigaction(number, nil, &action)
    let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    return unsafe handler == unsafeBitCast(SIG_IGN, to: Int.self)
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

extension SystemClock {
  /// A clock with waits that end early if a signal asks the program to end.
  init() {
    self.init(isStopping: { Signals.stop != nil })
  }
}
