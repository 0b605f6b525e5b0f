internal import Glibc
public import RigWiring
internal import Synchronization

/// A channel of a PWM chip, driven through the kernel's files: the chip itself times the pulses.
///
/// The chip's files do not report how it carries out a request: `duty_cycle` reads back as it was written, even if the
/// chip rounds it, a PCA9685 at 50 Hz to steps of 4.88 µs. So only periods and widths are asked for that the chip can
/// make, if they are known: from its character device, `/dev/pwmchipN`, or because its driver is that of a PCA9685. Of
/// any other chip an oscilloscope, or the data sheet, shows the resolution.
///
/// If the program is killed, its last pulse goes on until the next ``HardwarePWM`` on the channel ends it or the power
/// supply fails. Harm by such a pulse has to be prevented outside the program. The next ``HardwarePWM`` knows the pulse
/// by a note in `/run/laserrig`, or in `$XDG_RUNTIME_DIR/laserrig` for a user without the right to write there.
///
/// Any thread may call any method.
public final class HardwarePWM: Sendable {
  /// The PWM chip that makes the pulses.
  public let chip: PWMChip
  /// The channel of the chip, counted from 0.
  public let channel: Int
  /// The time from the start of a pulse to that of the next, in nanoseconds: the nearest to what was asked for that the
  /// chip is known to make.
  public let periodNanoseconds: Int64
  /// The step between the widths that the chip can make.
  public let step: PulseStep

  private let site: PWMSite
  private let claims: PWMClaims
  private let files: PWMChannelFiles
  private let state = Mutex(State())

  private struct State: Sendable {
    var isRunning = false
    var hasGone = false
    var isReleased = false
  }

  /// The channel at `address`, stopped, with a pulse every `periodNanoseconds` ns once it runs.
  ///
  /// A channel with pulses that a killed run has left is stopped first. A channel is `busy` while another
  /// ``HardwarePWM`` has it, and if it makes pulses of another program. The call waits until udev has handed the
  /// channel's files to their group, for a second at most.
  /// - Parameters:
  ///   - periodNanoseconds: above 0. Channels of one chip may have to share it.
  ///   - takesOver: true if pulses of another program are stopped.
  ///   - root: the folder in which the kernel lists its chips.
  ///   - wait: waits for the given number of nanoseconds.
  /// - Throws: `KernelDeviceError`; in that case nothing is exported, and no pulse was made.
  public convenience init(
    _ address: PWMChannelSettings, periodNanoseconds: Int64, takesOver: Bool = false, root: String = PWMChip.root,
    wait: @escaping (Int64) -> Void = HardwarePWM.pause
  ) throws(KernelDeviceError) {
    try self.init(
      address, periodNanoseconds: periodNanoseconds, takesOver: takesOver, root: root, files: KernelSysfs(),
      claims: PWMClaims(root: root), wait: wait)
  }

  init(
    _ address: PWMChannelSettings, periodNanoseconds: Int64, takesOver: Bool, root: String, files: any SysfsFiles,
    claims: PWMClaims, wait: @escaping (Int64) -> Void
  ) throws(KernelDeviceError) {
    chip = try PWMChip.find(address.chip, root: root, files: files)
    channel = address.channel
    let asked = PWMSite(chip: chip, channel: channel, period: periodNanoseconds, files: files)
    guard (0..<chip.channels).contains(channel) else {
      throw asked.noSuchChannel
    }
    guard periodNanoseconds > 0 else {
      throw asked.error(.unfit, 0, "a period of \(milliseconds(periodNanoseconds)) is none; it must be above 0")
    }
    self.claims = claims
    var site = asked
    self.files = try PWMChannelFiles.open(&site, claims, takesOver: takesOver, patience: PWMPatience(wait: wait))
    self.site = site
    self.periodNanoseconds = site.period
    step = site.grid.step
  }

  /// Waits for `nanoseconds`, or less if a signal arrives.
  public static func pause(nanoseconds: Int64) {
    var time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    unsafe nanosleep(&time, nil)
  }

  deinit {
    try? release()
  }

  /// Makes pulses of `width` ns, rounded to the chip's ``step``, from the next period on, or none if `width` is 0.
  ///
  /// One system call while the channel runs, and no heap allocation.
  /// - Parameter width: 0 to the period.
  /// - Throws: `KernelDeviceError`: `refused` for a width that does not fit, or the error of the kernel. In that case the last
  ///   pulse goes on, if the chip is still there.
  public func setWidth(nanoseconds width: Int64) throws(KernelDeviceError) {
    guard (0...periodNanoseconds).contains(width) else {
      throw site.error(
        .unfit, 0,
        "a pulse of \(microseconds(width)) does not fit a period of \(milliseconds(periodNanoseconds));"
          + " check the calibration and the pulse rate")
    }
    if width == 0 { return try disable() }
    let width = step.nearest(to: width, within: 1...periodNanoseconds)
    try state.withLock { state throws(KernelDeviceError) in
      try checkHold(state)
      try write(width, files.width, .pulse(width), &state)
      if state.isRunning { return }
      try write(1, files.enable, .pulse(width), &state)
      state.isRunning = true
    }
  }

  /// Ends the pulses. The output is low then, if the chip's driver leaves it so.
  /// - Throws: `KernelDeviceError` if the kernel did not accept it.
  public func disable() throws(KernelDeviceError) {
    try state.withLock { state throws(KernelDeviceError) in
      try checkHold(state)
      try stop(&state)
    }
  }

  /// Ends the pulses and gives the channel back. Only the first call does anything.
  /// - Throws: `KernelDeviceError` if the pulses could not be ended; the channel is given back all the same.
  public func release() throws(KernelDeviceError) {
    try state.withLock { state throws(KernelDeviceError) in
      if state.isReleased { return }
      state.isReleased = true
      if state.hasGone { return }
      // The channel is given back even if the pulses could not be ended; but a channel that was taken away meanwhile
      // may belong to another program.
      defer {
        claims.end(site)
        if !state.hasGone { try? files.unexport.write(Int64(channel)) }
      }
      try stop(&state)
    }
  }

  /// The descriptor of the file that stops the pulses, for a program that dies: `write` the one byte `0` to it, even in
  /// a signal handler. After that no width starts the pulses again before ``disable()`` was called. The descriptor
  /// belongs to this file for as long as the object lives, released or not.
  public var enableDescriptor: Int32 { files.enable.descriptor }

  private func stop(_ state: inout State) throws(KernelDeviceError) {
    // The width is set to 0 first: a chip that only stops its counter would hold its present level.
    var problem: KernelDeviceError?
    do throws(KernelDeviceError) { try write(0, files.width, .stop, &state) } catch { problem = error }
    try write(0, files.enable, .stop, &state)
    state.isRunning = false
    if let problem { throw problem }
  }

  private func write(
    _ number: Int64, _ file: borrowing SysfsFile, _ attempt: PWMSite.Attempt, _ state: inout State
  ) throws(KernelDeviceError) {
    do throws(SysfsFailure) {
      try file.write(number)
    } catch {
      let error = site.error(error, file.path, attempt)
      if error.kind == .gone { state.hasGone = true }
      throw error
    }
  }

  private func checkHold(_ state: State) throws(KernelDeviceError) {
    if state.isReleased { throw site.error(.gone, EBADF, "released already; open it anew") }
  }
}
