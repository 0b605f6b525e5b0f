internal import RigClock
internal import RigGPIO
internal import RigReports
internal import RigWiring

/// A person at an interlock, who is asked to open it and to close it.
struct InterlockSession {
  private let line: PinRigSettings.Line
  private let clock = SystemClock()

  /// The session with the interlock of `rig`.
  /// - Throws: a `Failure` if there is none.
  init(_ rig: PinRigSettings) throws(Failure) {
    guard let line = rig.interlock else {
      throw Failure(.usage, "--prove-interlock: this rig has no interlock; set pins.interlock.line")
    }
    self.line = line
  }

  /// The time for each of the two, in nanoseconds.
  private static let patienceNanoseconds: Int64 = 60_000_000_000

  /// Asks, and watches the line until it was seen open and closed.
  /// - Throws: a `Failure` if the line is not available or does not follow, or if the program was told to end.
  func run() throws(Failure) {
    Signals.install(for: .realRig)
    do throws(PinError) {
      let test = try InterlockTest(line)
      StandardError.write(line: "open the interlock \(line.address); nothing moves or shines meanwhile")
      try watch(test, until: .close)
      StandardError.write(line: "it was seen open; now close it")
      try watch(test, until: .done)
      StandardError.write(line: "it was seen closed: the laser may shine behind it until the machine is restarted")
    } catch {
      if let cause = Signals.stop { throw Failure(.stopped(cause), "stopped before the interlock was proved") }
      throw Failure(error)
    }
  }

  private func watch(_ test: InterlockTest, until stage: InterlockTest.Stage) throws(PinError) {
    let end = clock.nanoseconds() + Self.patienceNanoseconds
    while test.stage != stage {
      guard Signals.stop == nil else { throw .interrupted }
      guard clock.nanoseconds() < end else { throw .interlockUnproved(words(stage)) }
      try test.look()
      clock.sleep(untilNanoseconds: clock.nanoseconds() + InterlockTest.lookNanoseconds)
    }
  }

  private func words(_ stage: InterlockTest.Stage) -> String {
    let reads = stage == .close ? "closed" : "open"
    return """
      the interlock \(line.address) reads \(reads) for a minute now, so nothing shines behind it: does the line follow \
      the lid? A chip may ignore the bias \(line.bias.rawValue); a resistor of 10 kΩ pulls the line whatever the chip does
      """
  }
}
