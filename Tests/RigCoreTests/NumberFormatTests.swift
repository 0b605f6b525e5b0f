import Foundation
import RigCore
import RigSimulation
import Testing

@Suite struct NumberFormatTests {
  @Test(arguments: 0...9)
  func `decimals are those of the C library, but for ties`(decimals: Int) {
    var generator = Xoshiro256PlusPlus(seed: UInt64(decimals))
    let scale = pow(10, Double(decimals))
    for _ in 0..<2000 {
      let value = Double.random(in: -1...1, using: &generator) * pow(10, .random(in: -4...5, using: &generator))
      let text = value.formatted(decimals: decimals)
      let scaled = (value * scale).magnitude
      // Within rounding of a half either neighbour is right.
      if abs(scaled - scaled.rounded(.down) - 0.5) < 1e-6 { continue }
      let expected = String(format: "%.\(decimals)f", value)
      #expect(text == (Double(expected) == 0 ? String(format: "%.\(decimals)f", 0.0) : expected))
    }
  }

  @Test func `halves go away from zero, and there is no minus zero`() {
    #expect(0.5.formatted(decimals: 0) == "1" && (-0.5).formatted(decimals: 0) == "-1")
    #expect(0.125.formatted(decimals: 2) == "0.13" && (-2.5).formatted(decimals: 0) == "-3")
    #expect((-0.0).formatted(decimals: 2) == "0.00" && (-0.001).formatted(decimals: 2) == "0.00")
    #expect(9.999.formatted(decimals: 2) == "10.00" && 0.05.formatted(decimals: 2) == "0.05")
  }

  @Test func `what has no decimals is written as Swift writes it`() {
    #expect(Double.nan.formatted(decimals: 2) == "nan" && Double.infinity.formatted(decimals: 2) == "inf")
    #expect(
      1e15.formatted(decimals: 2) == 1e15.description && (-1e300).formatted(significantDigits: 3).hasPrefix("-1e"))
  }

  @Test(arguments: 1...12)
  func `significant digits round to the nearest and read back`(digits: Int) throws {
    var generator = Xoshiro256PlusPlus(seed: UInt64(digits))
    for _ in 0..<2000 {
      let sign: Double = Bool.random(using: &generator) ? 1 : -1
      let value = sign * pow(10, .random(in: -12...14, using: &generator))
      let text = value.formatted(significantDigits: digits)
      let back = try #require(Double(text), "\(text)")
      let step = pow(10, log10(value.magnitude).rounded(.down) - Double(digits) + 1)
      #expect(abs(back - value) <= step * 0.5 * (1 + 1e-3), "\(value) as \(text)")
      let mantissa = text.prefix { character in character != "e" }
      let figures = mantissa.filter { character in character.isNumber }
      #expect(figures.drop { character in character == "0" }.reversed().drop { $0 == "0" }.count <= digits)
      #expect(!mantissa.contains(".") || !mantissa.hasSuffix("0"), "\(text)")
    }
  }

  @Test(
    arguments: [
      (0.10564, "0.106"), (12.4, "12.4"), (1200, "1200"), (3e-7, "3e-7"), (0, "0"), (-0.0, "0"), (999.6, "1000"),
      (1234.5, "1230"), (-0.25, "-0.25"), (9.999, "10"), (1e-5, "0.00001"), (0.99951, "1"),
    ] as [(Double, String)])
  func `three significant digits`(value: Double, text: String) {
    #expect(value.formatted(significantDigits: 3) == text)
  }

  @Test func `neighbours that differ do so in words`() {
    #expect([0.5, 0.75].formattedApart(significantDigits: 3) == ["0.5", "0.75"])
    #expect([0.5, 0.5000001, 0.5000002].formattedApart(significantDigits: 3) == ["0.5", "0.5000001", "0.5000002"])
    #expect([2, 2, 2].formattedApart(significantDigits: 3) == ["2", "2", "2"])
    #expect([1234.4, 1234.6].formattedApart(significantDigits: 3) == ["1234", "1235"])
    #expect([1, 1.0.nextUp].formattedApart(significantDigits: 3) == ["1.0", "1.0000000000000002"])
    #expect([Double]().formattedApart(significantDigits: 3).isEmpty)
    let numbers = [1, 2, 2.0001, 3]
    let apart = numbers.indices.map { index in numbers.formattedApart(index, significantDigits: 2) }
    #expect(apart == ["1", "2", "2.0001", "3"])
  }
}
