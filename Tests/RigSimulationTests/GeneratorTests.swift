import RigCore
import RigSimulation
import RigTestSupport
import Testing

/// splitmix64 and xoshiro256++ as their papers describe them, written once more, with the state in an array.
private struct Reference {
  var state: [UInt64]

  static func spread(_ seed: UInt64, count: Int) -> [UInt64] {
    (1...count).map { turn in
      var word = seed &+ UInt64(turn) &* 0x9e37_79b9_7f4a_7c15
      for (shift, factor) in [(30, 0xbf58_476d_1ce4_e5b9), (27, 0x94d0_49bb_1331_11eb)] as [(Int, UInt64)] {
        word = (word ^ word >> shift) &* factor
      }
      return word ^ word >> 31
    }
  }

  static func rotate(_ word: UInt64, left: UInt64) -> UInt64 { word &<< left | word &>> (64 - left) }

  mutating func next() -> UInt64 {
    let result = Self.rotate(state[0] &+ state[3], left: 23) &+ state[0]
    let moved = state[1] &<< 17
    for (changed, by) in [(2, 0), (3, 1), (1, 2), (0, 3)] { state[changed] ^= state[by] }
    state[2] ^= moved
    state[3] = Self.rotate(state[3], left: 45)
    return result
  }
}

@Suite struct GeneratorTests {
  @Test func `the reference gives splitmix64's published words for 1234567`() {
    #expect(
      Reference.spread(1_234_567, count: 3)
        == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test(arguments: [0, 1, 42, 1_234_567, .max])
  func `xoshiro256++ gives the reference's words`(seed: UInt64) {
    var reference = Reference(state: Reference.spread(seed, count: 4))
    var generator = Xoshiro256PlusPlus(seed: seed)
    for _ in 0..<1000 { #expect(generator.next() == reference.next()) }
  }

  @Test func `every bit is set half of the time`() {
    var generator = Xoshiro256PlusPlus(seed: 9)
    var counts = [Int](repeating: 0, count: 64)
    for _ in 0..<10_000 {
      let word = generator.next()
      for bit in 0..<64 { counts[bit] += Int(word >> bit & 1) }
    }
    // 4.5 standard deviations: one alarm in 2000 seeds over 64 bits.
    #expect(counts.allSatisfy { count in abs(count - 5000) < 225 })
  }

  @Test func `cells, trials and purposes have streams of their own`() {
    let wall = WallModel(distance: .fixed(.centimeters(100)), target: Trajectory(start: .zero))
    let model = RigModel(
      wall: wall, sensor: SensorModel(GaussianNoise(standardDeviation: .centimeters(1))))
    var first: Set<Length> = []
    for value in 0..<10 as Range<UInt64> {
      for cell in 0..<10 as Range<UInt64> {
        for trial in 0..<10 as Range<UInt64> {
          var rig = SimulatedRig(model, seed: RandomSeed(value, cell: cell, trial: trial))
          if let error = rig.read().error { first.insert(error[0]) }
        }
      }
    }
    #expect(first.count == 1000)
  }
}
