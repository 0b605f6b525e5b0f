import RigTestSupport
import Testing

@testable import RigGPIO

@Suite struct SysfsTextTests {
  private func written(_ text: SysfsText) -> String {
    String(decoding: (0..<text.count).map { place in text.bytes[place] }, as: UTF8.self)
  }

  @Test(arguments: [0, 7, 10, 1_500_000, 20_000_000, UInt64(Int64.max), UInt64.max])
  func `a number is written in decimal, with a line feed`(number: UInt64) {
    #expect(written(SysfsText(number)) == "\(number)\n")
  }

  @Test(arguments: [
    ("0", 0), ("4095", 4095), ("-12", -12), ("0.805664062", 0.805664062), ("-0.5", -0.5), ("1.000000", 1),
    ("12.207031250 ", 12.20703125), ("007", 7), ("100000000000000000", 1e17),
  ])
  func `numbers as the kernel writes them`(text: String, number: Double) {
    #expect(SysfsText(line: text).number == number)
  }

  @Test(arguments: ["", "-", ".", ".5", "1e3", "0x10", "3.3 V", "1 2", "1.2.3", "-6.000000 dB", "nan", "+1"])
  func `anything else is no number`(text: String) {
    #expect(SysfsText(line: text).number == nil)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `every number comes back`(seed: UInt64) {
    var draws = Draws(seed: seed)
    for _ in 0..<100 {
      let word = UInt64(draws.ratio(1, 1e18))
      #expect(written(SysfsText(word)) == "\(word)\n")
      let micro = Int.random(in: -9_000_000_000...9_000_000_000, using: &draws)
      let digits = "\(abs(micro) % 1_000_000)"
      let text =
        (micro < 0 ? "-" : "") + "\(abs(micro) / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
      #expect(SysfsText(line: text).number == Double(text), "\(text)")
    }
  }

  @Test func `a number that is too long is none, and a fraction that is too long is cut`() {
    #expect(SysfsText(line: "1000000000000000001234").number == nil)
    #expect(SysfsText(line: "0.12345678901234567890123").number == 0.12345678901234568)
  }

  @Test func `a text beyond the capacity is cut`() {
    let long = String(repeating: "x", count: 500)
    #expect(SysfsText(line: long).count == SysfsText.capacity)
    #expect(SysfsText(line: long).string == String(repeating: "x", count: SysfsText.capacity - 1))
  }
}
