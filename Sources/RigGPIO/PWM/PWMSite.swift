internal import Glibc
internal import RigCore

/// A channel and the request to it: all that an error needs.
struct PWMSite: Sendable {
  let chip: PWMChip
  let channel: Int
  /// The period, and the widths that there are with it.
  var grid: PWMGrid
  let files: any SysfsFiles

  init(chip: PWMChip, channel: Int, period: Int64, files: any SysfsFiles) {
    self.chip = chip
    self.channel = channel
    grid = PWMGrid(unknownFor: period)
    self.files = files
  }

  /// The period in nanoseconds.
  var period: Int64 { grid.period }

  /// The operation during which a call failed.
  enum Attempt {
    case export, takeOver, setUp, pulse(Int64), stop
  }

  /// The folder of the channel while it is exported.
  var folder: String { "\(chip.path)/pwm\(channel)" }

  func error(_ kind: KernelDeviceError.Kind, _ number: Int32 = 0, _ problem: String) -> KernelDeviceError {
    KernelDeviceError(kind, PWMChip.self, chip.title, channel: channel, errorNumber: number, problem)
  }

  /// The error of a call that failed on the file at `path`.
  func error(_ failure: SysfsFailure, _ path: String, _ attempt: Attempt) -> KernelDeviceError {
    let number = failure.number
    switch (number, attempt) {
    case (EACCES, _), (EPERM, _):
      return error(
        .noPermission, number,
        "no permission to write \(path); join the group gpio and give it the chip by a udev rule: \(PWMChip.udevRule)")
    case (EBUSY, .export):
      return error(
        .busy, number,
        "held by a driver of the kernel, such as a fan's, a backlight's or a GPIO line's, or by a program through the"
          + " chip's device in /dev; choose another channel")
    case (EBUSY, _), (EINVAL, _), (ERANGE, _), (EOPNOTSUPP, _), (Self.kernelNotSupported, _):
      return error(.unfit, number, refusal(number, attempt))
    case (ENODEV, _), (ENXIO, _), (ENOENT, _):
      return error(.gone, number, "the chip or the channel has gone; plug it in or load its driver, then start again")
    default:
      return error(
        .inputOutput, number, "\(path): \(failure.words); check the chip's wiring and supply, dmesg may tell more")
    }
  }

  /// The kernel's ENOTSUPP, which the headers for programs do not define.
  private static let kernelNotSupported: Int32 = 524

  private func refusal(_ number: Int32, _ attempt: Attempt) -> String {
    let other = channelAtAnotherPeriod()
    if number == EBUSY, let other {
      return "refused at a period of \(milliseconds(period)), since channel \(other.channel) of the chip runs at"
        + " \(milliseconds(other.period)) and all of the chip share one; give both the same pulse rate"
    }
    if case .pulse(let width) = attempt {
      return "the chip refuses a pulse of \(microseconds(width)) at a period of \(milliseconds(period));"
        + " narrow the calibration or lower the pulse rate"
    }
    // Some drivers report only an invalid value if the period differs from that of the other channels.
    let hint = other.map { other in
      ", perhaps that of its channel \(other.channel), which runs at \(milliseconds(other.period))"
    }
    return "the chip refuses a period of \(milliseconds(period)); choose another pulse rate\(hint ?? "")"
  }

  /// Another running channel of the chip, and its period in ns.
  private func channelAtAnotherPeriod() -> (channel: Int, period: Int64)? {
    let names = ((try? files.names(in: chip.path)) ?? []).sorted()
    for name in names where name.hasPrefix("pwm") {
      guard let other = deviceNumber(name, folder: "pwm"), other != channel else { continue }
      let folder = "\(chip.path)/\(name)"
      guard files.value("\(folder)/enable")?.number == 1, let period = files.value("\(folder)/period")?.number,
        Int64(period) != self.period
      else { continue }
      return (other, Int64(period))
    }
    return nil
  }
}

/// A period in the form of messages.
func milliseconds(_ nanoseconds: Int64) -> String {
  "\((Double(nanoseconds) / 1e6).formatted(significantDigits: 12)) ms"
}

/// A pulse in the form of messages.
func microseconds(_ nanoseconds: Int64) -> String {
  "\((Double(nanoseconds) / 1e3).formatted(significantDigits: 12)) µs"
}
