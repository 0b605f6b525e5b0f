/// An event that happens with a fixed probability at each look.
struct Chance: Sendable {
  let probability: Double
  private var generator: Xoshiro256PlusPlus

  init(_ probability: Double, generator: Xoshiro256PlusPlus) {
    self.probability = probability
    self.generator = generator
  }

  mutating func strikes() -> Bool {
    Self.strikes(with: probability, using: &generator)
  }

  /// True with the given probability; with a generator that is stuck on one value the decision is made at once too.
  static func strikes(with probability: Double, using generator: inout some RandomNumberGenerator) -> Bool {
    generator.share() < probability
  }

  mutating func coin() -> Bool {
    generator.next() >> 63 == 1
  }

  /// A number from 0 up to but excluding 1, evenly distributed.
  mutating func share() -> Double { generator.share() }
}

extension RandomNumberGenerator {
  /// A number from 0 up to but excluding 1, evenly distributed.
  mutating func share() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}
