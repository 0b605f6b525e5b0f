/// The timing of the servo pulses that the program makes.
public struct PulseTiming: Sendable, Equatable {
  /// Pulses a second, 50 to 333.
  public let rateHz: Double
  /// The priority of the thread under SCHED_FIFO, if allowed; 0 for an ordinary thread.
  public let priority: Int
  /// How long before an edge the thread wakes up to watch the clock, in nanoseconds.
  public let watchNanoseconds: Int64

  /// Pulses at `rateHz`, 50 to 333.
  public init(rateHz: Double = 50, priority: Int = 80, watchNanoseconds: Int64 = 150_000) {
    precondition(rateHz >= 50 && rateHz <= 333, "servos take 50 to 333 pulses a second")
    precondition(priority >= 0 && priority <= 99, "a priority lies from 0 to 99")
    precondition(watchNanoseconds >= 0, "a thread wakes up before an edge, not after it")
    self.rateHz = rateHz
    self.priority = priority
    self.watchNanoseconds = watchNanoseconds
  }

  /// The time from pulse to pulse.
  public var periodNanoseconds: Int64 { Int64((1e9 / rateHz).rounded()) }

  /// The widest pulse that each of `count` servos has room for in its part of the frame, so that the pulse after it
  /// need not wait.
  public func widestPulseNanoseconds(servos count: Int) -> Int64 {
    periodNanoseconds / Int64(max(1, count)) - watchNanoseconds - 50_000
  }

  /// The widest pulse that there is room for on `output`, one of a rig's `outputs`, in nanoseconds. Hardware makes its
  /// pulses side by side, the program makes its own one after the other.
  public func widestPulseNanoseconds(
    on output: any ServoOutputSettings, among outputs: [any ServoOutputSettings]
  ) -> Int64 {
    guard type(of: output).pulseMaker == nil else { return periodNanoseconds }
    return widestPulseNanoseconds(servos: outputs.count { output in type(of: output).pulseMaker == nil })
  }
}
