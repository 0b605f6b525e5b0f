/// How well a pulse train kept its time, by its own clock.
public struct PulseStatistics: Sendable, Equatable {
  /// The pulses made on lines.
  public let pulses: Int
  /// The frames in which a servo got no pulse because the thread came too late.
  public let missedFrames: Int
  /// How often the grid of frames was moved away from the kernel's timer tick.
  public let gridShifts: Int
  /// How late pulses began.
  public let beginnings: Lateness.Summary
  /// How much too wide they were.
  public let widths: Lateness.Summary
}

/// What the figures are made of, in constant memory.
struct PulseRecord: Sendable {
  var pulses = 0
  var missedFrames = 0
  var gridShifts = 0
  var beginnings = Lateness()
  var widths = Lateness()

  var statistics: PulseStatistics {
    PulseStatistics(
      pulses: pulses, missedFrames: missedFrames, gridShifts: gridShifts, beginnings: beginnings.summary,
      widths: widths.summary)
  }
}
