internal import RigCore

/// A part of an answer.
enum Passage {
  /// Sentences, broken into lines as wide as the window.
  case prose(String)
  /// Lines of figures, left as they are.
  case figures([String])

  func lines(width: Int) -> [String] {
    switch self {
    case .figures(let rows): return rows.map { row in "    " + row }
    case .prose(let text):
      var lines: [String] = []
      for word in text.split(separator: " ") {
        if let last = lines.last, last.count + 1 + word.count <= width {
          lines[lines.count - 1] = last + " " + word
        } else {
          lines.append("  " + word)
        }
      }
      return lines
    }
  }
}

extension Outcome {
  /// The outcome of an experiment, for the end of a row.
  var words: String {
    switch self {
    case .converged: "settles"
    case .diverged: "runs away"
    case .stepLimit: "never settles"
    case .spotLost, .unresponsive, .stopped: name
    }
  }
}
