internal import RigReports

/// Standard error: warnings and the one line that says why the program gave up.
enum StandardError {
  /// Writes one line, whatever `text` quotes: its control characters are spelt out.
  static func write(line text: String) {
    var line = "laserrig: "
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control {
        line += scalar.escaped(asASCII: true)
      } else {
        line.unicodeScalars.append(scalar)
      }
    }
    // A terminal that takes nothing more does not keep a program that was told to end.
    _ = Descriptor(number: 2).write(Array((line + "\n").utf8), until: { Signals.stop != nil })
  }

  static func warn(_ text: String) {
    write(line: "warning: \(text)")
  }
}
