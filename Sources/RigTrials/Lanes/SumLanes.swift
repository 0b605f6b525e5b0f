internal import CLanes

/// A sum for each of 32 trials, in double precision: even in the longest trial no summand gets lost.
struct SumLanes: Sendable {
  private var lanes = SIMD32<Double>()

  /// Sums of nothing.
  @inline(__always)
  init() {}

  @inline(__always)
  mutating func add(_ numbers: FloatLanes) { lanes = clanes_add_to_doubles(lanes, numbers.lanes) }

  /// Adds the squares of `numbers`, each taken in double precision.
  @inline(__always)
  mutating func addSquares(_ numbers: FloatLanes) { lanes = clanes_add_squares_to_doubles(lanes, numbers.lanes) }

  /// The sums in single precision.
  @inline(__always)
  var rounded: FloatLanes { FloatLanes(clanes_narrow(lanes)) }

  /// The sum over all lanes, in their order.
  var total: Double {
    var total = 0.0
    for lane in lanes.indices { total += lanes[lane] }
    return total
  }
}
