internal import Glibc

/// The open files of a channel that this program has exported.
///
/// They stay open for the whole run, so a chip that takes the place and the number of a removed one is never driven by
/// mistake: the kernel answers on the old files that their device is gone.
struct PWMChannelFiles: ~Copyable, Sendable {
  let width: SysfsFile
  let enable: SysfsFile
  let unexport: SysfsFile

  /// Exports the channel and sets it up: stopped, with its period, normal polarity and no pulse.
  ///
  /// A channel is disabled before it is given back, whatever happens: the drivers of some chips let its pulses go on
  /// otherwise, and no file tells of them.
  /// - Parameters:
  ///   - site: the channel at the period that was asked for; afterwards at the one that the chip makes of it.
  ///   - claims: the notes of the channels that this program drives.
  ///   - takesOver: true if pulses of another program are stopped.
  static func open(
    _ site: inout PWMSite, _ claims: PWMClaims, takesOver: Bool, patience: consuming PWMPatience
  ) throws(KernelDeviceError) -> PWMChannelFiles {
    let export = try open("\(site.chip.path)/export", site)
    let unexport = try open("\(site.chip.path)/unexport", site)
    try Self.export(&site, claims, takesOver: takesOver, export: export, unexport: unexport)
    do throws(KernelDeviceError) {
      let enable = try open("enable", .write, site, &patience)
      guard enable.lock() else { throw otherRun(site) }
      // A chip that slept has woken up with whatever width its last user left.
      do throws(SysfsFailure) { try stop(enable) } catch { throw site.error(error, enable.path, .setUp) }
      claims.make(site)
      let width = try open("duty_cycle", .write, site, &patience)
      let period = try open("period", .readWrite, site, &patience)
      try setUp(site, period: period, width: width, enable: enable, patience: &patience)
      return PWMChannelFiles(width: width, enable: enable, unexport: unexport)
    } catch {
      // A channel of another program must not be ended here.
      if error.kind != .busy {
        // Once the channel is given back, another run may make a note of it.
        claims.end(site)
        if let enable = try? SysfsFile("\(site.folder)/enable", .write, files: site.files) { try? stop(enable) }
        try? unexport.write(Int64(site.channel))
      }
      throw error
    }
  }

  private static func export(
    _ site: inout PWMSite, _ claims: PWMClaims, takesOver: Bool, export: borrowing SysfsFile,
    unexport: borrowing SysfsFile
  ) throws(KernelDeviceError) {
    let asked = site
    var tries = 3
    while true {
      try endForgottenRun(site, claims, takesOver: takesOver, unexport: unexport)
      // A chip can be asked about a channel only while that is not exported.
      site = try asked.fitted()
      do throws(SysfsFailure) {
        return try export.write(Int64(site.channel))
      } catch {
        tries -= 1
        // Another program may have exported the channel after the check above.
        let isExported = site.files.resolve(site.folder) != nil
        guard error.number == EBUSY, isExported, tries > 0 else { throw site.error(error, export.path, .export) }
      }
    }
  }

  /// Stops a channel that is exported already, which may be live: a run that was killed leaves its last pulse running.
  private static func endForgottenRun(
    _ site: PWMSite, _ claims: PWMClaims, takesOver: Bool, unexport: borrowing SysfsFile
  ) throws(KernelDeviceError) {
    let path = "\(site.folder)/enable"
    var obstacle: KernelDeviceError?
    do throws(SysfsFailure) {
      let enable = try SysfsFile(path, .write, files: site.files)
      obstacle = enable.lock() ? (takesOver ? nil : foreignPulses(site, claims)) : otherRun(site)
      if obstacle == nil {
        try stop(enable)
        try unexport.write(Int64(site.channel))
      }
    } catch {
      // The channel is not exported, or no longer.
      if error.number == ENOENT || error.number == ENODEV { return }
      throw site.error(error, path, .takeOver)
    }
    if let obstacle { throw obstacle }
  }

  /// The error if the channel makes pulses that no run of this program has left.
  static func foreignPulses(_ site: PWMSite, _ claims: PWMClaims) -> KernelDeviceError? {
    func number(_ file: String) -> Int64 {
      site.files.value("\(site.folder)/\(file)")?.number.map { number in Int64(number) } ?? 0
    }
    guard number("enable") == 1, !claims.name(site) else { return nil }
    return site.error(
      .busy, 0,
      "makes pulses of \(microseconds(number("duty_cycle"))) every \(milliseconds(number("period"))), which no run of"
        + " laserrig has left; end the program that they belong to, choose another channel, or stop them with"
        + " --take-over")
  }

  private static func stop(_ enable: borrowing SysfsFile) throws(SysfsFailure) {
    do throws(SysfsFailure) {
      try enable.write(0)
    } catch {
      // The kernel answers so if no period was ever set: nothing runs.
      if error.number != EINVAL { throw error }
    }
  }

  private static func setUp(
    _ site: PWMSite, period: borrowing SysfsFile, width: borrowing SysfsFile, enable: borrowing SysfsFile,
    patience: inout PWMPatience
  ) throws(KernelDeviceError) {
    func write(_ number: Int64, _ file: borrowing SysfsFile) throws(KernelDeviceError) {
      do throws(SysfsFailure) { try file.write(number) } catch { throw site.error(error, file.path, .setUp) }
    }
    // Some drivers keep a channel's state from its last user; with a period of 0 the kernel accepts only a period.
    if site.files.value(period.path)?.number != 0 { try write(0, width) }
    try write(site.period, period)
    try setNormalPolarity(site, patience: &patience)
    try write(0, width)
    // A chip whose channels share a period refuses a different one only here. With no width the output stays low.
    try write(1, enable)
    try write(0, enable)
  }

  private static func setNormalPolarity(_ site: PWMSite, patience: inout PWMPatience) throws(KernelDeviceError) {
    // Chips that cannot invert their output may have no such file.
    guard site.files.value("\(site.folder)/polarity").map(\.string) == "inversed" else { return }
    let polarity = try open("polarity", .write, site, &patience)
    do throws(SysfsFailure) {
      try polarity.write(SysfsText(line: "normal"))
    } catch {
      throw site.error(error, polarity.path, .setUp)
    }
  }

  static func otherRun(_ site: PWMSite) -> KernelDeviceError {
    site.error(.busy, EWOULDBLOCK, "driven by another run of laserrig; end that run, or choose another channel")
  }

  private static func open(_ path: String, _ site: PWMSite) throws(KernelDeviceError) -> SysfsFile {
    do throws(SysfsFailure) {
      return try SysfsFile(path, .write, files: site.files)
    } catch {
      throw site.error(error, path, .export)
    }
  }

  private static func open(
    _ name: String, _ access: SysfsAccess, _ site: PWMSite, _ patience: inout PWMPatience
  ) throws(KernelDeviceError) -> SysfsFile {
    let path = "\(site.folder)/\(name)"
    do throws(SysfsFailure) {
      return try patience.open(path, access, files: site.files)
    } catch {
      throw site.error(error, path, .setUp)
    }
  }
}
