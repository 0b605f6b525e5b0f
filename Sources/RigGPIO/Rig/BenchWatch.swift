internal import RigCore

/// The watchdogs of a bench while its servos get pulses or its laser shines: one over the owner of the bench, and,
/// while the laser shines, one over the interlock.
///
/// Silence of the owner ends light and pulses permanently. An interlock that opens ends only the light: the lid has to
/// be open while a horn is mounted, and the servo must turn then.
final class BenchWatch {
  private let parts: PinRigParts
  private let patienceNanoseconds: Int64
  private let priority: Int
  private var holder: Watchdog?
  private var lid: Watchdog?

  init(_ parts: PinRigParts, patienceNanoseconds: Int64, priority: Int) {
    self.parts = parts
    self.patienceNanoseconds = patienceNanoseconds
    self.priority = priority
  }

  /// Watches over the owner from now on; does nothing if it does so already.
  /// - Throws: `PinError` if the system cannot make a thread.
  func begin() throws(PinError) {
    guard holder == nil else { return }
    holder = try Watchdog(
      patienceNanoseconds: patienceNanoseconds, priority: priority, interlock: nil, makeSafe: parts.makeSafe)
  }

  /// True if silence would be noticed.
  var isWatching: Bool { holder != nil }

  /// Tells the watchdogs that the owner is alive.
  /// - Throws: `PinError` if light and pulses were ended, or the light alone.
  func beat() throws(PinError) {
    if let holder {
      holder.beat()
      if let cause = holder.cause { throw cause }
    }
    if let cause = lid?.cause { throw cause }
  }

  /// Watches over the interlock as well.
  /// - Throws: `PinError` if the system cannot make a thread.
  func beginLight() throws(PinError) {
    guard lid == nil, let laser = parts.laser, let interlock = parts.interlock else { return }
    // Silence is watched by the other watchdog.
    lid = try Watchdog(patienceNanoseconds: .max, priority: priority, interlock: interlock) {
      try? laser.switchOff()
    }
  }

  /// Ends the watch over the interlock, which may open from now on.
  func endLight() {
    lid?.stop()
    lid = nil
  }

  /// Ends the watch.
  func end() {
    endLight()
    holder?.stop()
    holder = nil
  }

  deinit { end() }
}
