/// Standard error: warnings and the one line that says why the program gave up.
enum StandardError {
  static func write(_ text: String) {
    _ = Descriptor(number: 2).write(Array(text.utf8))
  }

  static func warn(_ text: String) {
    write("laserrig: warning: \(text)\n")
  }
}
