/// A small generator that turns a seed, even a poor one such as 0 or 1, into well-mixed bits.
///
/// Source: G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, fig.
/// 17, with the constants of D. Stafford's variant 13.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  @usableFromInline
  var state: UInt64

  /// The sequence that follows `seed`.
  @inlinable
  public init(seed: UInt64) {
    state = seed
  }

  /// The sequence that follows `seed`, from its word `number` on.
  @inlinable
  public init(seed: UInt64, from number: UInt64) {
    state = seed &+ 0x9E37_79B9_7F4A_7C15 &* number
  }

  @inlinable
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  @usableFromInline
  static func mixed(_ bits: UInt64) -> UInt64 {
    var bits = bits
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
