internal import Glibc

/// What standard output can show.
struct Terminal {
  /// True where a person watches.
  let isTerminal: Bool
  /// Columns of the window; 80 where that is not known.
  let columns: Int
  /// True where colour may be used: on a terminal that is not dumb, unless `NO_COLOR` is set.
  let hasColor: Bool
  /// True where the locale's characters are UTF-8.
  let hasUnicode: Bool

  enum Style: String {
    case bold = "1"
    case dim = "2"
    case green = "32"
    case red = "31"
    case yellow = "33"
  }

  func styled(_ text: String, _ style: Style) -> String {
    hasColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Terminal {
  /// What standard output is, and what the environment says of it.
  init(environment: [String: String]) {
    isTerminal = isatty(1) == 1
    var size = winsize()
    let answer = unsafe ioctl(1, UInt(TIOCGWINSZ), &size)
    columns = answer == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    hasColor = isTerminal && environment["NO_COLOR"]?.isEmpty ?? true && environment["TERM"] != "dumb"
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { name in environment[name] }.first { !$0.isEmpty } ?? ""
    hasUnicode = locale.lowercased().replacing("-", with: "").hasSuffix("utf8")
  }
}
