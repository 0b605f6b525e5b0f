internal import Glibc
internal import RigCore
internal import Synchronization

/// The signals that ask the program to end. The first is noted, and the run ends between two steps; the second ends the
/// program at once.
enum Signals {
  private static let received = Atomic<Int32>(0)

  static func install() {
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { number in Signals.received.store(number, ordering: .relaxed) }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      unsafe sigaction(number, &action, nil)
    }
  }

  static func ignoreBrokenPipe() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Who has asked for an end, if anybody.
  static var stop: Outcome.StopCause? {
    switch received.load(ordering: .relaxed) {
    case 0: nil
    case SIGINT: .interrupted
    default: .terminated
    }
  }
}
