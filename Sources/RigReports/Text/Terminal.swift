/// The abilities of standard output.
public struct Terminal: Sendable {
  /// True if standard output is a terminal.
  public let isTerminal: Bool
  /// The columns of the window; 80 if that is not known.
  public let columns: Int
  /// True if colour may be used: on a terminal that is not dumb, unless `NO_COLOR` is set.
  public let hasColor: Bool
  /// True if the locale's characters are UTF-8.
  public let hasUnicode: Bool

  /// A terminal with these abilities.
  public init(isTerminal: Bool, columns: Int, hasColor: Bool, hasUnicode: Bool) {
    self.isTerminal = isTerminal
    self.columns = columns
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
  }

  /// A style of text. The raw value is its number in the escape sequences of a terminal.
  public enum Style: String, Sendable {
    /// Bold letters.
    case bold = "1"
    /// Faint letters.
    case dim = "2"
    /// Green letters.
    case green = "32"
    /// Red letters.
    case red = "31"
    /// Yellow letters.
    case yellow = "33"
  }

  /// `text` in `style`; `text` as it is if the terminal has no colour.
  public func styled(_ text: String, _ style: Style) -> String {
    hasColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The place where a report goes: standard output, a file, a buffer of a test.
public protocol ReportOutput: AnyObject {
  /// Takes `text`; it may keep it until ``flush()``.
  func write(_ text: String)
  /// Hands on all that was taken.
  func flush()
}
