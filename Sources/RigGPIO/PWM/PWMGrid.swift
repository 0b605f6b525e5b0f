internal import Glibc

/// The period that a PWM chip makes, and the step between the widths that it can make with it.
struct PWMGrid: Sendable, Equatable {
  /// The period in nanoseconds.
  let period: Int64
  let step: PulseStep

  /// The grid of a channel, asked of the chip through its character device, which Linux has had for less long than its
  /// other files. The channel is silent afterwards, whatever width its last user left.
  ///
  /// Nil if there is no such device, this user may not open it, or the channel is held.
  init?(askedFor period: Int64, _ site: PWMSite) {
    guard let path = site.chip.device, let device = try? SysfsFile(path, .readWrite, files: site.files) else {
      return nil
    }
    // The first call takes the channel, and a chip that slept wakes up with all of its widths.
    guard (try? device.silence(channel: site.channel)) != nil else { return nil }
    func round(_ width: Int64, _ period: Int64) -> PWMWaveform? {
      try? device.round(PWMWaveform(period: period, width: width), channel: site.channel)
    }
    guard let made = round(period / 2, period), made.period > 0 else { return nil }
    self.period = made.period
    // Widths are rounded down to one that the chip can make, so that a little less gives the one before it.
    guard let upper = round(made.period / 2, made.period)?.width, upper > 0,
      let lower = round(upper - 1, made.period)?.width
    else {
      step = .finest
      return
    }
    let difference = upper - lower
    // Steps of a fraction of a nanosecond do not add up, and no servo sees fine ones.
    let isWhole = difference > 0 && upper % difference == 0
    step = isWhole && difference > Self.finestStep ? PulseStep(nanoseconds: difference) : .finest
  }

  /// The grid of a chip whose driver rounds in a way that is known; nil for any other chip, and for a period that the
  /// chip cannot make.
  ///
  /// A PCA9685 counts 4096 steps of whole 40 ns to a period. The driver of Linux 6.12 rounds widths up, that of 7.3 rounds
  /// them down: a whole number of steps, at a period of whole steps, is what both make.
  ///
  /// Source: NXP, "PCA9685 data sheet", revision 4, 2015, section 7.3.5; Linux, drivers/pwm/pwm-pca9685.c, 6.12 and 7.3.
  init?(knownFor period: Int64, _ chip: PWMChip) {
    guard chip.aliases.contains("pca9685") else { return nil }
    let step = (period + Self.counts * Self.tick / 2) / (Self.counts * Self.tick) * Self.tick
    guard (Self.tick * 4...Self.tick * 256).contains(step) else { return nil }
    self.period = Self.counts * step
    self.step = PulseStep(nanoseconds: step)
  }

  /// The grid of a chip that nothing is known of: all is made as it was asked for.
  init(unknownFor period: Int64) {
    self.period = period
    step = .finest
  }

  /// The step, in nanoseconds, below which no servo tells one from the next: a twentieth of the finest dead band.
  private static var finestStep: Int64 { 100 }
  /// The steps to a period of a PCA9685, and the cycle of its oscillator in nanoseconds.
  private static var counts: Int64 { 4096 }
  private static var tick: Int64 { 40 }
}

/// A period and a pulse's width, in nanoseconds.
struct PWMWaveform: Sendable, Equatable {
  var period: Int64
  var width: Int64
}

extension PWMSite {
  /// The channel at the period that the chip makes of the one that was asked for.
  /// - Throws: `KernelDeviceError` if the chip keeps a period that is another one altogether.
  func fitted() throws(KernelDeviceError) -> PWMSite {
    let asked = PWMGrid(askedFor: period, self)
    if let asked, abs(asked.period - period) > period / Self.farthestShare {
      throw error(
        .unfit, 0,
        "the chip makes a period of \(milliseconds(asked.period)) instead of \(milliseconds(period)), perhaps since"
          + " another of its channels is in use and all share one; give all the same pulse rate, or free the others")
    }
    var site = self
    site.grid = asked ?? PWMGrid(knownFor: period, chip) ?? PWMGrid(unknownFor: period)
    return site
  }

  /// A period may be off by this share, one in so many. The periods of a PCA9685 are up to 5.5 % apart at the greatest
  /// pulse rate of a servo.
  private static var farthestShare: Int64 { 16 }
}
