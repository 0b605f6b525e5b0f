/// Returns the value that was put in a fixed number of turns ago; before that, the first value.
struct DelayLine<Value: Sendable>: Sendable {
  private var ring: [Value] = []
  private var next = 0
  private let turns: Int

  /// A delay of `turns`, at least 0.
  init(turns: Int) {
    self.turns = turns
  }

  mutating func pass(_ value: Value) -> Value {
    if turns == 0 { return value }
    if ring.isEmpty { ring = Array(repeating: value, count: turns) }
    let oldest = ring[next]
    ring[next] = value
    next = next + 1 == turns ? 0 : next + 1
    return oldest
  }
}
