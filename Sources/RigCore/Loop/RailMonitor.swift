/// Counts how often in a row a rule sends the actuator from one end of its travel to the other.
@usableFromInline
struct RailMonitor<let axes: Int>: Sendable {
  @usableFromInline
  enum End: Sendable {
    case none, low, high
  }

  /// A swing that takes longer than this many steps is no part of an oscillation: outliers and jumps send a healthy
  /// loop to an end of the travel now and then.
  @usableFromInline
  static var longestSwing: Int { 50 }

  @usableFromInline
  var last = PerAxis<axes, End>(repeating: .none)
  @usableFromInline
  var lastIndex = 0
  @usableFromInline
  var swings = 0

  @usableFromInline
  init() {}

  @inlinable
  @inline(__always)
  mutating func record(axis: Int, isHigh: Bool, index: Int) {
    if index &- lastIndex > Self.longestSwing {
      last = PerAxis(repeating: .none)
      swings = 0
    }
    lastIndex = index
    let end: End = isHigh ? .high : .low
    if last[axis] != .none, last[axis] != end { swings += 1 }
    last[axis] = end
  }
}
