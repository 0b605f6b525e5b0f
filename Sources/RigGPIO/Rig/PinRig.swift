internal import RigClock
public import RigCore
public import RigWiring

/// A real rig: servos that turn a laser, detectors that see its dot, and the devices that keep both safe.
///
/// Nothing moves and no light shines until ``arm(at:clock:)``. Every command is kept within the servo's travel and slew
/// rate on its way to the pins. A watchdog switches the laser off and stops the pulses if the loop falls silent or the
/// interlock opens. The rig parks when ``park()`` is called; if its owner drops it or the process dies, the laser is
/// switched off and the pulses end.
public struct PinRig<let axes: Int>: Rig, ~Copyable {
  private enum Phase {
    case open, armed, parked
  }

  /// Problems that do not prevent a run.
  public let warnings: [String]

  private let settings: PinRigSettings
  private let parts: PinRigParts
  private let actuator: ServoActuator<axes>
  private var sensor: SpotSensor<axes>
  private var watchdog: Watchdog?
  private var phase = Phase.open
  /// The clock of waits that no signal cuts short: the way to the park position, and those with the laser off while the
  /// loop runs.
  private var patientClock: any MonotonicClock
  /// When the light of other sources was measured last.
  private var darkNanoseconds: Int64 = 0

  /// Takes all pins that `settings`, of `axes` axes, name; the laser stays off and the servos get no pulses.
  /// - Throws: `PinError` if something is not available.
  public init(_ settings: PinRigSettings, lines: some LineBank = SystemLines()) throws(PinError) {
    let rights = RealTimeRights.claim(priority: settings.pulses.priority)
    let parts = try PinRigAssembly(settings, lines).parts()
    self.init(settings, parts, warnings: settings.warnings + [rights.warning].compactMap { warning in warning })
  }

  init(
    _ settings: PinRigSettings, _ parts: PinRigParts, warnings: [String], clock: any MonotonicClock = KernelClock()
  ) {
    precondition(settings.axes.count == axes, "a rig of \(axes) axes has settings for as many")
    self.settings = settings
    self.parts = parts
    patientClock = clock
    self.warnings = warnings
    actuator = ServoActuator(parts.servos, on: parts.pulses)
    sensor = SpotSensor(parts.detectors)
  }

  public var travel: Travel<PerAxis<axes, Angle>> { actuator.travel }

  /// The smallest step in which an error can change, on the coarsest axis.
  public var resolution: Length { parts.detectors.map(\.resolution).max() ?? .zero }

  /// The timing of the pulses.
  public var pulseStatistics: PulseStatistics { parts.pulses.statistics }

  /// The number of pulses that each servo got.
  public var pulseCounts: PerAxis<axes, Int> { PerAxis { axis in parts.servos[axis].port.pulses } }

  /// The step between the pulses that each servo can get.
  public var pulseSteps: PerAxis<axes, PulseStep> { PerAxis { axis in parts.pulses.motions[axis].step } }

  /// The pulse that each servo gets by the last command, in nanoseconds, as its output makes it; 0 for none.
  public var pulsesNanoseconds: PerAxis<axes, Int64> {
    PerAxis { axis in parts.pulses.motions[axis].made(parts.servos[axis].port.target) }
  }

  /// The number of readings that were lost because a detector was clipped.
  public var clippedReadings: Int { sensor.clippedReadings }

  /// The number of readings that were lost because light of other sources outshone the dot.
  public var outshoneReadings: Int { sensor.outshoneReadings }

  /// The light of other sources on each axis' detector; nil for a detector that subtracts none.
  public var ambientLight: PerAxis<axes, AmbientLight?> { PerAxis { axis in parts.detectors[axis].ambientLight } }

  /// The angles to which the servos are turned when the rig is armed.
  public var start: PerAxis<axes, Angle> { PerAxis { axis in settings.axes[axis].servo.start } }

  /// Makes the rig ready to move and to shine: the interlock must have proved itself and be closed, and the detectors dark, or lit by no more
  /// than they can subtract; then the servos turn to `start`, and once they have arrived the laser is switched on.
  /// - Throws: `PinError` if one of these conditions is not met; the laser is off then.
  public mutating func arm(
    at start: PerAxis<axes, Angle>, clock: inout some MonotonicClock
  ) throws(PinError) {
    guard phase == .open else { throw .notArmed }
    try requireClosedInterlock()
    if parts.laser != nil {
      for detector in parts.detectors { try detector.measureDark(clock: &clock) }
    }
    try actuator.move(to: start)
    let arrival = clock.nanoseconds() + Self.arrivalNanoseconds
    clock.sleep(untilNanoseconds: arrival)
    // A clock that wakes early was told to stop, and then the laser stays off.
    guard clock.nanoseconds() >= arrival else { throw .interrupted }
    watchdog = try makeWatchdog()
    phase = .armed
    try checkSafety()
    // While the servos turned the interlock may have opened, and the watchdog may not have looked yet.
    try requireClosedInterlock()
    if let failure = parts.pulses.failure { throw failure }
    try parts.laser?.switchOn()
    try waitForLight(&clock)
    darkNanoseconds = patientClock.nanoseconds()
  }

  /// Waits for the light: a laser takes a while to shine, and a photodiode to see it.
  private func waitForLight(_ clock: inout some MonotonicClock) throws(PinError) {
    if parts.laser == nil { return }
    let end = clock.nanoseconds() + 50_000_000
    while clock.nanoseconds() < end {
      let next = clock.nanoseconds() + 10_000_000
      clock.sleep(untilNanoseconds: next)
      guard clock.nanoseconds() >= next else { throw .interrupted }
      try checkSafety()
    }
  }

  private func requireClosedInterlock() throws(PinError) {
    try parts.interlock?.requireClosed()
  }

  /// The time that a hobby servo takes for most of its travel.
  private static var arrivalNanoseconds: Int64 { 500_000_000 }

  private func makeWatchdog() throws(PinError) -> Watchdog {
    try Watchdog(
      patienceNanoseconds: Int64(settings.patienceSeconds * 1e9), priority: settings.pulses.priority,
      interlock: parts.interlock, makeSafe: parts.makeSafe)
  }

  /// Tells the watchdog that the loop is alive.
  /// - Throws: `PinError` if the watchdog has made the rig safe meanwhile.
  private func checkSafety() throws(PinError) {
    guard phase == .armed, let watchdog else { throw .notArmed }
    watchdog.beat()
    if let cause = watchdog.cause { throw cause }
  }

  /// - Throws: `PinError` if the rig is not armed, was made safe, or a pin fails.
  public mutating func move(to angles: PerAxis<axes, Angle>) throws(PinError) {
    do throws(PinError) {
      try checkSafety()
      try actuator.move(to: angles)
    } catch {
      endBeam()
      throw error
    }
  }

  /// - Throws: `PinError` if the rig is not armed, was made safe, or a detector fails.
  public mutating func read() throws(PinError) -> Reading<axes> {
    do throws(PinError) {
      try checkSafety()
      if isDarkDue { try measureDarkAgain() }
      return try sensor.read()
    } catch {
      endBeam()
      throw error
    }
  }

  /// True if the light of other sources has to be measured again.
  private var isDarkDue: Bool {
    guard parts.laser != nil, let interval = settings.darkIntervalSeconds else { return false }
    guard parts.detectors.contains(where: { detector in detector.subtractsAmbientLight }) else { return false }
    return Double(patientClock.nanoseconds() - darkNanoseconds) >= interval * 1e9
  }

  /// The time that a laser's light takes to fade or to come, with a photodiode's amplifier, in nanoseconds.
  private static var fadeNanoseconds: Int64 { 20_000_000 }

  /// Measures the light of other sources in a frame of the loop: the laser is off for 40 ms of it.
  private mutating func measureDarkAgain() throws(PinError) {
    try parts.laser?.switchOff()
    try waitInFrame(Self.fadeNanoseconds)
    for detector in parts.detectors where detector.subtractsAmbientLight {
      try detector.measureDark(clock: &patientClock)
    }
    try checkSafety()
    try requireClosedInterlock()
    try parts.laser?.switchOn()
    try waitInFrame(Self.fadeNanoseconds)
    darkNanoseconds = patientClock.nanoseconds()
  }

  /// Waits while the watchdog knows that the loop is alive.
  private mutating func waitInFrame(_ nanoseconds: Int64) throws(PinError) {
    let end = patientClock.nanoseconds() + nanoseconds
    while patientClock.nanoseconds() < end {
      patientClock.sleep(untilNanoseconds: min(end, patientClock.nanoseconds() + 10_000_000))
      try checkSafety()
    }
  }

  /// Switches the laser off after a failure. The owner of the rig parks it, but may be busy with the report, and the
  /// beam must not stay on for so long.
  private func endBeam() {
    if phase == .armed { try? parts.laser?.lockOut() }
  }

  /// Switches the laser off, turns the servos to their park positions and ends their pulses. All of these are tried
  /// even if one fails; parking again does nothing. The pins are given back with the rig.
  /// - Throws: `PinError` for the first failure.
  public mutating func park() throws(PinError) {
    if phase == .parked { return }
    let wasArmed = phase == .armed
    phase = .parked
    var failure: PinError?
    do throws(PinError) { try parts.laser?.lockOut() } catch { failure = error }
    watchdog?.stop()
    if wasArmed, watchdog?.cause == nil {
      do throws(PinError) { try turnToPark() } catch { failure = failure ?? error }
    }
    parts.pulses.stop()
    if let failure { throw failure }
  }

  private mutating func turnToPark() throws(PinError) {
    guard settings.axes.contains(where: { axis in axis.servo.park != nil }) else { return }
    if let failure = parts.pulses.failure { throw failure }
    var way: Int64 = 0
    for (servo, axis) in zip(parts.servos, settings.axes) {
      guard let park = axis.servo.park else { continue }
      let pulse = servo.pulseNanoseconds(at: park)
      way = max(way, nanoseconds(of: axis.servo, from: servo.port.target, to: pulse))
      servo.port.command(nanoseconds: pulse)
    }
    patientClock.sleep(untilNanoseconds: patientClock.nanoseconds() + way + Self.arrivalNanoseconds)
  }

  /// The time that a servo's way from pulse to pulse takes at its slew rate.
  private func nanoseconds(of servo: PinRigSettings.Servo, from start: Int64, to end: Int64) -> Int64 {
    let period = settings.pulses.periodNanoseconds
    guard let step = servo.greatestStepNanoseconds(periodNanoseconds: period) else { return 0 }
    return (abs(end - start) / step + 1) * period
  }

  deinit {
    try? parts.laser?.lockOut()
    watchdog?.stop()
    parts.pulses.stop()
  }
}
