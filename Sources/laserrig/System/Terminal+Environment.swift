internal import Glibc
internal import RigReports

extension Terminal {
  /// The terminal behind standard output, by what it is and by the environment.
  init(environment: [String: String]) {
    let isTerminal = isatty(1) == 1
    var size = winsize()
    let answer = unsafe ioctl(1, UInt(TIOCGWINSZ), &size)
    let hasColor = isTerminal && environment["NO_COLOR"]?.isEmpty ?? true && environment["TERM"] != "dumb"
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { name in environment[name] }.first { !$0.isEmpty } ?? ""
    self.init(
      isTerminal: isTerminal, columns: answer == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80, hasColor: hasColor,
      hasUnicode: locale.lowercased().replacing("-", with: "").hasSuffix("utf8"))
  }
}
