/// Counts how often a rule sends the actuator from one end of its travel to the other.
@usableFromInline
struct RailMonitor<let axes: Int>: Sendable {
  @usableFromInline
  enum End: Sendable {
    case none, low, high
  }

  @usableFromInline
  var last = PerAxis<axes, End>(repeating: .none)
  @usableFromInline
  var swings = 0

  @usableFromInline
  init() {}

  @inlinable
  @inline(__always)
  mutating func record(axis: Int, isHigh: Bool) {
    let end: End = isHigh ? .high : .low
    if last[axis] != .none, last[axis] != end { swings += 1 }
    last[axis] = end
  }
}
