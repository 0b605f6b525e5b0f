extension String {
  /// The words on lines of at most `width` characters: the first after `prefix`, the others after as many spaces. A
  /// word that is longer has a line to itself.
  package func wrapped(to width: Int, after prefix: String = "") -> [String] {
    let indent = String(repeating: " ", count: prefix.count)
    var lines: [String] = []
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append((lines.isEmpty ? prefix : indent) + word)
      }
    }
    return lines
  }
}
