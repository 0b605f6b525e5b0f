internal import Synchronization

/// The hand-over of a servo's pulse from one thread to another, which takes it up, whole, at its next frame.
public final class ServoPort: Sendable {
  private let width = Atomic<Int64>(0)
  private let left = Atomic<Int>(.max)
  private let halted = Atomic<Bool>(false)
  private let sent = Atomic<Int>(0)

  /// A port for a servo that gets no pulses yet.
  public init() {}

  /// Leads the servo to pulses of `nanoseconds` from the next frame on; 0 ends them.
  public func command(nanoseconds: Int64) {
    width.store(nanoseconds, ordering: .relaxed)
  }

  /// Lets the pulses end by themselves after `count` more.
  public func limit(toPulses count: Int) {
    left.store(count, ordering: .relaxed)
  }

  /// Ends the pulses; later commands have no effect.
  public func halt() {
    halted.store(true, ordering: .sequentiallyConsistent)
  }

  /// The number of pulses that were made; for a generator, the number of widths that it was told.
  public var pulses: Int { sent.load(ordering: .relaxed) }

  /// The pulse that is commanded now, in nanoseconds; 0 for none.
  var target: Int64 {
    halted.load(ordering: .relaxed) || left.load(ordering: .relaxed) <= 0 ? 0 : width.load(ordering: .relaxed)
  }

  /// Counts a pulse that was made.
  func countPulse() {
    sent.wrappingAdd(1, ordering: .relaxed)
    if left.load(ordering: .relaxed) != .max { left.wrappingSubtract(1, ordering: .relaxed) }
  }
}
