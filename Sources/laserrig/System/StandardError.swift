internal import Glibc

/// Standard error: warnings and the one line that says why the program gave up.
enum StandardError {
  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in _ = unsafe Glibc.write(2, bytes.baseAddress, bytes.count) }
  }

  static func warn(_ text: String) {
    write("laserrig: warning: \(text)\n")
  }
}
