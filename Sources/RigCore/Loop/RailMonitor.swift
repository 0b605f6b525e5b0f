/// Counts how often in a row a rule sends an axis of the actuator from one end of its travel to the other.
@usableFromInline
struct RailMonitor<let axes: Int>: Sendable {
  @usableFromInline
  enum End: Sendable {
    case none, low, high
  }

  @usableFromInline
  struct Axis: Sendable {
    @usableFromInline
    var last = End.none
    @usableFromInline
    var lastIndex = 0
    @usableFromInline
    var swings = 0

    @usableFromInline
    init() {}
  }

  /// The longest swing that belongs to an oscillation, in steps. Outliers and jumps send a healthy loop to an end of
  /// the travel now and then. A loop with a dead time of d steps swings in 2d + 1.
  @usableFromInline
  static var longestSwing: Int { 50 }

  @usableFromInline
  var ends = PerAxis<axes, Axis>(repeating: Axis())
  /// The most swings of any axis.
  @usableFromInline
  var swings = 0

  @usableFromInline
  init() {}

  @inlinable
  @inline(__always)
  mutating func record(axis: Int, isHigh: Bool, index: Int) {
    let end: End = isHigh ? .high : .low
    var state = ends[axis]
    if index &- state.lastIndex > Self.longestSwing {
      state.swings = 0
    } else if state.last != .none, state.last != end {
      state.swings += 1
    }
    state.last = end
    state.lastIndex = index
    ends[axis] = state
    swings = max(swings, state.swings)
  }
}
