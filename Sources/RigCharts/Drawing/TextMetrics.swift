/// An estimate of the room that a text takes.
///
/// The reader's font is unknown, so the widths are those of DejaVu Sans, the widest of the usual sans-serif faces: what
/// fits with it fits with the others.
enum TextMetrics {
  /// The width of `text` in user units.
  static func width(_ text: String, _ style: TextStyle) -> Double {
    var ems = 0.0
    for character in text { ems += width(of: character) }
    return ems * style.size * (style.isBold ? 1.12 : 1)
  }

  private static func width(of character: Character) -> Double {
    switch character {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", " ", "!": 0.33
    case "f", "t", "r", "(", ")", "[", "]", "-", "/", "J", "⁻", "⁰"..."⁹", "¹", "²", "³": 0.42
    case "m", "w", "M", "W", "%", "@", "—", "×", "±", "=", "<", ">", "≤", "+", "−": 0.9
    case "A"..."Z": 0.72
    case "\u{0}"..."\u{24F}", "α"..."ω", "–", "°", "’": 0.63
    default: 1.1
    }
  }

  /// `text` in lines no wider than `width`; a word that is wider than that is cut.
  static func wrapped(_ text: String, _ style: TextStyle, width limit: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if width(longer, style) <= limit {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = truncated(String(word), style, width: limit)
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// `text`, with an ellipsis in place of what does not fit into `width`.
  static func truncated(_ text: String, _ style: TextStyle, width limit: Double) -> String {
    if width(text, style) <= limit { return text }
    var kept = text
    while !kept.isEmpty && width(kept + "…", style) > limit { kept.removeLast() }
    return kept + "…"
  }
}
