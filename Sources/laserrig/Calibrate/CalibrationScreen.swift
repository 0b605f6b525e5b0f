internal import RigReports

/// A line at the foot of the terminal that is written over in place.
///
/// A terminal that takes no more text must not hold up the watch over a laser: a status that does not fit now is left
/// out, and a message waits no longer than until a signal.
final class CalibrationScreen {
  private let output: Descriptor
  private let width: Int
  private let isStopping: () -> Bool
  private var shown: String?

  /// A screen of `columns` on `output`.
  init(
    columns: Int, output: Descriptor = Descriptor(number: 1), isStopping: @escaping () -> Bool = { Signals.stop != nil }
  ) {
    // In the last column some terminals begin a new line.
    width = max(20, columns - 1)
    self.output = output
    self.isStopping = isStopping
  }

  /// Puts `status` in the place of the last one, or leaves that there if the terminal has no room.
  func show(_ status: String) {
    let line = String(status.prefix(width))
    guard line != shown, output.hasRoom() else { return }
    let isWritten = write(
      "\r" + line + String(repeating: " ", count: width - line.count) + "\r" + line, until: { true })
    shown = isWritten ? line : ""
  }

  /// Writes lines that stay.
  func say(_ text: String) {
    let blank = shown == nil ? "" : "\r" + String(repeating: " ", count: width) + "\r"
    _ = write(blank + text + "\n", until: isStopping)
    shown = nil
  }

  /// A failure of the terminal shows when keys are read.
  private func write(_ text: String, until isStopping: () -> Bool) -> Bool {
    output.write(Array(text.utf8)[...], until: isStopping) == nil
  }
}
