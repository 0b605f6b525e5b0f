import Testing

@testable import RigGPIO

/// Where the dot is, from the diodes that it lights.
@Suite struct StripImageTests {
  /// All groups of neighbours that a strip of 64 can show.
  @Test func `the middle of every contiguous group`() {
    for width in 1...64 {
      for first in 0...(64 - width) {
        let lit = (UInt64.max >> UInt64(64 - width)) << UInt64(first)
        let image = StripImage(lit: lit)
        #expect(image.centroid == Double(first) + Double(width - 1) / 2)
        #expect(image.groups == 1 && image.numbers == Array(first..<first + width))
      }
    }
  }

  @Test func `darkness`() {
    let dark = StripImage(lit: 0)
    #expect(dark.centroid == nil && dark.groups == 0 && dark.numbers == [])
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `groups as counted one by one`(seed: UInt64) {
    var draws = Draws(seed: seed)
    var lit = UInt64.random(in: 0...(.max), using: &draws)
    for _ in 0..<Int.random(in: 0...4, using: &draws) { lit &= .random(in: 0...(.max), using: &draws) }
    let image = StripImage(lit: lit)
    var (groups, isInside) = (0, false)
    for number in 0..<64 {
      let isLit = lit >> UInt64(number) & 1 == 1
      if isLit, !isInside { groups += 1 }
      isInside = isLit
    }
    #expect(image.groups == groups)
    let numbers = (0..<64).filter { number in lit >> UInt64(number) & 1 == 1 }
    #expect(image.numbers == numbers)
    let mean = numbers.isEmpty ? nil : Double(numbers.reduce(0, +)) / Double(numbers.count)
    #expect(image.centroid == mean)
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func `most of the snapshots decide, diode by diode`(seed: UInt64) {
    var draws = Draws(seed: seed)
    let count = 2 * Int.random(in: 0...31, using: &draws) + 1
    var votes = InlineArray<64, UInt8>(repeating: 0)
    var expected: UInt64 = 0
    for line in 0..<64 {
      let yes = Int.random(in: 0...count, using: &draws)
      votes[line] = UInt8(yes)
      if yes > count - yes { expected |= 1 << UInt64(line) }
    }
    #expect(StripImage(majorityOf: votes, of: count).lit == expected)
  }
}
