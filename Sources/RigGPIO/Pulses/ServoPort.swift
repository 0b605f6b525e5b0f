internal import Synchronization

/// Where a servo's pulse is told from one thread and taken up, whole, by another at its next frame.
public final class ServoPort: Sendable {
  private let width = Atomic<Int64>(0)
  private let left = Atomic<Int>(.max)
  private let halted = Atomic<Bool>(false)
  private let sent = Atomic<Int>(0)

  /// A port for a servo that gets no pulses yet.
  public init() {}

  /// From the next frame on the servo is led to pulses of `nanoseconds`; 0 ends them.
  public func command(nanoseconds: Int64) {
    width.store(nanoseconds, ordering: .relaxed)
  }

  /// Ends the pulses by themselves after `count` more.
  public func limit(toPulses count: Int) {
    left.store(count, ordering: .relaxed)
  }

  /// No more pulses, whatever is commanded from now on.
  public func halt() {
    halted.store(true, ordering: .sequentiallyConsistent)
  }

  /// How many pulses were made, or for a generator how often it was told a width.
  public var pulses: Int { sent.load(ordering: .relaxed) }

  /// The pulse that the servo is to have now, in nanoseconds; 0 for none.
  var target: Int64 {
    halted.load(ordering: .relaxed) || left.load(ordering: .relaxed) <= 0 ? 0 : width.load(ordering: .relaxed)
  }

  /// Counts a pulse that was made.
  func countPulse() {
    sent.wrappingAdd(1, ordering: .relaxed)
    if left.load(ordering: .relaxed) != .max { left.wrappingSubtract(1, ordering: .relaxed) }
  }
}
