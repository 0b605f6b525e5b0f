import RigCore

@testable import RigScenario
@testable import RigSimulation

/// Draws values that a key accepts, as a user would write them.
struct LegalValues {
  private var generator: SplitMix64

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  /// True with the probability `share`.
  mutating func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < share
  }

  /// One of `elements`, each as likely as the others; there must be at least one.
  mutating func element<Element>(of elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &generator)]
  }

  /// A value for `key`, as the text behind `--set key=`.
  mutating func text(for key: ScenarioKey) -> String {
    if key.isOptional, chance(0.3) { return "none" }
    switch key.type {
    case .number(let range, _): return number(in: range).description
    case .integer(let range, _): return String(Int.random(in: range, using: &generator))
    case .seed: return String(UInt64.random(in: 0...(.max), using: &generator))
    case .flag: return String(Bool.random(using: &generator))
    case .choice(let words): return words.randomElement(using: &generator) ?? ""
    case .text: return line()
    case .distance: return distance()
    case .height: return height()
    case .faults: return faults()
    case .name:
      return ["17", "GPIO17", "pinctrl-rp1:17", "/dev/gpiochip0", "a b"].randomElement(using: &generator) ?? ""
    case .lines: return lines()
    case .calibration: return calibration()
    }
  }

  private mutating func lines() -> String {
    let first = Int.random(in: 0...30, using: &generator)
    if chance(0.5) { return "\(first)..\(first + Int.random(in: 0...40, using: &generator))" }
    let names = ["4", "GPIO5", "chip:6", "/dev/gpiochip0:PIN 7", "pinctrl-rp1:8"].shuffled(using: &generator)
    return "[" + names.prefix(Int.random(in: 1...5, using: &generator)).joined(separator: ", ") + "]"
  }

  private mutating func calibration() -> String {
    let count = Int.random(in: 2...5, using: &generator)
    let angles = (0..<count).map { index in Double(index) * 40 - 90 + number(in: .between(0, 39)) }
    var pulses = (0..<count).map { index in Double(index) * 400 + 500 + number(in: .between(0, 399)) }
    if chance(0.5) { pulses.reverse() }
    return "[" + zip(angles, pulses).map { angle, pulse in "[\(angle), \(pulse)]" }.joined(separator: ", ") + "]"
  }

  private mutating func number(in range: NumberRange) -> Double {
    // Every order of magnitude, not only the sensible ones.
    let size = magnitude()
    switch range {
    case .zeroOr(let least, let limit): return size < least ? 0 : min(size, limit)
    case .between(let lowest, let highest): return Double.random(in: lowest...highest, using: &generator)
    case .below(let highest, let lowest): return Double.random(in: lowest..<highest, using: &generator)
    }
  }

  private mutating func magnitude() -> Double {
    let digits = Double(Int.random(in: 1...999, using: &generator))
    let powers = ["e-300", "e-20", "e-3", "", "", "", "e3", "e14", "e15", "e300"]
    return Double("\(digits)\(powers.randomElement(using: &generator) ?? "")") ?? digits
  }

  private mutating func line() -> String {
    let pieces = [
      "a", "Z", "ö", "π", "3", " ", "  ", "\"", "\\", "\\n", "'", ":", ": ", " #", "#", "-", "- ", "[", "{", "}", "&",
      "*",
      "!", "|", ">", "%", "@", "`", ",", "?", "=", "~", "none", "null", "true", "e\u{301}", "🎯", "👩‍🔬", ".svg", "/",
      "\u{FFFE}",
      "\u{FFFF}", "\u{10FFFF}", "\u{200B}",
    ]
    let count = Int.random(in: 1...6, using: &generator)
    let line = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    // These words, alone, mean that no file is drawn.
    return ["none", "null", "~"].contains(line) ? line + "x" : line
  }

  private mutating func distance() -> String {
    let near = number(in: .between(0.1, 1e6))
    let far = number(in: .between(0.1, 1e6))
    return chance(0.5) ? near.description : "\(min(near, far))..\(max(near, far))"
  }

  private mutating func height() -> String {
    let low = number(in: .between(-1e6, 1e6))
    let high = number(in: .between(-1e6, 1e6))
    return chance(0.5) ? low.description : "\(min(low, high))..\(max(low, high))"
  }

  private mutating func faults() -> String {
    let count = Int.random(in: 0...4, using: &generator)
    return "[" + (0..<count).map { _ in fault() }.joined(separator: ", ") + "]"
  }

  private mutating func fault() -> String {
    let form = FaultForm.all.randomElement(using: &generator) ?? FaultForm.all[0]
    let part = chance(0.5) ? Fault.Part.sensor : .actuator
    let from = Int.random(in: 0...1000, using: &generator)
    var parts = ["part: \(part)", "kind: \(form.name)"]
    if chance(0.7) { parts.append("from: \(from)") }
    if chance(0.5) {
      parts.append(chance(0.2) ? "to: none" : "to: \(from + Int.random(in: 0...50, using: &generator))")
    }
    if chance(0.2) { parts.append("axis: \(chance(0.5) ? "all" : "1")") }
    switch form.amount?.kind(part) {
    case .number(let range, _): parts.append("\(form.amount?.name ?? ""): \(number(in: range))")
    case .integer(let range, _):
      parts.append("\(form.amount?.name ?? ""): \(Int.random(in: range, using: &generator))")
    default: break
    }
    return "{" + parts.joined(separator: ", ") + "}"
  }
}
