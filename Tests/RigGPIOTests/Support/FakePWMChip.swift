import Glibc

/// A PWM chip as the kernel's core and two of its drivers treat it (drivers/pwm in Linux 6.1).
struct FakePWMChip: Sendable {
  enum Driver: Sendable {
    /// pwm-bcm2835: each channel has its own period and keeps its state from one user to the next.
    case separatePeriods
    /// pwm-pca9685: all channels that run share one period; a new user finds the channel on, with no width.
    case sharedPeriod
  }

  struct Channel: Sendable {
    var period: Int64 = 0
    var width: Int64 = 0
    var isEnabled = false
    var isInversed = false
    /// What an oscilloscope would see: the width of the pulses at the pin; 0 for none.
    var output: Int64 = 0

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
    if driver == .sharedPeriod {
      channels[index].period = lastPeriod
      channels[index].width = 0
      channels[index].isEnabled = true
    }
    exports += 1
    return 0
  }

  mutating func unexport(_ index: Int) -> Int32 {
    guard channels.indices.contains(index), channels[index].isExported else { return ENODEV }
    channels[index].isExported = false
    channels[index].isLockedByOtherRun = false
    channels[index].locker = nil
    channels[index].output = 0
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
    guard periods.contains(wanted.period) else { return EINVAL }
    if driver == .sharedPeriod, wanted.isEnabled {
      let others = channels.indices.filter { other in other != index && channels[other].isEnabled }
      if wanted.period != lastPeriod, !others.isEmpty { return EBUSY }
      lastPeriod = wanted.period
    }
    channels[index] = wanted
    channels[index].output = wanted.isEnabled ? wanted.width : 0
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
