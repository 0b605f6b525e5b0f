internal import RigReports

/// Standard error: warnings and the one line that says why the program gave up.
enum StandardError {
  /// Writes one line, whatever `text` quotes: its control characters are spelt out.
  static func write(line text: String) {
    // A terminal that takes nothing more does not keep a program that was told to end.
    _ = Descriptor(number: 2).write(bytes(line: text)[...], until: { Signals.stop != nil }, patienceMilliseconds: 1000)
  }

  private static func bytes(line text: String) -> [UInt8] {
    var line = "laserrig: "
    for scalar in shortened(text).unicodeScalars {
      if scalar.properties.generalCategory == .control {
        line += scalar.escaped(asASCII: true)
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    return Array((line + "\n").utf8)
  }

  /// The text without its middle if it is very long, as one is that quotes a whole file: the place of a problem is at the
  /// beginning, and its remedy at the end.
  private static func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > longest else { return text }
    return String(scalars.prefix(longest / 2)) + " … " + String(scalars.suffix(longest / 2))
  }

  private static let longest = 1000

  static func warn(_ text: String) { write(line: warning(text)) }

  private static func warning(_ text: String) -> String { "warning: \(text)" }

  /// Warnings that hold up no run: while a loop keeps time, what is not read at once stays in a queue.
  struct Patient {
    private var queue = OutputQueue(Descriptor(number: 2))

    /// Puts a warning behind the others.
    mutating func warn(_ text: String) { queue.append(StandardError.bytes(line: StandardError.warning(text))) }

    /// Writes as much as is read at once.
    mutating func offer() { _ = queue.offer() }

    /// Writes all that is left.
    mutating func finish() { _ = queue.finish(until: { Signals.stop != nil }, patienceMilliseconds: 1000) }
  }
}
