internal import RigClock

extension SystemClock {
  /// A clock whose waits end early when a signal asks the program to end.
  init() {
    self.init(isStopping: { Signals.stop != nil })
  }
}
