/// The origin of all random numbers of one simulated run: a seed, and the run's place in a sweep.
///
/// The same seed gives the same run, bit for bit, on the same build. Cells and trials of a sweep get streams of their
/// own from it, so that results depend neither on threads nor on the order of the work.
public struct RandomSeed: Hashable, Sendable {
  /// The number that the user sees and types.
  public let value: UInt64
  /// The run's cell in a sweep; 0 outside one.
  public let cell: UInt64
  /// The run's trial in its cell; 0 outside a sweep.
  public let trial: UInt64

  /// The random numbers of trial `trial` in cell `cell` under the seed `value`.
  public init(_ value: UInt64, cell: UInt64 = 0, trial: UInt64 = 0) {
    self.value = value
    self.cell = cell
    self.trial = trial
  }

  /// The use of a stream of random numbers. Each effect has its own, declared in the effect's file, so that switching
  /// one on or off leaves the draws of the others as they were.
  ///
  /// The number tells the streams apart and must not change: seeded results depend on it. A test finds a number that
  /// two purposes share.
  struct Purpose: Hashable, Sendable {
    let number: UInt64

    static let wall = Purpose(number: 1)
    static let fault = Purpose(number: 5)
    static let geometry = Purpose(number: 6)
    static let own = Purpose(number: 7)
    static let frame = Purpose(number: 11)
    /// The purposes that belong to no effect.
    static let general = [wall, fault, geometry, own, frame]
  }

  /// The seed of a stream of the caller's own, separate from those of the simulated rigs; `number` tells several apart.
  public func streamSeed(_ number: Int) -> UInt64 { stream(for: .own, number: number, axis: 0) }

  /// The seed of the random numbers that a rule draws.
  public var ofRule: UInt64 { streamSeed(0) }

  /// The stream for `purpose`; `number` tells several of one purpose apart, `axis` the devices and axes of one rig. The
  /// first axis has the streams that the only axis of a rig has.
  func generator(for purpose: Purpose, number: Int = 0, axis: Int = 0) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus(seed: stream(for: purpose, number: number, axis: axis))
  }

  private func stream(for purpose: Purpose, number: Int, axis: Int) -> UInt64 {
    let place = Self.mixed(Self.mixed(SplitMix64.mixed(value), with: cell), with: trial)
    return Self.mixed(Self.mixed(place, with: purpose.number), with: UInt64(number) | UInt64(axis) << 32)
  }

  private static func mixed(_ key: UInt64, with part: UInt64) -> UInt64 {
    SplitMix64.mixed(key &+ 0x9E37_79B9_7F4A_7C15 &* (part &+ 1))
  }
}
