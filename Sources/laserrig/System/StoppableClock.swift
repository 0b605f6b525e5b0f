internal import RigClock

extension SystemClock {
  /// A clock with waits that end early if a signal asks the program to end.
  init() {
    self.init(isStopping: { Signals.stop != nil })
  }
}
