/// The place where a report goes: standard output, a file, a buffer of a test.
public protocol ReportOutput: AnyObject {
  /// Takes `text`; it may keep it until ``flush()``.
  func write(_ text: String)
  /// Hands on all that was taken.
  func flush()
}
