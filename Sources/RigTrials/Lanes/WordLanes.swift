internal import CLanes

/// 32 bits of each of 32 trials.
struct WordLanes: Sendable {
  var lanes: SIMD32<UInt32>

  @inline(__always)
  init(_ lanes: SIMD32<UInt32>) { self.lanes = lanes }

  @inline(__always)
  init(bitsOf numbers: FloatLanes) { lanes = clanes_bits(numbers.lanes) }

  @inline(__always)
  static func &+ (left: WordLanes, right: WordLanes) -> WordLanes {
    WordLanes(clanes_sum_words(left.lanes, right.lanes))
  }

  @inline(__always)
  static func &- (left: WordLanes, right: WordLanes) -> WordLanes {
    WordLanes(clanes_subtract_words(left.lanes, right.lanes))
  }

  @inline(__always)
  static func &- (left: WordLanes, right: UInt32) -> WordLanes { left &- WordLanes(SIMD32(repeating: right)) }

  @inline(__always)
  static func ^ (left: WordLanes, right: WordLanes) -> WordLanes {
    WordLanes(clanes_xor(left.lanes, right.lanes))
  }

  @inline(__always)
  static func | (left: WordLanes, right: UInt32) -> WordLanes { WordLanes(clanes_or_word(left.lanes, right)) }

  @inline(__always)
  static func << (left: WordLanes, bits: Int32) -> WordLanes { WordLanes(clanes_shift_left(left.lanes, bits)) }

  @inline(__always)
  static func >> (left: WordLanes, bits: Int32) -> WordLanes { WordLanes(clanes_shift_right(left.lanes, bits)) }

  /// Shifts as ``>>(_:_:)``, but keeps the sign.
  @inline(__always)
  func signedShiftRight(_ bits: Int32) -> WordLanes { WordLanes(clanes_shift_right_signed(lanes, bits)) }

  @inline(__always)
  func rotatedLeft(_ bits: Int32) -> WordLanes { WordLanes(clanes_rotate_left(lanes, bits)) }

  /// The bits as signed whole numbers, converted to floating-point numbers.
  @inline(__always)
  var signedNumbers: FloatLanes { FloatLanes(clanes_of_signed_words(lanes)) }

  /// The bits reinterpreted as floating-point numbers.
  @inline(__always)
  var asNumbers: FloatLanes { FloatLanes(clanes_from_bits(lanes)) }
}
