/// The timing of a pulse train, measured by its own clock.
public struct PulseStatistics: Sendable, Equatable {
  /// The number of pulses that were made on GPIO lines.
  public let pulses: Int
  /// The number of frames in which a servo got no pulse because the thread came too late.
  public let missedFrames: Int
  /// The number of times that the grid of frames was moved away from the kernel's timer tick.
  public let gridShifts: Int
  /// The lateness of the pulses' beginnings.
  public let beginnings: Lateness.Summary
  /// The excess of the pulses' widths.
  public let widths: Lateness.Summary
}

/// The record from which the figures are made, in constant memory.
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
