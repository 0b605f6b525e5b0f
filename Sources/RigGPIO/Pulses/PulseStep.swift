/// The step between the widths of the pulses that an output can make: its pulses are whole multiples of it.
public struct PulseStep: Sendable, Equatable {
  /// The step in nanoseconds, at least 1.
  public let nanoseconds: Int64

  /// Steps of `nanoseconds`, at least 1.
  public init(nanoseconds: Int64) {
    precondition(nanoseconds > 0, "pulses differ by something")
    self.nanoseconds = nanoseconds
  }

  /// The step of an output whose steps are too fine for a servo, or unknown: one nanosecond.
  public static let finest = PulseStep(nanoseconds: 1)

  /// The whole multiple that is nearest to `width` and lies within `limits`, both in nanoseconds; if none lies there,
  /// the width itself, moved into the limits.
  public func nearest(to width: Int64, within limits: ClosedRange<Int64>) -> Int64 {
    let width = min(max(width, limits.lowerBound), limits.upperBound)
    let below = width - width % nanoseconds
    let above = below.addingReportingOverflow(nanoseconds)
    let isAboveNearer = !above.overflow && above.partialValue - width < width - below
    // No list of the two: pulses are made without heap memory.
    if isAboveNearer, limits.contains(above.partialValue) { return above.partialValue }
    if limits.contains(below) { return below }
    return !above.overflow && limits.contains(above.partialValue) ? above.partialValue : width
  }
}
