/// A GPIO line as a person names it: a chip, and the line on it.
public struct LineAddress: Sendable, Hashable, CustomStringConvertible {
  /// The chip: its path (`/dev/gpiochip0`), its name (`gpiochip0`), its number (`0`) or its label (`pinctrl-rp1`).
  /// Labels are the only ones that stay the same from kernel to kernel. Several with commas between: the first that is
  /// there.
  public let chip: String
  /// The line: its offset on the chip (`18`) or its name (`GPIO18`).
  public let line: String

  /// The line `line` of `chip`.
  public init(chip: String, line: String) {
    self.chip = chip
    self.line = line
  }

  /// The line that `text` names: `18`, `GPIO18`, or `chip:line` for a chip other than `defaultChip`.
  public init(_ text: String, defaultChip: String) {
    if let colon = text.lastIndex(of: ":") {
      self.init(chip: String(text[..<colon]), line: String(text[text.index(after: colon)...]))
    } else {
      self.init(chip: defaultChip, line: text)
    }
  }

  public var description: String { Self.description(of: line, on: chip) }

  /// `chip:line`, the form that a scenario takes too.
  static func description(of lines: String, on chip: String) -> String {
    chip.contains(",") ? "\(lines) of \(chip)" : "\(chip):\(lines)"
  }
}
