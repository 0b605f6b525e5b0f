internal import RigCore

/// What watches over a bench while its servos get pulses or its laser shines: one watchdog over whoever holds the
/// bench, and, while the laser shines, one over the interlock.
///
/// Silence ends everything for good. An interlock that opens ends only the light: the lid has to be open while a horn
/// is mounted, and then the servo must turn.
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

  /// Watches over the holder from now on; does nothing where that is so already.
  /// - Throws: `PinError` where the system makes no thread.
  func begin() throws(PinError) {
    guard holder == nil else { return }
    holder = try Watchdog(
      patienceNanoseconds: patienceNanoseconds, priority: priority, interlock: nil, makeSafe: parts.makeSafe)
  }

  /// Whether silence would be noticed.
  var isWatching: Bool { holder != nil }

  /// The holder is alive.
  /// - Throws: `PinError` where light and pulses were ended, or the light.
  func beat() throws(PinError) {
    if let holder {
      holder.beat()
      if let cause = holder.cause { throw cause }
    }
    if let cause = lid?.cause { throw cause }
  }

  /// Watches over the interlock as well.
  /// - Throws: `PinError` where the system makes no thread.
  func beginLight() throws(PinError) {
    guard lid == nil, let laser = parts.laser, let interlock = parts.interlock else { return }
    // For silence there is the other one.
    lid = try Watchdog(patienceNanoseconds: .max, priority: priority, interlock: interlock) {
      try? laser.switchOff()
    }
  }

  /// The interlock may open from now on.
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
