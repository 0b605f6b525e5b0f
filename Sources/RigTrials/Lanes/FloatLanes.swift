internal import CLanes
internal import RigCore

/// One number of each of 32 trials.
struct FloatLanes: Sendable {
  /// The number of trials side by side.
  static var count: Int { 32 }

  var lanes: SIMD32<Float>

  @inline(__always)
  init(_ lanes: SIMD32<Float>) { self.lanes = lanes }

  @inline(__always)
  init(repeating value: Float) { lanes = SIMD32(repeating: value) }

  @inline(__always)
  static var zero: FloatLanes { FloatLanes(repeating: 0) }

  @inline(__always)
  subscript(lane: Int) -> Float {
    get { lanes[lane] }
    set { lanes[lane] = newValue }
  }

  /// The numbers in the order of the lanes.
  @inline(__always)
  var array: InlineArray<32, Float> { unsafe unsafeBitCast(lanes, to: InlineArray<32, Float>.self) }

  @inline(__always)
  static func + (left: FloatLanes, right: FloatLanes) -> FloatLanes {
    FloatLanes(clanes_add(left.lanes, right.lanes))
  }

  @inline(__always)
  static func - (left: FloatLanes, right: FloatLanes) -> FloatLanes {
    FloatLanes(clanes_subtract(left.lanes, right.lanes))
  }

  @inline(__always)
  static func * (left: FloatLanes, right: FloatLanes) -> FloatLanes {
    FloatLanes(clanes_multiply(left.lanes, right.lanes))
  }

  @inline(__always)
  static func * (left: Float, right: FloatLanes) -> FloatLanes { FloatLanes(repeating: left) * right }

  @inline(__always)
  static func / (left: FloatLanes, right: FloatLanes) -> FloatLanes {
    FloatLanes(clanes_divide(left.lanes, right.lanes))
  }

  /// The sum of this and `left` · `right`.
  @inline(__always)
  func adding(_ left: FloatLanes, times right: FloatLanes) -> FloatLanes {
    FloatLanes(clanes_multiply_add(left.lanes, right.lanes, lanes))
  }

  /// This less `left` · `right`.
  @inline(__always)
  func subtracting(_ left: FloatLanes, times right: FloatLanes) -> FloatLanes {
    FloatLanes(clanes_multiply_subtract(left.lanes, right.lanes, lanes))
  }

  @inline(__always)
  var magnitude: FloatLanes { FloatLanes(clanes_magnitude(lanes)) }

  @inline(__always)
  var squareRoot: FloatLanes { FloatLanes(clanes_square_root(lanes)) }

  /// The nearest whole number, halves away from zero.
  @inline(__always)
  var rounded: FloatLanes { FloatLanes(clanes_rounded(lanes)) }

  @inline(__always)
  func clamped(from lower: FloatLanes, to upper: FloatLanes) -> FloatLanes {
    FloatLanes(clanes_minimum(clanes_maximum(lanes, lower.lanes), upper.lanes))
  }

  @inline(__always)
  static func max(_ left: FloatLanes, _ right: FloatLanes) -> FloatLanes {
    FloatLanes(clanes_maximum(left.lanes, right.lanes))
  }

  @inline(__always)
  static func min(_ left: FloatLanes, _ right: FloatLanes) -> FloatLanes {
    FloatLanes(clanes_minimum(left.lanes, right.lanes))
  }

  @inline(__always)
  static func < (left: FloatLanes, right: FloatLanes) -> LaneMask {
    LaneMask(clanes_is_less(left.lanes, right.lanes))
  }

  /// `number` where `mask` is true and this elsewhere; where it is true, `number` must not be less than this, nor below
  /// 0.
  @inline(__always)
  mutating func advance(to number: FloatLanes, where mask: LaneMask) {
    lanes = clanes_latest(mask.lanes, number.lanes, lanes)
  }

  /// The lesser of `number` and this where `mask` is false, and this elsewhere.
  @inline(__always)
  mutating func fall(to number: FloatLanes, unless mask: LaneMask) {
    lanes = clanes_earliest(mask.lanes, number.lanes, lanes)
  }

  /// The numbers where `mask` is true, and 0 elsewhere.
  @inline(__always)
  func only(where mask: LaneMask) -> FloatLanes { FloatLanes(clanes_where(mask.lanes, lanes)) }

  /// `other` where `mask` is true, and this elsewhere.
  @inline(__always)
  func replaced(with other: FloatLanes, where mask: LaneMask) -> FloatLanes {
    FloatLanes(clanes_choose(mask.lanes, other.lanes, lanes))
  }
}

extension FloatLanes: LostReadings {
  @inline(__always)
  init(_ count: Int) { self.init(repeating: Float(count)) }
}

/// A Boolean value for each of 32 trials.
struct LaneMask: Sendable {
  /// All bits of a lane are set where it is true.
  var lanes: SIMD32<Int32>

  @inline(__always)
  init(_ lanes: SIMD32<Int32>) { self.lanes = lanes }

  @inline(__always)
  static var none: LaneMask { LaneMask(SIMD32(repeating: 0)) }

  /// True for the first `count` trials.
  @inline(__always)
  init(first count: Int) {
    self = FloatLanes(Self.numbers) < FloatLanes(repeating: Float(count))
  }

  private static let numbers = SIMD32<Float>((0..<32).map(Float.init))

  /// True if some lane is true.
  @inline(__always)
  var isAnywhere: Bool { clanes_is_any(lanes) != 0 }

  /// The first lane that is true; nil if none is.
  var first: Int? { lanes.indices.first { lane in lanes[lane] != 0 } }

  @inline(__always)
  static func | (left: LaneMask, right: LaneMask) -> LaneMask { !(!left & !right) }

  @inline(__always)
  static prefix func ! (mask: LaneMask) -> LaneMask { LaneMask(clanes_not(mask.lanes)) }

  @inline(__always)
  static func & (left: LaneMask, right: LaneMask) -> LaneMask { LaneMask(clanes_and(left.lanes, right.lanes)) }
}

/// A count for each of 32 trials.
struct CountLanes: Sendable {
  var lanes: SIMD32<Int32>

  @inline(__always)
  init(_ lanes: SIMD32<Int32>) { self.lanes = lanes }

  @inline(__always)
  static var zero: CountLanes { CountLanes(SIMD32(repeating: 0)) }

  /// The count of all lanes together.
  var total: Int {
    var total = 0
    for lane in lanes.indices { total += Int(lanes[lane]) }
    return total
  }

  /// Counts the lanes in which `mask` is true.
  @inline(__always)
  mutating func count(_ mask: LaneMask) { lanes = clanes_subtract_ints(lanes, mask.lanes) }
}
