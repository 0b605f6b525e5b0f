public import RigCore
public import RigWiring

/// A real rig on the bench: its servos and its laser are moved by hand, to measure them, with no loop in between.
///
/// The laser is off until it is switched on here, and off again on every way out. From the first pulse or light on
/// whoever holds the bench must call ``check()`` at least every 100 ms: half a second of silence ends light and pulses
/// for good. The interlock gates the light alone: with the laser off servos turn while the lid is open, for that is how
/// a horn is mounted. Where there is no laser line it counts as shining all the time.
public struct ServoBench: ~Copyable {
  private let parts: PinRigParts
  private let watch: BenchWatch
  /// Whether the laser was switched on here.
  private let light = Light()

  private final class Light {
    var isOn = false
  }

  /// What is amiss and yet no reason not to go on.
  public let warnings: [String]

  /// Takes the pins of the rig's servos, detectors and laser. Where `freePulses` are given, in nanoseconds, servos may
  /// have all of them: to find out what a servo can do, its travel must not be in the way.
  /// - Throws: `PinError` where something is not to be had.
  public init(
    _ settings: PinRigSettings, freePulses: ClosedRange<Int64>? = nil, lines: some LineBank = SystemLines()
  ) throws(PinError) {
    let rights = RealTimeRights.claim(priority: settings.pulses.priority)
    self.init(
      settings, try PinRigAssembly(settings, lines, freePulses: freePulses).parts(),
      warnings: [rights.warning].compactMap { warning in warning })
  }

  init(
    _ settings: PinRigSettings, _ parts: PinRigParts, warnings: [String], patienceNanoseconds: Int64 = 500_000_000
  ) {
    self.parts = parts
    self.warnings = warnings
    watch = BenchWatch(parts, patienceNanoseconds: patienceNanoseconds, priority: settings.pulses.priority)
  }

  /// How many servos there are.
  public var servoCount: Int { parts.servos.count }

  /// The pulse that turns a servo to `angle`, or as far as it may go, in nanoseconds.
  public func pulseNanoseconds(_ servo: Int, at angle: Angle) -> Int64 {
    parts.servos[servo].pulseNanoseconds(at: angle)
  }

  /// Sends a servo to `angle`, or as far in its direction as its travel goes; `servo` is in `0..<servoCount`.
  /// - Throws: as ``check()``; the servo stays where it is then.
  public func turn(_ servo: Int, to angle: Angle) throws(PinError) {
    try pulse(servo, nanoseconds: parts.servos[servo].pulseNanoseconds(at: angle))
  }

  /// Sends a servo pulses of `nanoseconds`; 0 ends them, whatever else is the case.
  /// - Throws: as ``turn(_:to:)``.
  public func pulse(_ servo: Int, nanoseconds: Int64) throws(PinError) {
    if nanoseconds > 0 {
      try watch.begin()
      try check()
    }
    parts.servos[servo].port.command(nanoseconds: nanoseconds)
  }

  /// Ends a servo's pulses by themselves after `count` more.
  public func limit(_ servo: Int, toPulses count: Int) {
    parts.servos[servo].port.limit(toPulses: count)
  }

  /// How many pulses a servo got.
  public func pulseCount(_ servo: Int) -> Int { parts.servos[servo].port.pulses }

  /// Switches the laser on or off; does nothing where the rig has no laser line.
  /// - Throws: `PinError` where the line cannot be driven, or where it was to go on: the interlock is open, or as
  ///   ``check()``. The laser is off then.
  public func shine(_ isOn: Bool) throws(PinError) {
    guard isOn else { return try darken() }
    try watch.begin()
    do throws(PinError) {
      try check()
      try requireClosedInterlock()
      try watch.beginLight()
      light.isOn = true
      try parts.laser?.switchOn()
    } catch {
      try darken()
      throw error
    }
    // The interlock may have opened, and the watchdog acted, before there was any light to end.
    try check()
  }

  private func darken() throws(PinError) {
    light.isOn = false
    watch.endLight()
    try parts.laser?.switchOff()
  }

  /// Makes sure that the laser may be switched on.
  /// - Throws: `PinError` where the interlock is open, or nobody can tell.
  public func requireClosedInterlock() throws(PinError) {
    if let interlock = parts.interlock, try !interlock.isClosed { throw .interlockOpen }
  }

  /// How far the dot is above the target on one axis; nil where it is out of sight.
  /// - Throws: `PinError` where the detector cannot be read or sees more than one dot.
  public func offset(_ axis: Int) throws(PinError) -> Length? {
    try parts.detectors[axis].offset()
  }

  /// As ``offset(_:)``, and whether it is that of the whole dot.
  /// - Throws: as ``offset(_:)``.
  public func sight(_ axis: Int) throws(PinError) -> SpotSight? {
    try parts.detectors[axis].sight()
  }

  /// Makes sure that one axis' detector is dark while the laser is off. Does nothing where the rig has no laser line,
  /// for then it shines all the time.
  /// - Throws: `PinError` where there is light, or the detector cannot be read.
  public func checkDark(_ axis: Int) throws(PinError) {
    guard parts.laser != nil, let light = try parts.detectors[axis].ambientLight() else { return }
    throw .ambientLight(light)
  }

  /// How well the pulses kept their time.
  public var pulseStatistics: PulseStatistics { parts.pulses.statistics }

  /// Tells the bench that its holder is alive, and makes sure that pulses go on and that no light shines with the
  /// interlock open; where not, or where nobody can tell, the laser goes off.
  /// - Throws: `PinError` where that is not so: `interlockOpen` once where it ended the light, after which the bench
  ///   works on without; `stalled` from then on where there was no call for too long, after which nothing moves or
  ///   shines again.
  public func check() throws(PinError) {
    do throws(PinError) {
      try watch.beat()
      if let failure = parts.pulses.failure { throw failure }
      if light.isOn || parts.laser == nil { try requireClosedInterlock() }
    } catch {
      try darken()
      throw error
    }
  }

  /// Switches the laser off, ends all pulses, and lets the holder be silent until the next pulse or light.
  /// - Throws: `PinError` where the laser's line cannot be driven.
  public func rest() throws(PinError) {
    for servo in parts.servos { servo.port.command(nanoseconds: 0) }
    try darken()
    watch.end()
  }

  /// Whether silence would end light and pulses now.
  var isWatched: Bool { watch.isWatching }

  /// Switches the laser off and ends the pulses. The pins are given back with the bench.
  /// - Throws: `PinError` where the laser's line cannot be driven.
  public func stop() throws(PinError) {
    defer {
      watch.end()
      parts.pulses.stop()
    }
    try parts.laser?.lockOut()
  }

  deinit {
    try? parts.laser?.lockOut()
    watch.end()
    parts.pulses.stop()
  }
}
