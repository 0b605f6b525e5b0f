/// Decides when the next frame of a loop begins. A control loop has no other clock.
public protocol Pacer: ~Copyable {
  /// Waits until frame `index` (0, 1, 2, …) may begin and returns its time in seconds since frame 0.
  mutating func begin(frame index: Int) -> Double
}

/// Virtual time: frames follow each other without waiting, `frame` seconds apart.
public struct VirtualPacer: Pacer, Sendable {
  /// The time from frame to frame in seconds, above 0.
  public let frameSeconds: Double

  /// Frames of `frameSeconds` s, above 0.
  @inlinable
  public init(frameSeconds: Double) {
    precondition(frameSeconds > 0, "a frame takes more than 0 s")
    self.frameSeconds = frameSeconds
  }

  @inlinable
  public mutating func begin(frame index: Int) -> Double {
    Double(index) * frameSeconds
  }
}

/// A clock that never goes backwards and can wait.
public protocol MonotonicClock {
  /// Nanoseconds since some fixed instant.
  func nanoseconds() -> Int64
  /// Waits until the clock shows `deadline`, or until the program is asked to stop.
  mutating func sleep(untilNanoseconds deadline: Int64)
}

/// Real time: each frame begins on a fixed grid of absolute deadlines, so lateness does not add up.
///
/// A loop that is late by a whole frame or more skips the slots that it missed, counts them, and goes on with the next
/// slot of the same grid.
public struct RealTimePacer<Clock: MonotonicClock>: Pacer {
  /// How many slots of the grid passed unused because the loop was late.
  public private(set) var missedSlots = 0
  /// The latest that a frame began after its slot, in nanoseconds.
  public private(set) var greatestLatenessNanoseconds: Int64 = 0

  let frameNanoseconds: Int64
  var clock: Clock
  var origin: Int64?
  var slot: Int64 = 0

  /// Frames of `frameSeconds` s, at least a microsecond, on `clock`.
  public init(frameSeconds: Double, clock: Clock) {
    precondition(frameSeconds >= 1e-6, "a frame takes at least a microsecond")
    frameNanoseconds = Int64((frameSeconds * 1e9).rounded())
    self.clock = clock
  }

  public mutating func begin(frame index: Int) -> Double {
    guard let origin else {
      self.origin = clock.nanoseconds()
      return 0
    }
    slot += 1
    let late = clock.nanoseconds() - (origin + slot * frameNanoseconds)
    if late >= frameNanoseconds {
      let missed = late / frameNanoseconds
      missedSlots += Int(missed)
      slot += missed
    }
    let deadline = origin + slot * frameNanoseconds
    clock.sleep(untilNanoseconds: deadline)
    let now = clock.nanoseconds()
    greatestLatenessNanoseconds = max(greatestLatenessNanoseconds, now - deadline)
    return Double(now - origin) / 1e9
  }
}

extension RealTimePacer: Sendable where Clock: Sendable {}
