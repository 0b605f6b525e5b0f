/// The abilities of standard output.
package struct Terminal {
  /// True if standard output is a terminal.
  package let isTerminal: Bool
  /// The columns of the window; 80 if that is not known.
  package let columns: Int
  /// True if colour may be used: on a terminal that is not dumb, unless `NO_COLOR` is set.
  package let hasColor: Bool
  /// True if the locale's characters are UTF-8.
  package let hasUnicode: Bool

  /// A terminal with these abilities.
  package init(isTerminal: Bool, columns: Int, hasColor: Bool, hasUnicode: Bool) {
    self.isTerminal = isTerminal
    self.columns = columns
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
  }

  package enum Style: String {
    case bold = "1"
    case dim = "2"
    case green = "32"
    case red = "31"
    case yellow = "33"
  }

  package func styled(_ text: String, _ style: Style) -> String {
    hasColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
