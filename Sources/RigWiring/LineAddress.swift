public import RigCore

/// A GPIO line as a person names it: a chip, and the line on it.
public struct LineAddress: Sendable, Hashable, CustomStringConvertible {
  /// The chip: its path (`/dev/gpiochip0`), its name (`gpiochip0`), its number (`0`) or its label (`pinctrl-rp1`). Only
  /// labels stay the same from kernel to kernel. Of several with commas between, the first that is present is used.
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
  package static func description(of lines: String, on chip: String) -> String {
    chip.contains(",") ? "\(lines) of \(chip)" : "\(chip):\(lines)"
  }
}

/// The resistor that pulls an input line if nothing else drives it.
public enum LineBias: String, ParameterValue, CaseIterable {
  /// The resistor stays as the board has set it.
  case asIs
  /// No resistor pulls the line.
  case off
  /// A resistor pulls the line high.
  case up
  /// A resistor pulls the line low.
  case down
}

/// The lines that one device of a rig is wired to, and their direction.
public struct LineUse: Sendable, Equatable {
  /// The lines in words, without the device's axis: `strip lines`.
  public let part: String
  /// The parameter that names the lines.
  public let parameter: String
  /// The lines that the device is wired to.
  public let lines: [LineAddress]
  /// The resistor that pulls the lines; nil for outputs.
  public let bias: LineBias?

  /// The use of `lines` as inputs that `bias` pulls, or as outputs if `bias` is nil.
  public init(_ part: String, parameter: String, _ lines: [LineAddress], bias: LineBias?) {
    self.part = part
    self.parameter = parameter
    self.lines = lines
    self.bias = bias
  }
}
