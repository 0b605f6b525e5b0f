/// A part of an answer.
package enum Passage {
  /// Sentences, broken into lines as wide as the window.
  case prose(String)
  /// Lines of figures, left as they are.
  case figures([String])

  package func lines(width: Int) -> [String] {
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
