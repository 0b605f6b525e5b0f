internal import RigSimulation

/// A random generator for each of 32 trials: xoshiro128++, of period 2^128 - 1.
///
/// Each generator is seeded by the number of its trial, so that its random numbers do not depend on the trials beside
/// it.
///
/// Source: D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM Transactions on
/// Mathematical Software 47(4), 2021 (xoshiro128++).
struct LaneGenerator: Sendable {
  private var state0: WordLanes
  private var state1: WordLanes
  private var state2: WordLanes
  private var state3: WordLanes

  /// The use of a generator's numbers. Each use has a generator of its own, so that switching one on or off leaves the
  /// others as they were.
  enum Purpose: Int {
    case noise, dropout
  }

  /// The generators of 32 trials from `firstTrial` on, in the cell `cell` of a sweep.
  init(_ seed: UInt64, cell: UInt64, firstTrial: UInt64, for purpose: Purpose) {
    // Each trial has two words of a SplitMix64 sequence that belongs to the cell. No two successive words are both
    // zero, which would be a forbidden state of xoshiro128++.
    var words = SplitMix64(
      seed: RandomSeed(seed, cell: cell).streamSeed(purpose.rawValue), from: 2 &* firstTrial)
    var state = (SIMD32<UInt32>(), SIMD32<UInt32>(), SIMD32<UInt32>(), SIMD32<UInt32>())
    for lane in 0..<FloatLanes.count {
      let first = words.next()
      let second = words.next()
      state.0[lane] = UInt32(truncatingIfNeeded: first)
      state.1[lane] = UInt32(truncatingIfNeeded: first >> 32)
      state.2[lane] = UInt32(truncatingIfNeeded: second)
      state.3[lane] = UInt32(truncatingIfNeeded: second >> 32)
    }
    state0 = WordLanes(state.0)
    state1 = WordLanes(state.1)
    state2 = WordLanes(state.2)
    state3 = WordLanes(state.3)
  }

  @inline(__always)
  mutating func next() -> WordLanes {
    let result = (state0 &+ state3).rotatedLeft(7) &+ state0
    let shifted = state1 << 9
    state2 = state2 ^ state0
    state3 = state3 ^ state1
    state1 = state1 ^ state2
    state0 = state0 ^ state3
    state2 = state2 ^ shifted
    state3 = state3.rotatedLeft(11)
    return result
  }

  /// Numbers in 0..<1, each a multiple of 2^-31 before rounding, which may give 1 itself.
  @inline(__always)
  mutating func share() -> FloatLanes { 0x1p-31 * (next() >> 1).signedNumbers }
}
