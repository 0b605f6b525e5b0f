/// The generator behind every random draw of a simulated rig: fast, 2²⁵⁶ - 1 long, and the same on every machine.
///
/// Not for secrets.
///
/// Source: D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM Transactions on
/// Mathematical Software 47(4), 2021: xoshiro256++.
public struct Xoshiro256PlusPlus: RandomNumberGenerator, Sendable {
  @usableFromInline
  var s0: UInt64
  @usableFromInline
  var s1: UInt64
  @usableFromInline
  var s2: UInt64
  @usableFromInline
  var s3: UInt64

  /// A generator with its state spread from `seed`; any seed will do.
  public init(seed: UInt64) {
    var spread = SplitMix64(seed: seed)
    s0 = spread.next()
    s1 = spread.next()
    s2 = spread.next()
    s3 = spread.next()
  }

  @inlinable
  public mutating func next() -> UInt64 {
    let sum = s0 &+ s3
    let result = ((sum << 23) | (sum >> 41)) &+ s0
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }
}
