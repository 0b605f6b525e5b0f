import Glibc

/// A PWM chip as the kernel's core and its drivers treat it (drivers/pwm in Linux 6.12 and 7.3).
struct FakePWMChip: Sendable {
  enum Driver: Sendable {
    /// pwm-bcm2835: each channel has its own period and keeps its state from one user to the next.
    case separatePeriods
    /// pwm-pca9685 of 6.12: all channels that run share one period; a new user finds the channel on, with no width.
    /// Widths are rounded up to steps of a 4096th of the period.
    case sharedPeriod
    /// pwm-pca9685 of 7.3: widths are rounded down, a period that the chip does not change to is accepted all the same,
    /// a channel that is given back keeps its pulses, and a character device tells what the chip makes.
    case waveforms
  }

  /// The step between the periods of a PCA9685.
  static let periodStep: Int64 = 4096 * 40

  struct Channel: Sendable {
    var period: Int64 = 0
    var width: Int64 = 0
    var isEnabled = false
    var isInversed = false
    /// What an oscilloscope would see: the width of the pulses at the pin; 0 for none.
    var output: Int64 = 0
    /// The width that stands in the chip, and shows at the pin while that is awake.
    var register: Int64 = 0
    var isTaken: Bool { isExported || isHeldByDriver }

    var isExported = false
    var isHeldByDriver = false
    var isLockedByOtherRun = false
    var locker: Int32?
    /// Which export this is: files of earlier ones are dead.
    var incarnation = 0
  }

  var device: String
  var name: String?
  var node: String?
  var driver: Driver
  var channels: [Channel]
  var periods: ClosedRange<Int64> = 1000...1_000_000_000
  var hasPolarity = true
  var lastPeriod: Int64 = 5_079_040
  /// Which time the driver is bound.
  var incarnation = 0

  /// Widths above the period that the kernel was asked for.
  var refusedWidths = 0
  var exports = 0
  var unexports = 0

  init(_ device: String, name: String? = nil, node: String? = nil, driver: Driver, channels: Int) {
    self.device = device
    self.name = name
    self.node = node
    self.driver = driver
    self.channels = Array(repeating: Channel(), count: channels)
  }

  var attributes: [String] {
    ["period", "duty_cycle", "enable", "capture"] + (hasPolarity ? ["polarity"] : [])
  }

  mutating func export(_ index: Int) -> Int32 {
    guard channels.indices.contains(index) else { return ENODEV }
    if channels[index].isExported || channels[index].isHeldByDriver { return EBUSY }
    channels[index].isExported = true
    channels[index].incarnation += 1
    if driver != .separatePeriods {
      channels[index].period = lastPeriod
      channels[index].width = 0
      channels[index].isEnabled = true
    }
    if driver == .waveforms, !channels.indices.contains(where: { other in other != index && channels[other].isTaken }) {
      // The chip wakes up.
      for woken in channels.indices { channels[woken].output = channels[woken].register }
    }
    exports += 1
    return 0
  }

  mutating func unexport(_ index: Int) -> Int32 {
    guard channels.indices.contains(index), channels[index].isExported else { return ENODEV }
    channels[index].isExported = false
    channels[index].isLockedByOtherRun = false
    channels[index].locker = nil
    if driver != .waveforms { channels[index].output = 0 }
    if driver == .waveforms, !channels.contains(where: \.isTaken) {
      // The chip sleeps, with its registers as they are.
      for asleep in channels.indices { channels[asleep].output = 0 }
    }
    unexports += 1
    return 0
  }

  mutating func store(_ attribute: String, _ text: String, in index: Int) -> Int32 {
    var wanted = channels[index]
    switch attribute {
    case "polarity":
      guard text == "normal" || text == "inversed" else { return EINVAL }
      wanted.isInversed = text == "inversed"
    case "enable":
      guard text == "0" || text == "1" else { return EINVAL }
      wanted.isEnabled = text == "1"
    default:
      guard let number = Int64(text) else { return EINVAL }
      if attribute == "period" { wanted.period = number } else { wanted.width = number }
    }
    if wanted.width > wanted.period { refusedWidths += 1 }
    if wanted.period == 0 || wanted.width > wanted.period { return EINVAL }
    let now = channels[index]
    if (wanted.period, wanted.width, wanted.isEnabled, wanted.isInversed)
      == (now.period, now.width, now.isEnabled, now.isInversed)
    {
      return 0  // The driver does not even hear of it.
    }
    return apply(wanted, to: index)
  }

  private mutating func apply(_ wanted: Channel, to index: Int) -> Int32 {
    var wanted = wanted
    guard periods.contains(wanted.period) else { return EINVAL }
    if driver == .waveforms {
      if wanted.isEnabled {
        let made = rounded(wanted.period, wanted.width, on: index)
        if made.period > wanted.period, made.width > 0 { return EINVAL }
        lastPeriod = made.period
        wanted.register = made.width
      } else {
        wanted.register = 0
      }
      wanted.output = wanted.register
      channels[index] = wanted
      return 0
    }
    if driver == .sharedPeriod, wanted.isEnabled {
      let others = channels.indices.filter { other in other != index && channels[other].isEnabled }
      let made = (wanted.period + Self.periodStep / 2) / Self.periodStep * Self.periodStep
      if made != lastPeriod, !others.isEmpty { return EBUSY }
    }
    channels[index] = wanted
    channels[index].output = wanted.isEnabled ? wanted.width : 0
    if driver == .sharedPeriod, wanted.isEnabled {
      lastPeriod = (wanted.period + Self.periodStep / 2) / Self.periodStep * Self.periodStep
      let counts = (wanted.width * 4096 + wanted.period - 1) / wanted.period
      channels[index].output = counts * (lastPeriod / 4096)
    }
    return 0
  }

  /// What the driver of 7.3 makes of a waveform.
  private func rounded(_ period: Int64, _ width: Int64, on index: Int) -> (period: Int64, width: Int64) {
    let isFree = !channels.indices.contains { other in other != index && channels[other].isTaken }
    let steps = min(max(period / Self.periodStep, 4), 256)
    let made = isFree ? steps * Self.periodStep : lastPeriod
    return (made, min(width, made) / (made / 4096) * (made / 4096))
  }

  /// The answer of the character device; an error number if it has none.
  mutating func round(_ period: Int64, _ width: Int64, on index: Int) -> (period: Int64, width: Int64, error: Int32) {
    guard driver == .waveforms, channels.indices.contains(index) else { return (0, 0, ENOTTY) }
    if channels[index].isTaken { return (0, 0, EBUSY) }
    let made = rounded(period, width, on: index)
    return (made.period, made.width, 0)
  }

  mutating func silence(_ index: Int) -> Int32 {
    guard driver == .waveforms, channels.indices.contains(index) else { return ENOTTY }
    if channels[index].isTaken { return EBUSY }
    channels[index].register = 0
    channels[index].output = 0
    return 0
  }

  func show(_ attribute: String, in index: Int) -> String {
    let channel = channels[index]
    switch attribute {
    case "polarity": return channel.isInversed ? "inversed" : "normal"
    case "enable": return channel.isEnabled ? "1" : "0"
    case "period": return "\(channel.period)"
    default: return "\(channel.width)"
    }
  }
}
