internal import RigClock
public import RigCore
public import RigWiring

/// A real rig on the bench: its servos and its laser are moved by hand, to measure them, without a control loop.
///
/// The laser is off until it is switched on here, and off again on every way out. From the first pulse or light on the
/// owner of the bench must call ``check()`` at least every 100 ms: half a second of silence ends light and pulses
/// permanently. The interlock controls the light alone: with the laser off servos turn while the lid is open, as they
/// must while a horn is mounted. If there is no laser line, the laser counts as shining all the time.
public struct ServoBench: ~Copyable {
  private let parts: PinRigParts
  let watch: BenchWatch
  /// The state of the laser, as it was switched here.
  private let light = Light()

  private final class Light {
    var isOn = false
  }

  /// Problems that do not prevent the use of the bench.
  public let warnings: [String]

  /// Takes the pins of the rig's servos, detectors and laser. If `freePulses` are given, in nanoseconds, servos may
  /// have all of them: a measurement of the servo's range must not be limited by its travel.
  /// - Throws: `PinError` if something is not available.
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

  /// The number of servos on the bench.
  public var servoCount: Int { parts.servos.count }

  /// The pulse that turns a servo to `angle`, or as far as it may go, in nanoseconds.
  public func pulseNanoseconds(_ servo: Int, at angle: Angle) -> Int64 {
    parts.servos[servo].pulseNanoseconds(at: angle)
  }

  /// The pulse that a servo gets if it is told one of `pulse`, both in nanoseconds: the nearest that its output can make
  /// and that the servo may have.
  public func madeNanoseconds(_ servo: Int, told pulse: Int64) -> Int64 {
    parts.pulses.motions[servo].made(pulse)
  }

  /// The step between the pulses that a servo can get.
  public func pulseStep(_ servo: Int) -> PulseStep { parts.pulses.motions[servo].step }

  /// Sends a servo to `angle`, or as far in its direction as its travel goes; `servo` is in `0..<servoCount`.
  /// - Throws: as ``check()``; in that case the servo stays where it is.
  public func turn(_ servo: Int, to angle: Angle) throws(PinError) {
    try pulse(servo, nanoseconds: parts.servos[servo].pulseNanoseconds(at: angle))
  }

  /// Sends a servo pulses of `nanoseconds`; 0 ends them under all circumstances.
  /// - Throws: as ``turn(_:to:)``.
  public func pulse(_ servo: Int, nanoseconds: Int64) throws(PinError) {
    if nanoseconds > 0 {
      try watch.begin()
      try check()
    }
    parts.servos[servo].port.command(nanoseconds: nanoseconds)
  }

  /// Lets a servo's pulses end by themselves after `count` more.
  public func limit(_ servo: Int, toPulses count: Int) {
    parts.servos[servo].port.limit(toPulses: count)
  }

  /// The number of pulses that a servo got.
  public func pulseCount(_ servo: Int) -> Int { parts.servos[servo].port.pulses }

  /// Switches the laser on or off; does nothing if the rig has no laser line.
  /// - Throws: `PinError` if the line cannot be driven; if it is to be switched on, also if the interlock is open, or
  ///   as ``check()``. The laser is off then.
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

  /// Checks that the laser may be switched on.
  /// - Throws: `PinError` if the interlock is open, has not proved itself, or cannot be read.
  public func requireClosedInterlock() throws(PinError) {
    try parts.interlock?.requireClosed()
  }

  /// How far the dot is above the target on one axis; nil if no dot is seen for sure.
  /// - Throws: `PinError` if the detector cannot be read or sees more than one dot.
  public func offset(_ axis: Int) throws(PinError) -> Length? {
    try parts.detectors[axis].offset()
  }

  /// Looks at one axis once.
  /// - Throws: as ``offset(_:)``.
  public func look(_ axis: Int) throws(PinError) -> SpotLook {
    try parts.detectors[axis].look()
  }

  /// Measures the light of other sources on one axis' detector while the laser is off, in 20 ms or the time of
  /// two samples. Does nothing if the rig has no laser line, since the laser shines all the time then.
  /// - Throws: `PinError.ambientLight` if there is too much light, or `PinError` if the detector cannot be read.
  public func measureDark(_ axis: Int) throws(PinError) {
    guard parts.laser != nil else { return }
    var clock = KernelClock()
    try parts.detectors[axis].measureDark(clock: &clock)
  }

  /// True if one axis' detector subtracts the light of other sources, which may change.
  public func subtractsAmbientLight(_ axis: Int) -> Bool {
    parts.laser != nil && parts.detectors[axis].subtractsAmbientLight
  }

  /// The timing of the pulses.
  public var pulseStatistics: PulseStatistics { parts.pulses.statistics }

  /// Tells the bench that its owner is alive, and checks that pulses go on and that no light shines with the interlock
  /// open. If one of these is not so, or cannot be found out, the laser is switched off.
  /// - Throws: `PinError` if the check fails. `interlockOpen` is thrown once, when an open interlock has ended the
  ///   light; the bench works on without light. `stalled` is thrown from then on if there was no call for too long;
  ///   after that nothing moves or shines again.
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

  /// Switches the laser off, ends all pulses, and lets the owner be silent until the next pulse or light.
  /// - Throws: `PinError` if the laser's line cannot be driven.
  public func rest() throws(PinError) {
    for servo in parts.servos { servo.port.command(nanoseconds: 0) }
    try darken()
    watch.end()
  }

  /// Switches the laser off and ends the pulses. The pins are given back with the bench.
  /// - Throws: `PinError` if the laser's line cannot be driven.
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
