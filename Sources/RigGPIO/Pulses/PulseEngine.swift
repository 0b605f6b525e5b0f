internal import CLinux
internal import RigCore
internal import Synchronization

/// One servo of a pulse train.
struct PulseChannel {
  let output: PulseOutput
  let port: ServoPort
  var motion: ServoMotion
  /// The width that a generator was last told.
  var generated: Int64 = 0
  /// The time at which the line's last pulse ended.
  var lastFall: Int64?

  /// True if a pulse that begins at `rise` would follow the last one so closely that a servo takes the two for one long
  /// pulse: a thread that was held up makes no pulse before half of the usual pause has passed.
  func isTooSoon(_ rise: Int64, period: Int64) -> Bool {
    guard let lastFall else { return false }
    return rise - lastFall < (period - motion.pulses.upperBound) / 2
  }
}

/// Makes the pulses, frame by frame: the work of the pulse train's thread, with a clock that a test can control.
///
/// Each servo has its own part of the frame, so that no edge waits for another's. The end of a pulse is counted from
/// its measured beginning: a frame that begins late does not make its pulses short.
struct PulseEngine<Clock: MonotonicClock> {
  private var channels: [PulseChannel]
  private var timer: EdgeTimer<Clock>
  private let period: Int64
  /// The time at which the next frame begins.
  private(set) var next: Int64?

  init(_ channels: [PulseChannel], period: Int64, watchNanoseconds: Int64, clock: Clock) {
    self.channels = channels
    self.period = period
    timer = EdgeTimer(clock: clock, watchNanoseconds: watchNanoseconds)
  }

  /// The error of a pulse's width, in nanoseconds, above which one of its edges is taken to have met the kernel's timer
  /// tick.
  private static var tickSuspicion: Int64 { 1000 }
  /// The shift of the grid away from the tick, in nanoseconds: not a divisor of the tick's period.
  private static var gridShift: Int64 { 137_000 }

  /// Waits for the next frame and makes its pulses.
  mutating func frame(_ record: borrowing Mutex<PulseRecord>) throws(PinError) {
    let start = beginning(record)
    let part = period / Int64(channels.count)
    var isIncomplete = false
    for index in channels.indices {
      let slot = start + Int64(index) * part
      if channels[index].isTooSoon(max(slot, timer.clock.nanoseconds()), period: period) {
        isIncomplete = true
        continue
      }
      let width = channels[index].motion.next(target: channels[index].port.target)
      switch channels[index].output {
      case .generator(let generator):
        if width == channels[index].generated { continue }
        try generator.setWidth(nanoseconds: width)
        channels[index].generated = width
        channels[index].port.countPulse()
      case .line(let line):
        if width == 0 { continue }
        channels[index].lastFall = try pulse(line, width: width, from: slot, record)
        channels[index].port.countPulse()
      }
    }
    if isIncomplete { record.withLock { record in record.missedFrames += 1 } }
  }

  /// The time at which the current frame begins. Frames that are over already are skipped and counted: a servo that
  /// gets its pulse late gets no second one to make up for it.
  private mutating func beginning(_ record: borrowing Mutex<PulseRecord>) -> Int64 {
    let now = timer.clock.nanoseconds()
    var start = next ?? now + timer.watchNanoseconds
    if now - start >= period {
      let missed = (now - start) / period
      start += missed * period
      record.withLock { record in record.missedFrames += Int(missed) }
    }
    next = start + period
    // All decisions are made before the first edge is due, not after it.
    timer.approach(start)
    return start
  }

  /// Makes a pulse, and returns the time at which it ended.
  private mutating func pulse(
    _ line: PulseLine, width: Int64, from start: Int64, _ record: borrowing Mutex<PulseRecord>
  ) throws(PinError) -> Int64 {
    let rise = timer.wait(until: start)
    // A dying process makes no pulse, since nothing would end it.
    if clinux_is_dying() { return rise }
    try line.set(true)
    let risen = timer.clock.nanoseconds()
    let fall = timer.wait(until: rise + width)
    try line.set(false)
    // A delay of an edge may come after the clock was read, within the call that sets the line.
    let late = timer.clock.nanoseconds() - risen - width
    // At the same phase of the grid the tick, or the wake-up of the loop, would be met again in every frame.
    let isTick = late.magnitude > Self.tickSuspicion
    if isTick { next = next.map { next in next + Self.gridShift } }
    record.withLock { record in
      record.pulses += 1
      record.beginnings.record(nanoseconds: rise - start)
      record.widths.record(nanoseconds: late)
      if isTick { record.gridShifts += 1 }
    }
    return fall
  }

  /// Ends all pulses; each output is tried, even if others fail.
  func stop() {
    for channel in channels { try? channel.output.stop() }
  }
}
