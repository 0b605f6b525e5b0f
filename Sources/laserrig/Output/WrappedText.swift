extension String {
  /// The words on lines of at most `width` characters, those after the first with `indent` spaces before them. A word that
  /// is longer has a line to itself.
  func wrapped(to width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(lines.isEmpty ? String(word) : String(repeating: " ", count: indent) + word)
      }
    }
    return lines
  }
}
