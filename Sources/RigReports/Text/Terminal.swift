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

  public enum Style: String, Sendable {
    case bold = "1"
    case dim = "2"
    case green = "32"
    case red = "31"
    case yellow = "33"
  }

  public func styled(_ text: String, _ style: Style) -> String {
    hasColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
