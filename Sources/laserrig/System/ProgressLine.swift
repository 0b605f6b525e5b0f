internal import Glibc
internal import RigReports

/// A line on standard error that is written over and over, if that is a terminal.
struct ProgressLine {
  /// True if standard error is a terminal and the line is wanted.
  let isShown: Bool

  /// A line for a person, unless it is not `wanted`.
  init(wanted: Bool = true) {
    isShown = wanted && isatty(2) == 1
  }

  /// Puts `text` in the place of the line's last text.
  func show(_ text: String) {
    guard isShown else { return }
    // A narrow window would break a long line, of which only the end could be taken away again.
    _ = Descriptor(number: 2).write(
      Array("\r\u{1B}[K\(text.prefix(Self.columns - 1))".utf8)[...], until: { Signals.stop != nil })
  }

  /// Takes the line away again.
  func clear() { show("") }

  private static var columns: Int {
    var size = winsize()
    let answer = unsafe ioctl(2, UInt(TIOCGWINSZ), &size)
    return answer == 0 && size.ws_col > 0 ? Int(size.ws_col) : 61
  }
}
