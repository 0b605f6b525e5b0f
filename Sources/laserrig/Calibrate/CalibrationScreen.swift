/// A line that is written over in place at the foot of what was said before.
final class CalibrationScreen {
  private let output: StandardOutput
  private let width: Int
  private var shown: String?

  /// A screen of `columns`.
  init(columns: Int, output: StandardOutput = StandardOutput()) {
    // In the last column some terminals begin a new line.
    width = max(20, columns - 1)
    self.output = output
  }

  /// Puts `status` in the place of the last one.
  func show(_ status: String) {
    let line = String(status.prefix(width))
    guard line != shown else { return }
    output.write("\r" + line + String(repeating: " ", count: width - line.count) + "\r" + line)
    output.flush()
    shown = line
  }

  /// Writes lines that stay.
  func say(_ text: String) {
    if shown != nil { output.write("\r" + String(repeating: " ", count: width) + "\r") }
    output.write(text + "\n")
    output.flush()
    shown = nil
  }
}
