public import RigCore

/// A real rig on the bench: its servos and its laser are moved by hand, to measure them, with no loop in between.
///
/// The laser is off until it is switched on here, and off again on every way out.
public struct ServoBench: ~Copyable {
  private let parts: PinRigParts
  private let settings: PinRigSettings

  /// What is amiss and yet no reason not to go on.
  public let warnings: [String]

  /// Takes the pins of the rig's servos, detectors and laser. Where `freePulses` are given, in nanoseconds, servos may have
  /// all of them: to find out what a servo can do, its travel must not be in the way.
  /// - Throws: `PinError` where something is not to be had.
  public init(
    _ settings: PinRigSettings, freePulses: ClosedRange<Int64>? = nil, lines: some LineBank = SystemLines()
  ) throws(PinError) {
    let rights = RealTimeRights.claim(priority: settings.pulses.priority)
    self.init(
      settings, try PinRigAssembly(settings, lines, freePulses: freePulses).parts(),
      warnings: [rights.warning].compactMap { warning in warning })
  }

  init(_ settings: PinRigSettings, _ parts: PinRigParts, warnings: [String]) {
    self.settings = settings
    self.parts = parts
    self.warnings = warnings
  }

  /// How many servos there are.
  public var servoCount: Int { parts.servos.count }

  /// The pulse that turns a servo to `angle`, or as far as it may go, in nanoseconds.
  public func pulseNanoseconds(_ servo: Int, at angle: Angle) -> Int64 {
    parts.servos[servo].pulseNanoseconds(at: angle)
  }

  /// Sends a servo to `angle`, or as far in its direction as its travel goes; `servo` is in `0..<servoCount`.
  /// - Throws: `PinError` where pulses have ended or the interlock is open.
  public func turn(_ servo: Int, to angle: Angle) throws(PinError) {
    try pulse(servo, nanoseconds: parts.servos[servo].pulseNanoseconds(at: angle))
  }

  /// Sends a servo pulses of `nanoseconds`; 0 ends them, whatever the interlock says.
  /// - Throws: as ``turn(_:to:)``.
  public func pulse(_ servo: Int, nanoseconds: Int64) throws(PinError) {
    if nanoseconds > 0 { try check() }
    parts.servos[servo].port.command(nanoseconds: nanoseconds)
  }

  /// Ends a servo's pulses by themselves after `count` more.
  public func limit(_ servo: Int, toPulses count: Int) {
    parts.servos[servo].port.limit(toPulses: count)
  }

  /// How many pulses a servo got.
  public func pulseCount(_ servo: Int) -> Int { parts.servos[servo].port.pulses }

  /// Switches the laser on or off; does nothing where the rig has no laser line.
  /// - Throws: `PinError` where the line cannot be driven or the interlock is open.
  public func shine(_ isOn: Bool) throws(PinError) {
    if isOn {
      try check()
      try parts.laser?.switchOn()
    } else {
      try parts.laser?.switchOff()
    }
  }

  /// How far the dot is above the target on one axis; nil where it is out of sight.
  /// - Throws: `PinError` where the detector cannot be read or sees more than one dot.
  public func offset(_ axis: Int) throws(PinError) -> Length? {
    try parts.detectors[axis].offset()
  }

  /// Makes sure that one axis' detector is dark while the laser is off. Does nothing where the rig has no laser line, for
  /// then it shines all the time.
  /// - Throws: `PinError` where there is light, or the detector cannot be read.
  public func checkDark(_ axis: Int) throws(PinError) {
    guard parts.laser != nil, let light = try parts.detectors[axis].ambientLight() else { return }
    throw .ambientLight(light)
  }

  /// How well the pulses kept their time.
  public var pulseStatistics: PulseStatistics { parts.pulses.statistics }

  /// Makes sure that pulses go on and the interlock is closed; where not, or where nobody can tell, the laser goes off.
  /// - Throws: `PinError` where that is not so.
  public func check() throws(PinError) {
    do throws(PinError) {
      if let failure = parts.pulses.failure { throw failure }
      if let interlock = parts.interlock, try !interlock.isClosed { throw .interlockOpen }
    } catch {
      try parts.laser?.switchOff()
      throw error
    }
  }

  /// Switches the laser off and ends the pulses. The pins are given back with the bench.
  /// - Throws: `PinError` where the laser's line cannot be driven.
  public func stop() throws(PinError) {
    defer { parts.pulses.stop() }
    try parts.laser?.lockOut()
  }

  deinit {
    try? parts.laser?.lockOut()
    parts.pulses.stop()
  }
}
