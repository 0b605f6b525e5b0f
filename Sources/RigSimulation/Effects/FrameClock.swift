/// The time of one run, counted in even frames: how long each frame is, if frames are not all of one length.
///
/// Each frame has the length `T (1 + J u)` with the frame's nominal time T, the jitter J and u drawn anew between -1 and
/// 1, every number equally likely. The mean is T. All clocks of a rig draw the same numbers, so each part of it can have
/// one of its own.
struct FrameClock: Sendable {
  /// The time since step 0, in even frames.
  private(set) var time = 0.0
  private let jitter: Double
  private var generator: Xoshiro256PlusPlus

  /// The clock of a rig with the seed `seed`; a frame's length varies by the share `jitter`, in 0..<1.
  init(seed: RandomSeed, jitter: Double) {
    self.jitter = jitter
    generator = seed.generator(for: .frame)
  }

  /// Lets a frame pass, and gives its length in even frames: 1 without jitter.
  @inline(__always)
  mutating func advance() -> Double {
    let length = jitter == 0 ? 1 : 1 + jitter * (2 * generator.share() - 1)
    time += length
    return length
  }
}
